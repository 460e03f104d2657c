import { confirmKey, type Ask } from './ask.ts';
import { move } from './consent.ts';
import type { Interaction, NewInteraction, Person, PersonChange } from './person.ts';

/** What is to happen to a person, and what the one who asked is told. */
export interface Decision<T> {
	readonly answer: T;
	readonly change?: PersonChange | undefined;
	readonly log?: readonly Omit<NewInteraction, 'person' | 'at'>[] | undefined;
}

/**
 * What a confirmation came to. `stale`: this link was used, or is older than their leaving; they can ask anew. `refused`: the
 * address is not to be written to, or belongs to somebody else.
 */
export type Confirmed =
	'subscribed' | 'already' | 'address-changed' | 'stale' | 'refused' | 'expired' | 'invalid';
/** What leaving came to. */
export type Left = 'left' | 'already' | 'expired' | 'invalid';
/** By which door somebody left; it stands in the log. */
export type LeftHow = 'link' | 'one-click' | 'mail' | 'preferences' | 'author';

/** A press on the button of a confirmation link becomes a subscription, with the evidence of consent in the log. */
export function decideConfirmation(
	person: Person | undefined,
	past: readonly Interaction[],
	ask: Extract<Ask, { kind: 'subscribe' }>,
	token: string,
): Decision<Confirmed> {
	if (person?.state === 'subscribed' || person?.state === 'awaiting-approval') return { answer: 'already' };
	const key = confirmKey(token);
	if (past.some((entry) => entry.key === key || (entry.kind === 'left' && entry.at >= ask.askedAt)))
		return { answer: 'stale' };
	const state = person ? move(person.state, 'confirm') : 'subscribed';
	if (!state) return { answer: 'refused' };

	const { name, languages, topics, frequency, via, source, wording, askedAt } = ask;
	const detail = { wording, askedAt, source, via, languages, topics, frequency };
	return {
		answer: 'subscribed',
		change: {
			state,
			name: name || person?.name || '',
			languages,
			topics,
			frequency,
			via: person?.via ?? via,
		},
		log: [{ kind: 'subscribed', key, detail }],
	};
}

/** Somebody ends their subscription, or says that they never want one. `letter`: the one whose link they used. */
export function decideLeaving(
	person: Person | undefined,
	how: LeftHow,
	letter?: string,
): Decision<'left' | 'already'> {
	const state = person && move(person.state, 'leave');
	if (!state) return { answer: 'already' };
	return { answer: 'left', change: { state }, log: [{ kind: 'left', subject: letter, detail: { how } }] };
}

/** What differs is changed and logged; nothing is logged when nothing differs. */
export function decideChange(person: Person | undefined, wanted: PersonChange): Decision<Person | undefined> {
	if (!person) return { answer: undefined };
	const before: Readonly<Record<string, unknown>> = { ...person };
	const changed = Object.entries(wanted).filter(
		([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
	);
	if (!changed.length) return { answer: person };
	const change: PersonChange = Object.fromEntries(changed);
	return { answer: { ...person, ...change }, change, log: [{ kind: 'preferences', detail: { ...change } }] };
}
