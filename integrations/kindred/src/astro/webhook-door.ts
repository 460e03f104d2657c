import { normaliseEmail } from '../base/address.ts';
import { letterFailed, receive, type InboxHouse } from '../inbox/index.ts';
import type { Receiving } from '../mail/receiving.ts';
import { readCopy } from './origin.ts';

/** Attack: a body without end. Resend's own are a few kilobytes; only names and addresses travel in them, no mail. */
const MOST_BYTES = 1024 * 1024;

export interface WebhookDoor {
	/** Resend's signing secret, `whsec_…`. None: there is no such door. */
	readonly secret: string | undefined;
	/** Where the mail itself is fetched. */
	readonly receiving: Receiving | undefined;
}

/** The events we act upon, as far as we read them. */
type Event =
	| {
			readonly type: 'email.received';
			readonly data: { readonly email_id: string; readonly received_for?: readonly string[] };
	  }
	| {
			readonly type: 'email.bounced';
			readonly data: {
				readonly to: readonly string[];
				readonly bounce?: { type?: string; message?: string };
			};
	  }
	| { readonly type: 'email.complained'; readonly data: { readonly to: readonly string[] } };

/**
 * One call of Resend. It is read, its signature checked, and its event dealt with, once however often it comes: calls are
 * remembered when they succeeded, so that one that failed (a 5xx) is dealt with when Resend repeats it.
 */
export async function answerWebhook(
	request: Request,
	{ secret, receiving }: WebhookDoor,
	house: InboxHouse,
): Promise<Response> {
	if (!secret) return answer(404, 'Not found');
	const body = await readCopy(request, MOST_BYTES);
	if (body === 'too-large') return answer(413, 'Too large');
	const id = request.headers.get('svix-id') ?? '';
	const event = await verified(new TextDecoder().decode(body), id, request.headers, secret);
	if (!event) return answer(400, 'The signature does not fit');
	const { replies } = house.store;
	if (await replies.sawCall(id)) return answer(200, 'Seen before');
	try {
		const outcome = await deal(event, receiving, house);
		await replies.rememberCall(id, house.now());
		return answer(200, outcome);
	} catch (error) {
		console.error('[astro-kindred] A call of Resend could not be dealt with; it will be repeated.', error);
		return answer(500, 'Try again later');
	}
}

/** The event, when Resend signed it less than five minutes ago (Svix's scheme, checked by Resend's SDK). */
async function verified(
	payload: string,
	id: string,
	headers: Headers,
	webhookSecret: string,
): Promise<Event | undefined> {
	const { Resend } = await import('resend');
	const timestamp = headers.get('svix-timestamp') ?? '';
	const signature = headers.get('svix-signature') ?? '';
	try {
		// The SDK wants a key to exist, and does not use it for this.
		return new Resend('re_none').webhooks.verify({
			payload,
			headers: { id, timestamp, signature },
			webhookSecret,
		}) as Event;
	} catch {
		return undefined;
	}
}

async function deal(event: Event, receiving: Receiving | undefined, house: InboxHouse): Promise<string> {
	switch (event.type) {
		case 'email.received': {
			if (!receiving)
				throw new Error('A mail has arrived at Resend, and RESEND_API_KEY is not set to fetch it.');
			const { raw, receivedFor } = await receiving.get(event.data.email_id);
			return (await receive(raw, [...(event.data.received_for ?? []), ...receivedFor], house)).outcome;
		}
		case 'email.bounced': {
			// Resend says `Permanent`, `Transient` or `Undetermined`: only the first says something about the address.
			const { to, bounce } = event.data;
			return bounce?.type === 'Permanent' ? failed(to, 'bounce', bounce.message ?? '', house) : 'ignored';
		}
		case 'email.complained':
			return failed(event.data.to, 'complain', '', house);
		default:
			return 'ignored';
	}
}

async function failed(
	to: readonly string[],
	step: 'bounce' | 'complain',
	reason: string,
	house: InboxHouse,
): Promise<string> {
	for (const one of to) {
		const email = normaliseEmail(one.replace(/^.*</, '').replace(/>.*$/, ''));
		if (email) await letterFailed(email, step, reason, house);
	}
	return 'noted';
}

function answer(status: number, text: string): Response {
	return new Response(`${text}\n`, {
		status,
		headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
	});
}
