import { normaliseEmail } from '../base/address.ts';
import { sha256 } from '../base/hash.ts';
import type { Person } from '../person/index.ts';
import { answerKey, headersOf, trimReply, type Mail } from '../reply/index.ts';
import { believable, type Arrival } from './filing.ts';
import type { InboxHouse, Received } from './index.ts';

/** Attack: one mail to a whole list that answers everybody on it. Who writes to more at once answers nobody. */
const MOST_PEOPLE = 10;

/**
 * The author answered in a mail program: a mail from their own address to people we know, which came along by Bcc or Cc, or was
 * found where sent mail is kept. Nothing when it is no such mail.
 *
 * Anybody can write the author's address into From. It counts when its domain vouches for it (DKIM, or DMARC by the word of our
 * own server), or when it was `sent`: it lay in a folder that only the author's own mail gets into.
 */
export async function authorsAnswer(
	arrival: Arrival,
	sent: boolean,
	house: InboxHouse,
): Promise<Received | undefined> {
	const { mail, sorted, writer } = arrival;
	if (mail.senders !== 1 || mail.from?.email !== house.site.from.email) return undefined;
	// A letter that we wrote ourselves, or the author's vacation notice.
	if (sorted.kind !== 'human' && sorted.kind !== 'unsubscribe') return undefined;
	const isProved = writer.proof?.verdict === 'pass' && writer.proof.by !== 'token';
	if (!sent && !isProved) return undefined;
	const people = await addressees(mail, house);
	if (people.length === 0) return undefined;
	const kept = mail.messageId ? await house.store.answers.byMessageId([mail.messageId]) : undefined;
	if (kept?.by === 'command') return { outcome: 'duplicate', person: kept.person };
	const outcomes = [];
	for (const person of people) outcomes.push(await keepAnswer(person, arrival, house));
	const isNew = outcomes.includes('kept');
	return { outcome: isNew ? 'sent' : 'duplicate', person: people[0]!.id };
}

/**
 * Those in To whom we know. Attack: a second To that no signature covers; somebody who calls themselves `lin@example.net`, so that
 * an answer to them names Lin. There is one To, and a name in it is nobody's address.
 */
async function addressees(mail: Mail, { site, store }: InboxHouse): Promise<readonly Person[]> {
	const [to = '', ...more] = headersOf(mail, 'to');
	if (more.length) return [];
	const emails = to
		.split(/[\s<>,;:"]+/)
		.flatMap((word) => (word.includes('@') ? (normaliseEmail(word) ?? []) : []));
	const others = mail.recipients.filter(
		(email) => emails.includes(email) && email !== site.from.email && email !== site.inbound,
	);
	if (others.length > MOST_PEOPLE) return [];
	const known: Person[] = [];
	for (const email of others) {
		const person = await store.people.byEmail(email);
		if (person && known.every(({ id }) => id !== person.id)) known.push(person);
	}
	return known;
}

async function keepAnswer(
	person: Person,
	{ mail, hash }: Arrival,
	house: InboxHouse,
): Promise<'kept' | 'known' | 'gone'> {
	const { answers, replies } = house.store;
	const { text } = trimReply(mail);
	// A mail server may keep what our own command sent through it, under an id of its own.
	const ours = (await answers.to(person.id)).some((one) => one.by === 'command' && one.text === text);
	if (ours) return 'known';
	const before = await replies.byMessageId(mail.answers);
	const reply = before?.person === person.id ? before : undefined;
	const contentHash = sha256(['answer by mail', hash, person.id].join('\n'));
	const at = believable(mail.date, house.now());
	return answers.keep(
		{
			person: person.id,
			reply: reply?.id,
			messageId: mail.messageId,
			contentHash,
			at,
			subject: mail.subject,
			text,
			by: 'mail',
		},
		house.now(),
		{
			log: {
				person: person.id,
				at,
				kind: 'answered',
				subject: reply?.about,
				detail: { ...(reply ? { reply: reply.id } : {}), by: 'mail' },
				key: answerKey(contentHash),
			},
		},
	);
}
