import type { Person, PersonStore } from '../person/index.ts';
import { fitsPerson, type Mail, type Proposal, type ReplyStore } from '../reply/index.ts';
import type { Writer } from './writer.ts';

/** Came somebody to us by a letter that was passed on to them, and is this the first that we hear of them? */
export async function isBrought(person: Person, people: Pick<PersonStore, 'timeline'>): Promise<boolean> {
	return person.via === 'forward' && (await people.timeline(person.id)).length === 0;
}

/**
 * The address of an answer to somebody else's letter, where it may be their own other one: it fits their name, or has answered
 * their letters before. Whoever is more than a contact is somebody of their own.
 */
export async function otherAddress(
	{ from }: Pick<Mail, 'from'>,
	{ person, mailed }: Pick<Writer, 'person' | 'mailed'>,
	replies: Pick<ReplyStore, 'forwardedBefore'>,
): Promise<Omit<Proposal, 'reply' | 'at'> | undefined> {
	if (!from || !mailed || !person || person.id === mailed.id || person.state !== 'contact') return undefined;
	const again = (await replies.forwardedBefore(mailed.id, from.email))
		? 'It has answered their letters before.'
		: undefined;
	const reason = fitsPerson(from, mailed) ?? again;
	return reason === undefined ? undefined : { person: mailed.id, email: from.email, reason };
}
