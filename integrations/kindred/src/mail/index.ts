import { setTimeout as sleep } from 'node:timers/promises';
import { KindredError } from '../base/error.ts';
import type { Mailer } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import { openOutbox } from './outbox.ts';
import { createPace } from './pace.ts';
import { openResend } from './resend.ts';
import { openSmtp } from './smtp.ts';

export { compileLetter } from './compile.ts';
export { eraseOutbox, listOutbox, readOutbox, type OutboxEntry, type OutboxLetter } from './outbox.ts';
export { linksOf, plainText, type LetterLink } from './plain-text.ts';
export { createPostman, type Flushed, type PatientPostman } from './postman.ts';
export { replyAs } from './reply-as.ts';

/** The variables that decide how letters leave. */
export type MailEnv = Readonly<
	Partial<Record<'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'KINDRED_SMTP', string>>
>;

/** One account, one rate: everything in this process that sends, or reads the list of mails, keeps to the same pace. */
export const accountPace = createPace({
	elapsed: () => performance.now(),
	sleep: async (milliseconds) => void (await sleep(milliseconds)),
});

/**
 * The one carrier of letters: Resend when there is a key, else an SMTP server, else files in
 * `.kindred/outbox` below `root`.
 *
 * @throws KindredError for a variable that makes no sense. Nothing is sent, read or written yet.
 */
export function openMailer(
	env: MailEnv,
	{ root, now, random }: { root: string; now: () => Instant; random: (bytes: number) => Uint8Array },
): Mailer {
	const apiKey = env.RESEND_API_KEY?.trim();
	const baseUrl = env.RESEND_BASE_URL?.trim();
	const smtp = env.KINDRED_SMTP?.trim();
	if (baseUrl && !apiKey) {
		throw new KindredError(
			'RESEND_BASE_URL is set, but RESEND_API_KEY is not.',
			'Set RESEND_API_KEY to send through Resend, or remove RESEND_BASE_URL.',
		);
	}
	if (apiKey)
		return openResend({
			apiKey: readKey(apiKey),
			baseUrl: baseUrl && readBaseUrl(baseUrl),
			pace: accountPace,
		});
	if (smtp) return openSmtp(readSmtp(smtp), now);
	return openOutbox(root, now, random);
}

function readKey(key: string): string {
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw new KindredError(
		'RESEND_API_KEY holds characters that no key has, spaces or letters outside ASCII.',
		'Copy the key from resend.com/api-keys again: `RESEND_API_KEY=re_…`.',
	);
}

function readBaseUrl(text: string): string {
	const url = URL.parse(text);
	if (url && /^https?:$/.test(url.protocol)) return text.replace(/\/+$/, '');
	throw new KindredError(
		`RESEND_BASE_URL is "${text}", which is no web address.`,
		'Write `https://api.resend.com`, or leave it out.',
	);
}

function readSmtp(text: string): string {
	const url = URL.parse(text);
	if (url && /^smtps?:$/.test(url.protocol) && url.hostname) return text;
	// Not quoted: there may be a password in it.
	throw new KindredError(
		'KINDRED_SMTP is not the address of a mail server.',
		'Write `smtp://user:password@mail.example.com:587`, or `smtps://` and port 465; percent-encode special characters.',
	);
}
