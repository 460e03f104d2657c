import type { Mailer } from '../base/letter.ts';
import { after, type Instant } from '../base/time.ts';
import { openToken, signToken, type KeyRing } from '../base/token.ts';

const COOKIE = 'kindred-outbox';
const LIVES = { hours: 12 };

/** Who asks to see the outbox, and what opens it. */
export interface Knock {
	readonly request: Request;
	readonly url: URL;
	/** The address of the socket. */
	readonly clientAddress: string;
	readonly mailer: Pick<Mailer, 'name'>;
	readonly keys: KeyRing;
	readonly now: Instant;
}

export type Answer =
	| { readonly open: false }
	| { readonly open: true; /** A `Set-Cookie` to answer with. */ readonly cookie?: string };

/**
 * May this request see the outbox? Only where letters stay on this machine, and only from the machine itself
 * (a loopback socket, not through a proxy, under a localhost name) or with the key that {@link outboxKey}
 * made. Nothing is changed: the cookie only carries the key.
 */
export function openOutboxDoor({ request, url, clientAddress, mailer, keys, now }: Knock): Answer {
	if (mailer.name !== 'outbox') return { open: false };
	const isKey = (text: string) => openToken(text, 'outbox', keys, now).ok;
	const key = url.searchParams.get('key');
	if (key && isKey(key)) return { open: true, cookie: cookieFor(key, url) };
	const carried = cookieOf(request);
	if (carried && isKey(carried)) return { open: true };
	return {
		open:
			isLoopback(clientAddress) &&
			isDirect(request.headers) &&
			isLocalhost(request.headers.get('host') ?? ''),
	};
}

/** A key to the outbox for half a day, to be put behind `?key=`; `npm start` prints it. */
export function outboxKey(keys: KeyRing, now: Instant): string {
	return signToken({ purpose: 'outbox', person: 'author', thing: '', expires: after(now, LIVES) }, keys);
}

/**
 * 127.0.0.0/8 and ::1 (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3), also written as an IPv4-mapped
 * address.
 */
function isLoopback(address: string): boolean {
	return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(address);
}

/** What proxies add: behind one, every stranger's socket is a loopback socket. */
const proxyHeaders = [
	'forwarded',
	'via',
	'x-forwarded-for',
	'x-forwarded-host',
	'x-forwarded-proto',
	'x-real-ip',
];

function isDirect(headers: Headers): boolean {
	return !proxyHeaders.some((name) => headers.has(name));
}

/**
 * A page under a stranger's name that points at 127.0.0.1 (DNS rebinding) still says the stranger's name
 * here.
 */
function isLocalhost(host: string): boolean {
	return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);
}

function cookieFor(key: string, url: URL): string {
	const path = url.pathname.slice(0, url.pathname.indexOf('/outbox') + '/outbox/'.length);
	return `${COOKIE}=${key}; Path=${path}; HttpOnly; SameSite=Strict${url.protocol === 'https:' ? '; Secure' : ''}`;
}

function cookieOf(request: Request): string | undefined {
	const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/);
	return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}
