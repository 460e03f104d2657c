import { openReplyTag, openToken } from '../base/token.ts';
import { move, type Step } from '../person/index.ts';
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

/** A letter to this person failed for good, or they complained: they are written to no more. Twice changes nothing. */
export async function letterFailed(
	person: number | string,
	step: Extract<Step, 'bounce' | 'complain'>,
	reason: string,
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
	await people.decide(known.id, at, (current) => {
		const state = current && move(current.state, step);
		if (!state) return { answer: undefined };
		return {
			answer: undefined,
			change: { state },
			log: [{ kind: step === 'bounce' ? 'bounced' : 'complained', detail: { text: reason } }],
		};
	});
	// A complaint is for good; an address that bounced may be asked for anew by its owner.
	if (step === 'complain' && known.email) await people.suppress(known.email, 'complaint', at);
	return 'noted';
}

/** What a report that came by mail does: a complaint always, a bounce when the address will never work. */
export async function heedReport(
	mail: Mail,
	{ kind, failure, reason }: Classified,
	house: InboxHouse,
): Promise<number | undefined> {
	const person = troubledPerson(mail, house);
	if (person === undefined) return undefined;
	if (kind === 'complaint') await letterFailed(person, 'complain', reason, house);
	else if (failure === 'hard') await letterFailed(person, 'bounce', reason, house);
	return person;
}
