import type { Instant } from '../base/time.ts';
import { openReplyTag, openToken } from '../base/token.ts';
import { move, type Interaction, type Step } from '../person/index.ts';
import { textOf, type Classified, type Mail } from '../reply/index.ts';
import type { InboxHouse } from './index.ts';

/** Attack: a report that repeats a tag ten thousand times. */
const MOST_PROOFS = 20;
const replyTags = /\+([0-9a-z]{1,11}-[0-9a-f]{10}-[0-9a-f]{20})@/gi;
const leaveTokens = /(?:[?&]token=|leave%20)([A-Za-z0-9_-]{16,400}\.[A-Za-z0-9_-]{43})/g;

/**
 * Whom a bounce or a complaint is about. Anybody can write one, so it has to bring back something that only our letter had: a
 * signed reply address or the link that ends the subscription. Without such a proof it is about nobody.
 */
function troubledPerson(mail: Mail, { keys, now }: Pick<InboxHouse, 'keys' | 'now'>): number | undefined {
	const returned = [...mail.parts.map(({ text }) => text ?? ''), textOf(mail).slice(0, 200_000)]
		.join('\n')
		.replace(/\r?\n[ \t]+/g, '');
	for (const [, tag = ''] of [...returned.matchAll(replyTags)].slice(0, MOST_PROOFS)) {
		const claim = openReplyTag(tag, keys);
		if (claim) return claim.person;
	}
	for (const [, token = ''] of [...returned.matchAll(leaveTokens)].slice(0, MOST_PROOFS)) {
		const opened = openToken(token, 'leave', keys, now());
		if (opened.ok) return Number(opened.claim.person);
	}
	return undefined;
}

/** What is told of a letter that failed. */
export interface Failure {
	readonly reason: string;
	/** When it happened, where that is known. */
	readonly at?: Instant | undefined;
	/** Which letter it was, `digest:2026-11`. */
	readonly about?: string | undefined;
}

/** A letter to this person failed for good, or they complained: they are written to no more. Twice changes nothing. */
export async function letterFailed(
	person: number | string,
	step: Extract<Step, 'bounce' | 'complain'>,
	{ reason, at: happened, about }: Failure,
	house: Pick<InboxHouse, 'store' | 'now'>,
): Promise<'noted' | 'unknown'> {
	const { people } = house.store;
	const at = house.now();
	const known = typeof person === 'number' ? await people.byId(person) : await people.byEmail(person);
	// Whoever complains is never written to again, also when all they had was a letter a stranger asked for.
	if (step === 'complain' && typeof person === 'string') await people.suppress(person, 'complaint', at);
	if (!known || known.state === 'forgotten') return 'unknown';
	// An address they had before says nothing about the one they have.
	if (step === 'bounce' && typeof person === 'string' && known.email !== person) return 'unknown';
	await people.decide(known.id, at, (current, past) => {
		const state = current && move(current.state, step);
		if (!state) return { answer: undefined };
		// A bounce of before they confirmed their address says nothing about it now.
		if (step === 'bounce' && happened !== undefined && happened < confirmedAt(past))
			return { answer: undefined };
		return {
			answer: undefined,
			change: { state },
			log: [{ kind: step === 'bounce' ? 'bounced' : 'complained', subject: about, detail: { text: reason } }],
		};
	});
	// A complaint is for good; an address that bounced may be asked for anew by its owner.
	if (step === 'complain' && known.email) await people.suppress(known.email, 'complaint', at);
	return 'noted';
}

/** When somebody last showed that mail to their address arrives; empty when they never did. */
function confirmedAt(past: readonly Interaction[]): Instant {
	return past
		.filter(({ kind }) => kind === 'subscribed' || kind === 'address')
		.reduce((last, { at }) => (at > last ? at : last), '');
}

/** So many digests in a row that came back for now are as good as one that came back for good. */
const SOFT_BOUNCES = 3;
/** These say nothing about a mailbox, neither good nor bad. */
const saysNothing = new Set(['delayed', 'failed']);

/** How many of somebody's latest letters came back for now, with none in between that arrived. Newest first. */
function softBounces(fates: readonly { outcome: string; at: Instant }[], since: Instant): number {
	const telling = fates.filter(({ outcome, at }) => !saysNothing.has(outcome) && at > since);
	const end = telling.findIndex(({ outcome }) => outcome !== 'soft-bounced');
	return end < 0 ? telling.length : end;
}

/** A letter of a digest came back for now: a full mailbox, say. Nothing follows until it has happened often enough. */
async function softBounced(email: string, failure: Failure, house: InboxHouse): Promise<void> {
	const { people, deliveries } = house.store;
	const known = await people.byEmail(email);
	if (!known) return;
	const fates = await deliveries.fatesOf(known.id, 50);
	const count = softBounces(fates, confirmedAt(await people.timeline(known.id)));
	if (count < SOFT_BOUNCES) return;
	const reason = `${count} letters in a row came back: ${failure.reason || 'no reason was given'}`;
	await letterFailed(email, 'bounce', { ...failure, reason }, house);
}

const steps = {
	complained: (email, failure, house) => letterFailed(email, 'complain', failure, house),
	bounced: (email, failure, house) => letterFailed(email, 'bounce', failure, house),
	// The provider keeps this address on a list and will not write to it, whatever we do.
	suppressed: (email, failure, house) => letterFailed(email, 'bounce', failure, house),
	'soft-bounced': softBounced,
} as const satisfies Record<string, (email: string, failure: Failure, house: InboxHouse) => Promise<unknown>>;

/** Does this outcome of a letter say something about its reader? */
export function hasTrouble(outcome: string | undefined): outcome is keyof typeof steps {
	return outcome !== undefined && Object.hasOwn(steps, outcome);
}

/** A provider says that a letter did not reach its reader, or was not welcome. */
export async function heedTrouble(
	{ outcome, to, ...failure }: Failure & { outcome?: string | undefined; to: readonly string[] },
	house: InboxHouse,
): Promise<void> {
	if (!hasTrouble(outcome)) return;
	for (const email of to) await steps[outcome](email, failure, house);
}

/** What a report that came by mail does: a complaint always, a bounce when the address will never work. */
export async function heedReport(
	mail: Mail,
	{ kind, failure, reason, harmless }: Classified,
	house: InboxHouse,
): Promise<number | undefined> {
	const person = troubledPerson(mail, house);
	if (person === undefined) return undefined;
	if (harmless) return person;
	if (kind === 'complaint') await letterFailed(person, 'complain', { reason }, house);
	else if (failure === 'hard') await letterFailed(person, 'bounce', { reason }, house);
	return person;
}
