/** The part of mailauth that checks signatures, by itself: the whole of it takes twice as long to load. */
declare module 'mailauth/lib/dkim/verify.js' {
	export const dkimVerify: typeof import('mailauth').dkimVerify;
}
