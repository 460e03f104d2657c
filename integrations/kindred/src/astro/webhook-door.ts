import type { DeliveryStore } from '../digest/index.ts';
import { hasTrouble, heedTrouble, learnLetter, receive, type InboxHouse } from '../inbox/index.ts';
import type { Receiving } from '../mail/receiving.ts';
import { openCall, readCall, type ResendCall } from '../mail/webhook.ts';
import type { CallStore } from '../store/call.ts';
import { openCallQueue, type CallQueue } from './call-queue.ts';
import { readUpTo } from './origin.ts';

/** Attack: a body without end. Resend's own are a few kilobytes; only names and addresses travel in them, no mail. */
const MOST_BYTES = 1024 * 1024;

export interface WebhookDoor {
	/** Resend's signing secret, `whsec_…`; two of them while it is being changed. None: there is no such door. */
	readonly secret: string | undefined;
	/** Where the mail itself is fetched. */
	readonly receiving: Receiving | undefined;
}

/** What a call needs: the inbox, and the ledger of digests. */
export interface WebhookHouse extends InboxHouse {
	readonly store: InboxHouse['store'] & {
		readonly deliveries: Pick<DeliveryStore, 'hear'>;
		readonly calls: CallStore;
	};
}

/** One queue for each store that this process has open: one, but for tests. */
const queues = new WeakMap<CallStore, CallQueue>();

function queueOf(calls: CallStore): CallQueue {
	const queue = queues.get(calls) ?? openCallQueue();
	queues.set(calls, queue);
	return queue;
}

/** Resolves when no mail is being fetched behind a call that was answered: then the store may be closed. */
export const callsSettled = (calls: CallStore): Promise<unknown> => queueOf(calls).settled();

/**
 * One call of Resend. It is read, its signature checked, and its event dealt with, once however often it comes: calls are
 * remembered when they succeeded, so that one that failed (a 5xx) is dealt with when Resend repeats it.
 */
export async function answerWebhook(
	request: Request,
	{ secret, receiving }: WebhookDoor,
	house: WebhookHouse,
): Promise<Response> {
	if (!secret) return answer(404, 'Not found');
	const body = request.body ? await readUpTo(request.body, MOST_BYTES) : new Uint8Array();
	if (body === 'too-large') return answer(413, 'Too large');
	const opened = await openCall(new TextDecoder().decode(body), request.headers, secret);
	if (opened === undefined) return answer(400, 'The signature does not fit');
	try {
		const call = readCall(opened, house.now(), house.site.from.email);
		return answer(200, await deal(call, request.headers.get('svix-id') ?? '', receiving, house));
	} catch (error) {
		console.error('[astro-kindred] A call of Resend could not be dealt with; it will be repeated.', error);
		return answer(500, 'Try again later');
	}
}

async function deal(
	call: ResendCall,
	id: string,
	receiving: Receiving | undefined,
	house: WebhookHouse,
): Promise<string> {
	if (call.kind === 'other') return 'ignored';
	// What only the ledger is told may be told twice: no call needs to be remembered for it, and most calls are such.
	if (call.kind === 'word') {
		const line = await house.store.deliveries.hear(call.word, house.now());
		if (!line) await learnLetter(call.word, house.store);
		if (!hasTrouble(call.word.outcome)) return line ? 'noted' : 'ignored';
		return once(id, house, async () => {
			await heedTrouble({ ...call.word, about: line && `digest:${line.digest}` }, house);
			return 'noted';
		});
	}
	if (!receiving) throw new Error('A mail has arrived at Resend, and RESEND_API_KEY is not set to fetch it.');
	const file = async (mail: string) => {
		const { raw, receivedFor } = await receiving.get(mail);
		return (await receive(raw, mail === call.id ? [...call.receivedFor, ...receivedFor] : receivedFor, house))
			.outcome;
	};
	const { calls } = house.store;
	return queueOf(calls).take({ call: id, mail: call.id }, { calls, now: house.now, file });
}

/** Afterwards it is remembered: a crash in between repeats it, and all of it may be repeated. */
async function once(id: string, { store, now }: WebhookHouse, act: () => Promise<string>): Promise<string> {
	if (await store.replies.sawCall(id)) return 'Seen before';
	const outcome = await act();
	await store.replies.rememberCall(id, now());
	return outcome;
}

function answer(status: number, text: string): Response {
	return new Response(`${text}\n`, {
		status,
		headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
	});
}
