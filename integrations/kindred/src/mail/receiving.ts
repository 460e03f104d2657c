import { setTimeout as sleep } from 'node:timers/promises';
import type { ListReceivingEmailsResponseSuccess, Resend } from 'resend';
import { composeMail } from './compose-received.ts';
import { retryAfter, type Pace } from './pace.ts';

/** Attack: a mail that fills the memory. More than mail servers let through; a download is stopped there. */
const MOST_BYTES = 40_000_000;
/** How many mails one page of the list names: the most Resend gives. */
const PAGE = 100;
/** Attack: a list without end. So many pages name a hundred thousand mails. */
const MOST_PAGES = 1000;
/** Waits before the tries after the first one, in milliseconds. */
const WAITS = [250, 1000, 2500, 5000, 10_000];
/** Mails are not told strictly in their order: one may turn up in the list behind others that came later. */
const OVERLAP = 3_600_000;

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
	/** @throws NotThere when Resend has no such mail. */
	get(id: string): Promise<ReceivedMail>;
	/**
	 * What came since an instant and up to an hour before it, oldest first; everything there is, when none is given. What
	 * was read already is named again: whoever asks remembers its id.
	 */
	since(at: string | undefined): Promise<readonly ReceivedEntry[]>;
}

/** Resend does not know a mail, or has deleted it. */
export class NotThere extends Error {}

/** An account to read from. */
export interface ReceivingAccount {
	readonly apiKey: string;
	readonly baseUrl?: string | undefined;
	/** How long one mail or one page may take in all, tries and waits included, in milliseconds. */
	readonly budget: number;
	/** Absent: as fast as it goes, for a call that has to be answered soon. */
	readonly pace?: Pace | undefined;
}

/** Opens the receiving side of Resend's HTTP API through its SDK, which neither retries nor throws. */
export function openReceiving({ apiKey, baseUrl, budget, pace }: ReceivingAccount): Receiving {
	let opened: Promise<Resend> | undefined;
	const open = () =>
		(opened ??= import('resend').then(({ Resend }) => new Resend(apiKey, baseUrl ? { baseUrl } : {})));

	async function ask<Data>(call: (resend: Resend) => Promise<Answered<Data>>): Promise<Data> {
		const resend = await open();
		const turn = await pace?.turn();
		const { data, error, headers = null } = await call(resend);
		if (turn !== undefined) pace?.learn(headers, turn);
		if (!error && data) return data;
		const text = `Resend: ${error?.message} (${error?.name})`;
		if (error?.statusCode === 404) throw new NotThere(text);
		throw new Refused(text, isWorthAnother(error), retryAfter(headers));
	}

	return {
		get: (id) =>
			patiently(budget, async (signal) => {
				const data = await ask(({ emails }) =>
					emails.receiving.get(id, { html_format: 'cid' }, { signal: signal() }),
				);
				// The link lives an hour: each try has a fresh one.
				const url = data.raw?.download_url;
				const raw = url ? await download(url, signal()) : await composeMail(data);
				return { raw, receivedFor: [...(data.received_for ?? []), ...data.to] };
			}),
		async since(at) {
			const earliest = at === undefined ? -Infinity : Date.parse(at) - OVERLAP;
			const found = new Map<string, ReceivedEntry>();
			let after: string | undefined;
			for (let pages = 0; pages < MOST_PAGES; pages++) {
				const { data, has_more } = await patiently(budget, () =>
					ask<ListReceivingEmailsResponseSuccess>(({ emails }) =>
						emails.receiving.list({ limit: PAGE, ...(after ? { after } : {}) }),
					),
				);
				const entries = data.map(({ id, created_at }) => ({ id, at: instantOf(created_at) }));
				const fresh = entries.filter((one) => !found.has(one.id) && Date.parse(one.at) >= earliest);
				for (const entry of fresh) found.set(entry.id, entry);
				after = entries.at(-1)?.id;
				if (!has_more || fresh.length < entries.length || fresh.length === 0) break;
			}
			// Newest first, as they were told: turned around before those of one instant are left in their order.
			return [...found.values()].toReversed().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
		},
	};
}

/** Resend writes `2026-11-22 12:00:00.123456+00` as well. What is no date at all is read as very new. */
function instantOf(said: string): string {
	const time = Date.parse(said);
	return new Date(Number.isNaN(time) ? Date.now() : time).toISOString();
}

interface Answered<Data> {
	readonly data: Data | null;
	readonly error: { name: string; message: string; statusCode: number | null } | null;
	/** The SDK gives them for every call, and declares them for most. */
	readonly headers?: Record<string, string> | null;
}

/** Resend, or the server that has the original, answered with an error. */
class Refused extends Error {
	readonly again: boolean;
	readonly afterSeconds: number | undefined;
	constructor(message: string, again: boolean, afterSeconds?: number) {
		super(message);
		this.again = again;
		this.afterSeconds = afterSeconds;
	}
}

/** No answer, too many questions, or trouble on the other side; a wrong key stays wrong. */
function isWorthAnother(error: Answered<unknown>['error']): boolean {
	const status = error?.statusCode ?? 0;
	return status < 400 || status === 408 || status === 429 || status >= 500;
}

/** Tries until it works, as long as the budget allows another wait. `signal` ends a call when the budget does. */
async function patiently<T>(budget: number, work: (signal: () => AbortSignal) => Promise<T>): Promise<T> {
	const deadline = performance.now() + budget;
	const left = () => deadline - performance.now();
	for (let tries = 0; ; tries++) {
		try {
			return await work(() => AbortSignal.timeout(Math.max(1, Math.ceil(left()))));
		} catch (error) {
			const asked = error instanceof Refused ? (error.afterSeconds ?? 0) * 1000 : 0;
			const wait = Math.max(WAITS[Math.min(tries, WAITS.length - 1)]!, asked);
			// A mail that is not there may not be there yet: its webhook can be faster than its copy.
			if ((error instanceof Refused && !error.again) || wait >= left()) throw error;
			await sleep(wait);
		}
	}
}

async function download(url: string, signal: AbortSignal): Promise<Uint8Array> {
	const response = await fetch(url, { signal });
	if (!response.ok || !response.body) {
		await response.body?.cancel();
		throw new Error(`The mail could not be downloaded: ${response.status}.`);
	}
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
