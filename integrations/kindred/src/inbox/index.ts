import type { LetterName, SentLetter } from '../base/letter.ts';
import type { Template } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import type { EventHouse } from '../event/index.ts';
import { askForPreferences, cleanText, endSubscription, type Person } from '../person/index.ts';
import {
	classify,
	contentHash,
	readMail,
	receivedAt,
	type AnswerStore,
	type Kind,
	type Reply,
	type ReplyStore,
	type Signature,
} from '../reply/index.ts';
import { letterAnswered, type Blog } from './about-items.ts';
import { acknowledge } from './acknowledge.ts';
import { authorsAnswer } from './answered.ts';
import { keepAttachments, type AttachmentFiles } from './attachments.ts';
import { heedCalendar } from './calendar.ts';
import { readCommand, type Command } from './command.ts';
import { interactions, replyOf, type Arrival } from './filing.ts';
import { isFlood } from './flood.ts';
import { deskOf, obey, type Obeyed } from './obey.ts';
import { isBrought, otherAddress } from './other-address.ts';
import { heedWords } from './plain-answer.ts';
import { proveWriter } from './proving.ts';
import { heedReport } from './trouble.ts';
import { findWriter } from './writer.ts';

export type { AttachmentFiles } from './attachments.ts';
export { answerable, sendAnswer, type Sent } from './answer.ts';
export { readCommand, type Command } from './command.ts';
export type { Obeyed } from './obey.ts';
export { FORGED } from './filing.ts';
export { learnLetter, learnMessageIds } from './learn.ts';
export { hasTrouble, heedTrouble, letterFailed } from './trouble.ts';

/** What has to be known of the letters of digests that have left. */
export interface SentLetters {
	/** What became of a reader's latest letters, newest first. */
	fatesOf(
		person: number,
		most: number,
	): Promise<readonly { readonly outcome: string; readonly at: Instant }[]>;
	/** A digest as this reader had it; nothing for somebody it was not sent to. */
	letterOf(digest: string, person: number): Promise<SentLetter | undefined>;
}

/** Every letter that left with a Message-ID: of digests, single ones, and the author's answers. */
export interface MessageIdStore {
	/** Remembers a single letter by the id that it got. Letters to addresses that are nobody's yet leave no trace. */
	remember(letter: {
		readonly messageId: string;
		/** The address it went to, normalised. */
		readonly to: string;
		/** What it was about: `event:<group>`, or that as a label (`tagValue`). */
		readonly thing?: string | undefined;
		readonly at: Instant;
	}): Promise<void>;
	/** The letter with one of these Message-IDs, the first in their order. */
	byMessageId(
		ids: readonly string[],
	): Promise<
		{ readonly messageId: string; readonly person: number; readonly about?: string | undefined } | undefined
	>;
}

/** What this story needs; everything a door opens (`openKindred`, `openDesk`) has it. */
export interface InboxHouse extends Omit<EventHouse, 'store' | 'snapshot'> {
	readonly snapshot: EventHouse['snapshot'] &
		Blog['snapshot'] & {
			readonly digests: readonly { group: string; title: string; subject: string }[];
		};
	readonly store: EventHouse['store'] & {
		readonly replies: ReplyStore;
		readonly answers: AnswerStore;
		readonly deliveries: SentLetters;
		readonly messageIds: MessageIdStore;
	};
	readonly attachments: AttachmentFiles;
	letter(name: Exclude<LetterName, 'digest'>, lang: string): Template;
	/** Checks the signatures of a mail. Absent: they are not looked at. */
	readonly signatures?: ((raw: Uint8Array) => Promise<readonly Signature[]>) | undefined;
}

/**
 * What became of a mail. `kept`: filed. `sent`: the author's own answer to somebody we know. `duplicate`: it came before, by
 * whatever door. `own`: a letter of ours came back, or the author wrote to others. `forgotten`: its writer asked to be erased, so
 * nothing is kept. The others are commands.
 */
export type Outcome = 'kept' | 'sent' | 'duplicate' | 'own' | 'forgotten' | Obeyed;

/** What became of a mail, and where it is filed. */
export interface Received {
	readonly outcome: Outcome;
	/** The id under which it is kept. */
	readonly reply?: number | undefined;
	readonly person?: number | undefined;
	readonly kind?: Kind | undefined;
	readonly about?: string | undefined;
	readonly verified?: boolean | undefined;
}

/**
 * A mail arrives. It is told what it is and whose, and filed under its writer and what it answers; or it is a command, and is
 * obeyed. The same mail twice, by any doors, is one. A mail that proves nothing causes nothing but being filed, or one letter
 * to its From that asks back.
 *
 * @param raw the mail as it came over the wire; any bytes will do.
 * @param receivedFor addresses that the receiving server says it was for.
 * @param sent it lay where only the author's sent mail is kept, so the author wrote it.
 */
export async function receive(
	raw: Uint8Array,
	receivedFor: readonly string[],
	house: InboxHouse,
	sent = false,
): Promise<Received> {
	const mail = await readMail(raw);
	const hash = contentHash(mail);
	if (await house.store.replies.known(hash)) return { outcome: 'duplicate' };
	const sorted = classify(mail);
	const found = await findWriter(mail, receivedFor, house);
	const at = receivedAt(mail, house.now());
	const flood = await isFlood({ mail, writer: found, receivedAt: at }, house);
	const writer = await proveWriter({ raw, mail, writer: found, flood }, house);
	const arrival = { raw, mail, hash, sorted, writer, receivedAt: at, flood };
	const answered = await authorsAnswer(arrival, sent, house);
	if (answered) return answered;
	// Sent mail to people we do not know is nobody's business here.
	if (sent || isOwn(arrival, house)) return { outcome: 'own' };

	const byPerson = sorted.kind === 'human' || sorted.kind === 'unsubscribe';
	const command = byPerson || sorted.kind === 'complaint' ? readCommand(mail) : undefined;
	// Apple Mail writes that it was a program when somebody pressed its button; leaving answers nobody.
	if (command && mail.from && (byPerson || command.name === 'leave'))
		return obeyOnce(command, arrival, house);
	if (sorted.kind === 'calendar') return fileCalendar(arrival, house);
	return byPerson ? fileReply(arrival, house) : fileReport(arrival, house);
}

/** The answer first: a crash in between repeats it under its key, which changes nothing. Then the mail, with what became of it. */
async function fileCalendar(arrival: Arrival, house: InboxHouse): Promise<Received> {
	const { mail, sorted, writer } = arrival;
	if (!writer.person && mail.from && (await house.store.people.suppressed(mail.from.email)))
		return { outcome: 'forgotten' };
	const { remark, person } = await heedCalendar(arrival, house);
	const reason = `${sorted.reason} ${remark}`.trim();
	// From may be another account of theirs, or the relay of their calendar: it makes nobody a contact.
	const filed = {
		...arrival,
		sorted: { ...sorted, reason },
		writer: { ...writer, person: writer.person ?? person },
	};
	return fileReply(filed, house);
}

/** Our own letters come back from lists and forwarders; the author may know themselves as a person, though. */
function isOwn({ mail, writer: { person } }: Arrival, { site }: InboxHouse): boolean {
	return !person && mail.from !== undefined && [site.from.email, site.inbound].includes(mail.from.email);
}

async function obeyOnce(
	command: Command,
	{ mail, hash, writer }: Arrival,
	house: InboxHouse,
): Promise<Received> {
	const { person, verified } = writer;
	const outcome = await obey(
		command,
		{ email: mail.from!.email, person, verified, key: `mail:${hash.slice(0, 40)}` },
		house,
	);
	// Afterwards: a crash in between repeats the command, and every command may be repeated.
	await house.store.replies.obeyed(hash, house.now());
	return { outcome };
}

/** What programs write: kept to be looked at. It is no sign of life, and makes nobody a contact. */
async function fileReport(arrival: Arrival, house: InboxHouse): Promise<Received> {
	const { mail, sorted, writer } = arrival;
	const isTrouble = sorted.kind === 'bounce' || sorted.kind === 'complaint';
	const person = isTrouble ? await heedReport(mail, sorted, house) : writer.person?.id;
	const { people } = house.store;
	const known = person === undefined ? undefined : await people.byId(person);
	// What programs write about somebody who was erased, or in their name, would bring their address back.
	if (known?.state === 'forgotten') return { outcome: 'forgotten' };
	if (!known && mail.from && (await people.suppressed(mail.from.email))) return { outcome: 'forgotten' };
	const reply = replyOf({ ...arrival, writer: { ...writer, person: known } }, house);
	return finish(reply, await house.store.replies.keep(reply, house.now()));
}

async function fileReply(arrival: Arrival, house: InboxHouse): Promise<Received> {
	const { mail, sorted, writer, flood } = arrival;
	const { people, replies } = house.store;
	const at = house.now();
	let { person } = writer;
	if (!person && mail.from) {
		// Whoever was erased stays erased, also when an old mail of theirs is read in once more.
		if (await people.suppressed(mail.from.email)) return { outcome: 'forgotten' };
		if (sorted.kind === 'human' && !flood) {
			const via = writer.mailed ? 'forward' : undefined;
			const name = cleanText(mail.from.name, 100);
			person = (await people.add({ email: mail.from.email, name, via }, at)).person;
		}
	}
	// Whoever proves themselves may leave at any time, however much others write in their name.
	if (sorted.kind === 'unsubscribe' && person && (!flood || writer.verified))
		await heedWish(person, writer.verified, house);
	const attachments = flood ? undefined : await keepAttachments(mail.attachments ?? [], house.attachments);
	const letter = await letterAnswered({ ...writer, person }, house.store.deliveries);
	const read = replyOf({ ...arrival, letter, writer: { ...writer, person } }, house);
	// Before it is kept: a crash in between repeats it under its key, which changes nothing.
	const remark = await heedWords(arrival, person, house);
	const reason = remark === undefined ? read.reason : `${read.reason} ${remark}`;
	const reply = { ...read, reason, attachments };
	const counts = sorted.kind === 'human' && !flood;
	const brought = counts && person ? await isBrought(person, people) : false;
	const log = (id: number) => (counts ? interactions(id, reply, brought) : []);
	const proposal = counts ? await otherAddress(mail, { ...writer, person }, replies) : undefined;
	const kept = await replies.keep(reply, at, log, proposal);
	// Whoever answers an event hears of it by a letter anyhow.
	if (kept.added && remark === undefined) await acknowledge(arrival, person, house);
	return finish(reply, kept);
}

/** Somebody wrote "unsubscribe". It counts when the mail proves itself; else the way out is mailed to the address. */
async function heedWish(person: Person, verified: boolean, house: InboxHouse): Promise<void> {
	const desk = deskOf(house);
	if (verified) await endSubscription(person.id, 'mail', desk);
	else if (person.state === 'subscribed')
		await askForPreferences(person.email, { lang: person.languages[0] ?? house.site.lang }, desk);
}

function finish(
	{ person, kind, about, verified }: Omit<Reply, 'id'>,
	{ id, added, gone }: { id: number; added: boolean; gone?: true | undefined },
): Received {
	if (gone) return { outcome: 'forgotten' };
	return { outcome: added ? 'kept' : 'duplicate', reply: id, person, kind, about, verified };
}
