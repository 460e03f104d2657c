import { writeLetter, type Postman } from '../base/letter.ts';
import { after } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import { headerOf, headersOf, threadHeaders, type AnswerStore, type Mail } from '../reply/index.ts';
import type { Arrival } from './filing.ts';
import type { InboxHouse } from './index.ts';

/** So often at most somebody is thanked. */
const REST = { days: 7 };

type House = Pick<InboxHouse, 'site' | 'keys' | 'now' | 'letter'> & {
	readonly store: {
		readonly answers: Pick<AnswerStore, 'acknowledge'>;
		readonly people: InboxHouse['store']['people'];
	};
	readonly postman: Pick<Postman, 'handOver'>;
};

/**
 * Thanks somebody for what they wrote, where the author wants that: once a week at most, and only a person of whom it is sure
 * that they wrote, so that nobody is mailed on the word of somebody else.
 */
export async function acknowledge(
	{ mail, sorted, hash, writer, flood }: Arrival,
	person: Person | undefined,
	house: House,
): Promise<boolean> {
	const { site, keys, store } = house;
	if (!site.acknowledge || !person || flood || sorted.kind !== 'human' || !writer.verified) return false;
	if (person.state === 'complained' || person.state === 'forgotten' || isLooped(mail, house)) return false;
	const to = mail.from!.email;
	if (await store.people.suppressed(to)) return false;
	const at = house.now();
	const letter = writeLetter(
		house.letter('acknowledge', person.languages[0] ?? site.lang),
		{},
		{
			to: { name: person.name, email: to },
			about: { person: person.id, thing: writer.about ?? 'acknowledge' },
			stream: 'acknowledge',
		},
		{ site, keys },
	);
	const key = `acknowledge:${hash.slice(0, 40)}`;
	// RFC 3834: it is an answer, and says so; whoever answers automatically too leaves it alone.
	const headers = { ...letter.headers, 'Auto-Submitted': 'auto-replied', ...threadHeaders(mail.messageId) };
	const kept = await store.answers.acknowledge(
		{ person: person.id, at, kind: 'acknowledged', subject: writer.about, key },
		{ key, letter: { ...letter, headers } },
		after(at, { days: -REST.days }),
	);
	if (kept) await house.postman.handOver({ ...letter, headers }, key);
	return kept;
}

/**
 * Mails that no program answers, whatever they were sorted as: those of lists, those without a return path (RFC 3834 section 2),
 * those that say they want no answer, and our own, which came back.
 */
function isLooped(mail: Mail, { site }: Pick<House, 'site'>): boolean {
	if ([site.from.email, site.inbound].includes(mail.from?.email)) return true;
	if (headersOf(mail, 'return-path').some((path) => /^<\s*>$/.test(path.trim()))) return true;
	if (/kindred/.test(headerOf(mail, 'feedback-id'))) return true;
	if (/all|autoreply|oof/i.test(headerOf(mail, 'x-auto-response-suppress'))) return true;
	if (/bulk|junk|list/i.test(headerOf(mail, 'precedence'))) return true;
	if (/^(?!no\b)./i.test(headerOf(mail, 'auto-submitted').trim())) return true;
	return mail.headers.some(({ name }) => name.startsWith('list-'));
}
