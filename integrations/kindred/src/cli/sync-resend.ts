import { receive } from '../inbox/index.ts';
import { accountPace } from '../mail/index.ts';
import { missing, passed, readPlace, wanted } from '../mail/received-place.ts';
import { NotThere, openReceiving, type ReceivedEntry, type ReceivedMail } from '../mail/receiving.ts';
import type { Desk } from './open.ts';

/** How long one mail may take, in milliseconds. Nobody waits for a round. */
const BUDGET = 20_000;
/** The place is written after so many mails: a crash fetches them once more, and twice is once. */
const PLACE_EVERY = 25;
const PLACE = 'resend';
/** More than a flood leaves behind; the rest is for the next round. */
const MOST_NOTED = 1000;

/** Reads what Resend has received, whether or not a webhook told of it. */
export async function readResend(
	desk: Desk,
	env: NodeJS.ProcessEnv,
	count: (outcome: string) => void,
	fail: (problem: string) => void,
	budget = BUDGET,
): Promise<void> {
	const apiKey = env['RESEND_API_KEY']?.trim();
	if (!apiKey) return;
	const baseUrl = env['RESEND_BASE_URL']?.trim();
	const receiving = openReceiving({ apiKey, baseUrl, budget, pace: accountPace });
	const { replies } = desk.store;
	let place = readPlace(await replies.place(PLACE));
	const listed = await receiving.since(place.at).catch((error: Error) => {
		// A key that may only send is a good key where mail is received elsewhere.
		if (error.message.includes('restricted_api_key') && (env['KINDRED_IMAP'] || !desk.site.inbound))
			return undefined;
		throw error;
	});
	if (listed === undefined) return;
	const keep = () => replies.rememberPlace(PLACE, JSON.stringify(place));
	let sinceKept = 0;
	try {
		for await (const { entry, got } of fetchAll(wanted(place, listed), receiving.get)) {
			if ('raw' in got) {
				count((await receive(got.raw, got.receivedFor, desk)).outcome);
				place = passed(place, entry);
			} else {
				const miss = missing(place, entry, got instanceof NotThere ? 'gone' : 'trouble');
				fail(problemOf(entry, got, miss.isLost));
				place = miss.place;
			}
			if (++sinceKept % PLACE_EVERY === 0) await keep();
		}
	} finally {
		if (sinceKept % PLACE_EVERY !== 0) await keep();
	}
	await fetchNoted(receiving.get, desk, count);
}

/** What a webhook wrote down and did not live to fetch. Most of it was in the list just now, and is known. */
async function fetchNoted(get: Get, desk: Desk, count: (outcome: string) => void): Promise<void> {
	const { calls } = desk.store;
	for (const mail of await calls.waiting(MOST_NOTED, desk.now())) {
		const got = await get(mail).catch((error: Error) => error);
		// It waits for the next round, or is let go in time.
		if (got instanceof Error && !(got instanceof NotThere)) return;
		if ('raw' in got) count((await receive(got.raw, got.receivedFor, desk)).outcome);
		await calls.filed(mail, { at: desk.now() });
	}
}

type Get = (id: string) => Promise<ReceivedMail>;

interface Fetched {
	readonly entry: ReceivedEntry;
	readonly got: ReceivedMail | Error;
}

/**
 * Fetches one after the other. A mail that is gone, or that fails while the next one does not, is left out; two failures in a
 * row are an outage, and end the round before them.
 */
async function* fetchAll(entries: readonly ReceivedEntry[], get: Get): AsyncGenerator<Fetched> {
	let stuck: { readonly entry: ReceivedEntry; readonly got: Error } | undefined;
	for (const entry of entries) {
		const got = await get(entry.id).catch((error: Error) => error);
		if (got instanceof Error && !(got instanceof NotThere)) {
			if (stuck) throw stuck.got;
			stuck = { entry, got };
			continue;
		}
		if (stuck) yield stuck;
		stuck = undefined;
		yield { entry, got };
	}
	if (stuck) throw stuck.got;
}

function problemOf({ id, at }: ReceivedEntry, { message }: Error, isLost: boolean): string {
	const next = isLost ? 'It is given up.' : 'The next round tries again.';
	return `resend: The mail ${id} of ${at} could not be fetched. ${message}. ${next}`;
}
