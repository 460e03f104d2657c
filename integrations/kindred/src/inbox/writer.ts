import { thingCode } from '../base/token.ts';
import type { Person } from '../person/index.ts';
import { mentionIn, plainSubject, type Mail, type Proof, type Rung } from '../reply/index.ts';
import type { InboxHouse } from './index.ts';

/** What a mail answers and who is behind it. A token proves who was mailed, From only says who wrote. */
export interface Writer {
	/** Whoever we know by the From address. */
	readonly person?: Person | undefined;
	/** Who was mailed what this answers, as the signed address says. */
	readonly mailed?: Person | undefined;
	readonly about?: string | undefined;
	/** What showed it. */
	readonly rung: Rung;
	readonly proof?: Proof | undefined;
	/** The signed address belongs to the one whose From it has, and there is one From. */
	readonly verified: boolean;
	/** It came to an address of ours with a tag that we did not sign. */
	readonly forged: boolean;
}

/** Goes down the ladder: the signed address, the mails it refers to, its subject, its sender alone. The first hit counts. */
export async function findWriter(
	mail: Mail,
	receivedFor: readonly string[],
	house: InboxHouse,
): Promise<Writer> {
	const { people, replies } = house.store;
	const { claim, forged } = mentionIn(mail, receivedFor, house.site.inbound, house.keys);
	const person = mail.from && (await people.byEmail(mail.from.email));
	const claimed = claim && (await people.byId(claim.person));
	// A letter to somebody who was forgotten is nobody's any more.
	const mailed = claimed?.state === 'forgotten' ? undefined : claimed;
	if (claim && mailed) {
		const about = await subjectOf(claim.thing, mailed.id, house);
		return {
			person,
			mailed,
			about,
			rung: 'address',
			verified: mail.senders === 1 && person?.id === mailed.id,
			forged,
		};
	}
	const before = person && (await replies.byMessageId(mail.answers));
	if (person && before?.person === person.id)
		return { person, about: before.about, rung: 'in-reply-to', verified: false, forged };
	const letter = person && (await house.store.deliveries.byMessageId(mail.answers));
	if (person && letter?.person === person.id)
		return { person, about: `digest:${letter.digest}`, rung: 'in-reply-to', verified: false, forged };
	const about = person && (await titled(mail, person.id, house));
	return { person, about, rung: about ? 'subject' : 'sender', verified: false, forged };
}

/** What a short code in a signed address stands for: something this person was sent, or anything the site has. */
async function subjectOf(code: string, person: number, house: InboxHouse): Promise<string | undefined> {
	const { digests, events } = house.snapshot;
	const all = [
		...(await house.store.replies.subjectsOf(person)),
		...digests.map(({ group }) => `digest:${group}`),
		...events.map(({ group }) => `event:${group}`),
	];
	return all.find((subject) => thingCode(subject) === code);
}

/** Among what this person was sent, the one whose title is the subject. */
async function titled(mail: Mail, person: number, house: InboxHouse): Promise<string | undefined> {
	const subject = plainSubject(mail.subject).toLowerCase();
	if (!subject) return undefined;
	const { digests, events } = house.snapshot;
	const named = [
		...digests.map(({ group, title, subject: line }) => ({ about: `digest:${group}`, names: [title, line] })),
		...events.map(({ group, title }) => ({ about: `event:${group}`, names: [title] })),
	].filter(({ names }) => names.some((name) => plainSubject(name).toLowerCase() === subject));
	if (named.length === 0) return undefined;
	const sent = new Set(await house.store.replies.subjectsOf(person));
	return named.find(({ about }) => sent.has(about))?.about;
}
