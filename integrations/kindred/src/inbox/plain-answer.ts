import { answerEvent, askToConfirm, findEvent, isHeld, readPlainAnswer } from '../event/index.ts';
import type { Person } from '../person/index.ts';
import { trimReply } from '../reply/index.ts';
import { inWords } from './calendar.ts';
import { believable, type Arrival } from './filing.ts';
import type { InboxHouse } from './index.ts';

const EVENT = 'event:';

/**
 * Somebody answered a letter about an event in words of their own: "count me in, +1". It counts when it is sure that they wrote it;
 * else a letter asks their address. What leaves a doubt is a reply like any other, and its author's to read.
 *
 * @returns what became of it, in English; nothing where it is no such answer.
 */
export async function heedWords(
	{ mail, hash, sorted, writer, flood, receivedAt }: Arrival,
	person: Person | undefined,
	house: InboxHouse,
): Promise<string | undefined> {
	const group = writer.about?.startsWith(EVENT) ? writer.about.slice(EVENT.length) : undefined;
	if (group === undefined || !person || sorted.kind !== 'human' || flood) return undefined;
	if (person.state === 'complained' || !findEvent(house.snapshot.events, group, [])) return undefined;
	const { text, whole } = trimReply(mail);
	// Nothing of their own was found: the words may be ours, of the letter they quote.
	if (whole) return undefined;
	const read = readPlainAnswer(text, [...person.languages, ...house.site.languages]);
	if (!read) return undefined;
	const { answer, guests } = read;
	if (read.bare && !(await isAsked(group, person.id, house))) return undefined;
	if (!writer.verified) {
		const lang = person.languages[0] ?? house.site.lang;
		const form = { event: group, email: mail.from!.email, answer, guests, lang };
		const asks = mail.senders === 1 && (await askToConfirm(form, house)) === 'asked';
		return asks ? `It seems to say "${answer}". A letter asks its sender.` : undefined;
	}
	const saidAt = believable(mail.date, receivedAt);
	const key = `words:${hash.slice(0, 40)}`;
	const answered = await answerEvent(
		{ event: group, person, answer, guests, door: 'mail', saidAt, key },
		house,
	);
	return inWords(answered, answer);
}

/** Does their word wait to be said? "No, thanks" by somebody who has a seat answers another question. */
async function isAsked(group: string, person: number, { store }: InboxHouse): Promise<boolean> {
	const own = (await store.events.ledger(group)).find((rsvp) => rsvp.person === person);
	return own !== undefined && (own.answer === 'none' || isHeld(own));
}
