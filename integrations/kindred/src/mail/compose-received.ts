import type { GetReceivingEmailResponseSuccess } from 'resend';
import { mimeBytes } from './mime.ts';

/**
 * Headers that describe how the original was put together, those that are given otherwise here, and those that only mean something
 * in the original: of several of a name one is told, and it may be the one that the sender made up.
 */
const left =
	/^(?:content-.*|mime-version|from|to|cc|bcc|subject|date|message-id|dkim-signature|arc-.*|authentication-results|received)$/i;

/**
 * A received mail as bytes again, from what the API tells of it, where the original cannot be had. Its attachments are not in
 * it; its headers are, so that it is recognised and told what it is.
 */
export function composeMail(mail: GetReceivingEmailResponseSuccess): Promise<Uint8Array> {
	const headers = Object.entries(mail.headers ?? {}).filter(
		([name]) => /^[\x21-\x39\x3b-\x7e]+$/.test(name) && !left.test(name),
	);
	return mimeBytes({
		from: mail.from,
		to: mail.to,
		cc: mail.cc ?? [],
		subject: mail.subject,
		date: new Date(headerNamed(mail, 'date') ?? mail.created_at),
		messageId: mail.message_id,
		// A line break in a value would begin another header.
		headers: headers.map(([key, value]) => ({ key, value: String(value).replace(/\s+/g, ' ').trim() })),
		...(mail.text ? { text: mail.text } : {}),
		...(mail.html ? { html: mail.html } : {}),
	});
}

function headerNamed({ headers }: GetReceivingEmailResponseSuccess, name: string): string | undefined {
	const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
	return found !== undefined && !Number.isNaN(Date.parse(found)) ? found : undefined;
}
