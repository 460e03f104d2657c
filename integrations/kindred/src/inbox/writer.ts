import type { Person } from '../person/index.ts';
import { headerOf, mentionIn, type Mail, type Proof, type Rung } from '../reply/index.ts';
import { linkIn } from './link.ts';
import type { InboxHouse } from './index.ts';
import { subjectOf, titled } from './subject.ts';

/** What a mail answers and who is behind it. What it answers proves who was mailed; From only says who wrote. */
export interface Writer {
	/** Whoever we know by the From address. */
	readonly person?: Person | undefined;
	/** Who was mailed what this answers. */
	readonly mailed?: Person | undefined;
	/** `digest:<group>`, `event:<group>`. */
	readonly about?: string | undefined;
	/** What showed it. */
	readonly rung: Rung;
	readonly proof?: Proof | undefined;
	/** Whoever has the address in From wrote it; see `proveWriter`. */
	readonly verified: boolean;
	/** It came to an address of ours with a tag that we did not sign. */
	readonly forged: boolean;
}

/** What a rung of the ladder found. */
type Found = Pick<Writer, 'mailed' | 'about' | 'rung'>;

/**
 * Goes down the ladder, and the first hit counts: the signed address, the letters it answers by their ids, a signed link in what
 * it quotes, its subject with its sender, its sender alone.
 */
export async function findWriter(
	mail: Mail,
	receivedFor: readonly string[],
	house: InboxHouse,
): Promise<Writer> {
	const person = mail.from && (await house.store.people.byEmail(mail.from.email));
	const mention = mentionIn(mail, receivedFor, house.site.inbound, house.keys);
	const found =
		(await byAddress(mention.claim, house)) ??
		(await byIds(mail, person, house)) ??
		(await byLink(mail, house)) ??
		(await bySender(mail, person, house));
	return { person, ...found, verified: false, forged: mention.forged };
}

async function byAddress(
	claim: ReturnType<typeof mentionIn>['claim'],
	house: InboxHouse,
): Promise<Found | undefined> {
	const mailed = claim && (await alive(claim.person, house));
	return (
		claim && mailed && { mailed, about: await subjectOf(claim.thing, mailed.id, house), rung: 'address' }
	);
}

/** What we sent, or what this person wrote before; whichever the mail names first. */
async function byIds(mail: Mail, person: Person | undefined, house: InboxHouse): Promise<Found | undefined> {
	const { messageIds, replies } = house.store;
	const letter = await messageIds.byMessageId(mail.answers);
	const mailed = letter && (await alive(letter.person, house));
	const before = person && (await replies.byMessageId(mail.answers));
	const own = before?.person === person?.id ? before : undefined;
	const place = (id: string | undefined) => (id === undefined ? Infinity : mail.answers.indexOf(id));
	const rungOf = (id: string): Rung =>
		headerOf(mail, 'in-reply-to').includes(id) ? 'in-reply-to' : 'references';
	if (letter && mailed && place(letter.messageId) <= place(own?.messageId)) {
		const about = letter.about && (await subjectOf(letter.about, mailed.id, house));
		return { mailed, about, rung: rungOf(letter.messageId) };
	}
	return own?.messageId === undefined ? undefined : { about: own.about, rung: rungOf(own.messageId) };
}

async function byLink(mail: Mail, house: InboxHouse): Promise<Found | undefined> {
	const link = linkIn(mail, house.keys, house.now());
	const mailed = link && (await alive(link.person, house));
	if (!link || !mailed) return undefined;
	return { mailed, about: link.about ?? (await titled(mail, mailed.id, house)), rung: 'link' };
}

async function bySender(mail: Mail, person: Person | undefined, house: InboxHouse): Promise<Found> {
	const about = person && (await titled(mail, person.id, house));
	return { about, rung: about ? 'subject' : 'sender' };
}

/** A letter to somebody who was forgotten is nobody's any more. */
async function alive(id: number, { store }: InboxHouse): Promise<Person | undefined> {
	const person = await store.people.byId(id);
	return person?.state === 'forgotten' ? undefined : person;
}
