import { readMail, whyNoAnswer, writeAnswer, type NoAnswer, type Reply } from '../reply/index.ts';
import type { Person } from '../person/index.ts';
import type { InboxHouse } from './index.ts';

type House = Pick<InboxHouse, 'site' | 'keys' | 'postman' | 'now'> & {
	readonly store: Pick<InboxHouse['store'], 'people' | 'answers'>;
};

/**
 * What became of an answer. `queued`: it leaves when it can. `refused`: nobody will carry it, and the reply waits on. `known`:
 * the same words went to this reply before.
 */
export type Sent =
	| { readonly outcome: 'sent' | 'queued' | 'refused' | 'known'; readonly person: Person }
	| { readonly outcome: NoAnswer };

/** Whom an answer to this reply would go to, or why it cannot be answered. */
export async function answerable(reply: Reply, { store: { people } }: House): Promise<Person | NoAnswer> {
	const person = reply.person === undefined ? undefined : await people.byId(reply.person);
	const suppressed = reply.from !== '' && (await people.suppressed(reply.from));
	return whyNoAnswer(reply, person, suppressed) ?? person!;
}

/**
 * The author answers a reply: one letter, in its thread, to the address that wrote. Kept, logged and put out to be handed over
 * in one go, so that a crash at any moment neither loses nor repeats it; the same words to the same reply are one answer.
 */
export async function sendAnswer(
	reply: Reply,
	words: {
		readonly text: string;
		readonly subject?: string | undefined;
		readonly quote?: boolean | undefined;
	},
	house: House,
): Promise<Sent> {
	const person = await answerable(reply, house);
	if (typeof person === 'string') return { outcome: person };
	const earlier = reply.raw ? (await readMail(Buffer.from(reply.raw, 'base64'))).answers : [];
	const at = house.now();
	const { answer, letter } = writeAnswer(
		reply,
		{ ...words, earlier },
		{ person, site: house.site, keys: house.keys, at },
	);
	const outcome = await house.store.answers.keep(answer, at, {
		log: {
			person: person.id,
			at,
			kind: 'answered',
			subject: reply.about,
			detail: { reply: reply.id, by: 'command' },
			key: letter.key,
		},
		letter,
	});
	if (outcome === 'gone') return { outcome: 'forgotten' };
	if (outcome === 'known') return { outcome, person };
	return { outcome: await house.postman.handOver(letter.letter, letter.key), person };
}
