import { formatAddress, type Address } from './address.ts';
import type { Batch, Letter } from './letter.ts';

/** One letter in Resend's words (API reference, Send Email). */
export interface WireLetter {
	readonly from: string;
	readonly to: readonly [string];
	readonly reply_to?: string;
	readonly subject: string;
	readonly html: string;
	readonly text: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly tags: readonly { readonly name: string; readonly value: string }[];
}

/** A letter as it is written; attachments are not, because a batch carries none. */
export function wireOf({ from, to, replyTo, subject, html, text, headers, tags }: Letter): WireLetter {
	return {
		from: formatAddress(from),
		to: [formatAddress(to)],
		...(replyTo ? { reply_to: replyTo } : {}),
		subject,
		html,
		text,
		headers,
		tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
	};
}

/** Letters written down as a batch. Throws for one with attachments, which is a mistake of the caller. */
export function batchOf(letters: readonly Letter[]): Batch {
	if (letters.some(({ attachments }) => attachments?.length))
		throw new Error('Letters of a batch cannot carry attachments.');
	return { bytes: new TextEncoder().encode(JSON.stringify(letters.map(wireOf))), size: letters.length };
}

/** The letters of a batch of ours. */
export function readBatch(bytes: Uint8Array): Letter[] {
	const written = JSON.parse(new TextDecoder().decode(bytes)) as WireLetter[];
	return written.map(({ from, to, reply_to: replyTo, subject, html, text, headers, tags }) => ({
		from: readAddress(from),
		to: readAddress(to[0]),
		...(replyTo === undefined ? {} : { replyTo }),
		subject,
		html,
		text,
		headers,
		tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
	}));
}

/** What `formatAddress` wrote, taken apart again. */
function readAddress(text: string): Address {
	const [, name, email] = /^"(.*)" <(.*)>$/s.exec(text) ?? [];
	return email === undefined || name === undefined
		? { name: '', email: text }
		: { name: name.replace(/\\(.)/gs, '$1'), email };
}
