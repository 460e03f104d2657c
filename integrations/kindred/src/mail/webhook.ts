import { parseAddress } from '../base/address.ts';
import { after, instant, type Instant } from '../base/time.ts';
import type { DeliveryOutcome, DeliveryWord } from '../digest/index.ts';

/** A call of Resend, as far as we act upon it. */
export type ResendCall =
	| { readonly kind: 'received'; readonly id: string; readonly receivedFor: readonly string[] }
	| { readonly kind: 'word'; readonly word: DeliveryWord }
	| { readonly kind: 'other' };

/** What may stand in the body of a call; resend.com/docs/webhooks. */
interface Body {
	readonly type?: unknown;
	readonly created_at?: unknown;
	readonly data?: {
		readonly email_id?: unknown;
		readonly message_id?: unknown;
		readonly from?: unknown;
		readonly to?: unknown;
		readonly tags?: unknown;
		readonly received_for?: unknown;
		readonly bounce?: { readonly type?: unknown; readonly message?: unknown };
		readonly failed?: { readonly reason?: unknown };
		readonly suppressed?: { readonly message?: unknown };
	};
}

/** A bounce's own words may quote a whole conversation of servers. */
const MOST_REASON = 300;

let checker: Promise<{ verify: import('resend').Resend['webhooks']['verify'] }> | undefined;

/**
 * The body of a call that Resend signed less than five minutes ago (Svix's scheme, checked by Resend's SDK), or nothing.
 *
 * @param secrets one signing secret, `whsec_…`, or two with a comma or a space between them while it is being changed.
 */
export async function openCall(payload: string, headers: Headers, secrets: string): Promise<unknown> {
	// The SDK wants a key to exist, and does not use it for this.
	checker ??= import('resend').then(({ Resend }) => new Resend('re_none').webhooks);
	const webhooks = await checker;
	const signed = {
		id: headers.get('svix-id') ?? '',
		timestamp: headers.get('svix-timestamp') ?? '',
		signature: headers.get('svix-signature') ?? '',
	};
	for (const webhookSecret of secrets.split(/[\s,]+/).filter(Boolean)) {
		try {
			return webhooks.verify({ payload, headers: signed, webhookSecret });
		} catch {
			// Not by this secret, or too old.
		}
	}
	return undefined;
}

/**
 * What a call says. What is not as it should be is nothing we act upon.
 *
 * @param own the address our letters come from. An account may write for several sites: the labels of others are not ours.
 */
export function readCall(body: unknown, now: Instant, own: string): ResendCall {
	const { type, created_at, data } = (body ?? {}) as Body;
	if (typeof data?.email_id !== 'string') return { kind: 'other' };
	const id = data.email_id;
	if (type === 'email.received') return { kind: 'received', id, receivedFor: texts(data.received_for) };
	const told = outcomeOf(type, data);
	if (!told) return { kind: 'other' };
	const word: DeliveryWord = {
		...told,
		at: clockOf(created_at, now),
		providerId: id,
		messageId: text(data.message_id).replace(/^<|>$/g, '') || undefined,
		to: texts(data.to).flatMap((one) => parseAddress(one)?.email ?? []),
		tags: parseAddress(text(data.from))?.email === own ? tagsOf(data.tags) : {},
	};
	return { kind: 'word', word };
}

function outcomeOf(
	type: unknown,
	{ bounce, failed, suppressed }: NonNullable<Body['data']>,
): { outcome?: DeliveryOutcome; reason: string } | undefined {
	const reason = (said: unknown) => text(said).slice(0, MOST_REASON);
	switch (type) {
		case 'email.sent':
			return { reason: '' };
		case 'email.delivered':
			return { outcome: 'delivered', reason: '' };
		case 'email.delivery_delayed':
			return { outcome: 'delayed', reason: '' };
		case 'email.complained':
			return { outcome: 'complained', reason: '' };
		case 'email.failed':
			return { outcome: 'failed', reason: reason(failed?.reason) };
		case 'email.suppressed':
			return { outcome: 'suppressed', reason: reason(suppressed?.message) };
		case 'email.bounced':
			// `Permanent`, `Transient` or `Undetermined`: only the first says something about the address.
			return {
				outcome: bounce?.type === 'Permanent' ? 'bounced' : 'soft-bounced',
				reason: reason(bounce?.message),
			};
		default:
			return undefined;
	}
}

/** Labels come by name; in older calls as a list. */
function tagsOf(tags: unknown): Readonly<Record<string, string>> {
	const pairs = Array.isArray(tags)
		? tags.map((one: { name?: unknown; value?: unknown }) => [text(one?.name), text(one?.value)])
		: Object.entries((tags ?? {}) as object).map(([name, value]) => [name, text(value)]);
	return Object.fromEntries(pairs) as Record<string, string>;
}

/** When it happened, by Resend's clock; a clock that is far ahead, or not one, is not believed. */
function clockOf(said: unknown, now: Instant): Instant {
	const time = Date.parse(text(said));
	if (Number.isNaN(time)) return now;
	const at = instant(new Date(time));
	return at > after(now, { hours: 1 }) || at.length !== now.length ? now : at;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
