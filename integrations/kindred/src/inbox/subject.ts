import { tagValue } from '../base/letter.ts';
import { after } from '../base/time.ts';
import { thingCode } from '../base/token.ts';
import { plainSubject, type Mail } from '../reply/index.ts';
import type { InboxHouse } from './index.ts';

/** Who answers by the subject alone does so within some weeks. */
const FRESH = { days: -30 };

/**
 * What is meant by a name, by the short code of a signed address, or by the label of a letter: something this person was sent,
 * or anything the site has.
 */
export async function subjectOf(
	name: string,
	person: number,
	{ snapshot: { digests, events }, store }: InboxHouse,
): Promise<string | undefined> {
	const all = [
		...(await store.replies.subjectsOf(person)),
		...digests.map(({ group }) => `digest:${group}`),
		...events.map(({ group }) => `event:${group}`),
	];
	return all.find((subject) => [subject, thingCode(subject), tagValue(subject)].includes(name));
}

/** Among what this person was sent in the last weeks, the one whose title stands behind the "Re:" of the subject. */
export async function titled(mail: Mail, person: number, house: InboxHouse): Promise<string | undefined> {
	const plain = plainSubject(mail.subject);
	// Without a prefix it is a mail of its own, which happens to be called like ours.
	if (!plain || plain === mail.subject.trim()) return undefined;
	const subject = plain.toLowerCase();
	const { digests, events } = house.snapshot;
	const named = [
		...digests.map(({ group, title, subject: line }) => ({ about: `digest:${group}`, names: [title, line] })),
		...events.map(({ group, title }) => ({ about: `event:${group}`, names: [title] })),
	].filter(({ names }) => names.some((name) => plainSubject(name).toLowerCase() === subject));
	if (named.length === 0) return undefined;
	const since = after(mail.date ?? house.now(), FRESH);
	const sent = new Set(await house.store.replies.subjectsOf(person, since));
	return named.find(({ about }) => sent.has(about))?.about;
}
