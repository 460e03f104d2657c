import type { Resend } from 'resend';
import { composeMail } from './compose-received.ts';

/** More than mail servers let through; a download is stopped there. */
const MOST_BYTES = 40_000_000;
const PATIENCE = 30_000;
/** How many mails one page of the list names: the most Resend gives. */
const PAGE = 100;

/** A mail as it came, and whom the receiving server says it was for. */
export interface ReceivedMail {
	readonly raw: Uint8Array;
	readonly receivedFor: readonly string[];
}

/** A mail that waits at Resend. */
export interface ReceivedEntry {
	readonly id: string;
	/** When it came, ISO 8601. */
	readonly at: string;
}

/** The mails Resend has received for our domain. Every failure is an error: the caller tries again later. */
export interface Receiving {
	get(id: string): Promise<ReceivedMail>;
	/** What came after a mail read before, oldest first; everything there is, when there was none. */
	since(last: ReceivedEntry | undefined): Promise<readonly ReceivedEntry[]>;
}

/** Opens the receiving side of Resend's HTTP API through its SDK. */
export function openReceiving({
	apiKey,
	baseUrl,
}: {
	apiKey: string;
	baseUrl?: string | undefined;
}): Receiving {
	let opened: Promise<Resend> | undefined;
	const open = () =>
		(opened ??= import('resend').then(({ Resend }) => new Resend(apiKey, baseUrl ? { baseUrl } : {})));
	return {
		async get(id) {
			const { data, error } = await (
				await open()
			).emails.receiving.get(id, { html_format: 'cid' }, { signal: AbortSignal.timeout(PATIENCE) });
			if (error) throw new Error(`Resend: ${error.message} (${error.name})`);
			const raw = data.raw?.download_url ? await download(data.raw.download_url) : await composeMail(data);
			return { raw, receivedFor: [...(data.received_for ?? []), ...data.to] };
		},
		async since(last) {
			const found: ReceivedEntry[] = [];
			for (let after: string | undefined; ; after = found.at(-1)!.id) {
				const { data, error } = await (
					await open()
				).emails.receiving.list({ limit: PAGE, ...(after ? { after } : {}) });
				if (error) throw new Error(`Resend: ${error.message} (${error.name})`);
				const entries = data.data.map(({ id, created_at: at }) => ({ id, at }));
				// The list is newest first. Mails of the same instant as the last one are read again: they may be others.
				const end = entries.findIndex(
					({ id, at }) => last && (id === last.id || Date.parse(at) < Date.parse(last.at)),
				);
				found.push(...(end < 0 ? entries : entries.slice(0, end)));
				if (end >= 0 || !data.has_more || entries.length === 0) return found.toReversed();
			}
		},
	};
}

async function download(url: string): Promise<Uint8Array> {
	const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
	if (!response.ok || !response.body)
		throw new Error(`The mail could not be downloaded: ${response.status}.`);
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of response.body) {
		pieces.push(piece);
		size += piece.byteLength;
		// What is beyond is left out; the reader of mails bounds it further.
		if (size > MOST_BYTES) break;
	}
	return Buffer.concat(pieces);
}
