import { sql, type Kysely } from 'kysely';
import { after } from '../base/time.ts';
import {
	FOLLOWS_WITHIN,
	outcomes,
	type DeliveryOutcome,
	type DigestStatus,
	type Echo,
	type Standing,
} from '../digest/index.ts';
import { answeredItems, type AnsweredItem } from './answered-items.ts';
import { linesOf } from './recipients.ts';
import type { Tables } from './schema.ts';

/** What the ledger and the log say of one digest, counted. */
export async function statusOf(db: Kysely<Tables>, digest: string): Promise<DigestStatus> {
	const parts = await db
		.selectFrom('delivery')
		.select(({ fn }) => ['state', excludedFor.as('why'), 'outcome', fn.countAll<number>().as('n')])
		.where('digest', '=', digest)
		.groupBy(['state', 'outcome', excludedFor])
		.orderBy(excludedFor)
		.execute();
	const sum = (of: typeof parts) => of.reduce((total, { n }) => total + Number(n), 0);
	const inState = (state: Standing['state']) => parts.filter((part) => part.state === state);
	const sent = inState('sent');
	const told = (outcome: DeliveryOutcome | null) => sum(sent.filter((part) => part.outcome === outcome));
	const span = await spanOf(db, digest);
	const answers = span ? await answersTo(db, digest, span.first) : [];
	const left = span ? await followed(db, digest, 'left', span) : [];
	return {
		candidates: sum(parts),
		sent: sum(sent),
		pending: sum(inState('pending')),
		failed: sum(inState('failed')),
		held: sum(inState('held')),
		excluded: Object.fromEntries(inState('excluded').map(({ why, n }) => [why ?? '', Number(n)])),
		outcomes: Object.fromEntries(outcomes.map((one) => [one, told(one)])) as DigestStatus['outcomes'],
		noWordYet: told(null),
		replies: answers.length,
		answeredInvitation: people(span ? await followed(db, digest, 'rsvp', span) : []).size,
		left: people(left).size,
		leftByItsLink: people(left.filter(({ subject }) => subject === `digest:${digest}`)).size,
		...(await variantsOf(db, digest, answers)),
	};
}

/** Only there a reason explains a state; elsewhere it is somebody's words. */
const excludedFor = sql<string | null>`case when state = 'excluded' then reason end`;

const people = (of: readonly { readonly person: number }[]) => new Set(of.map(({ person }) => person));

interface Span {
	readonly first: string;
	readonly last: string;
}

/** When the first and the last letter were taken. */
async function spanOf(db: Kysely<Tables>, digest: string): Promise<Span | undefined> {
	const { first, last } = await db
		.selectFrom('delivery')
		.select(({ fn }) => [fn.min('at').as('first'), fn.max('at').as('last')])
		.where('digest', '=', digest)
		.where('state', '=', 'sent')
		.executeTakeFirstOrThrow();
	return first && last ? { first, last } : undefined;
}

/** What readers did within some days after their own letter, as their logs tell it. */
async function followed(db: Kysely<Tables>, digest: string, kind: 'rsvp' | 'left', { first, last }: Span) {
	const rows = await db
		.selectFrom('interaction')
		.innerJoin('delivery', 'delivery.person_id', 'interaction.person_id')
		.select([
			'interaction.person_id as person',
			'interaction.at',
			'interaction.subject',
			'delivery.at as since',
		])
		.where('interaction.kind', '=', kind)
		.where('interaction.at', '>=', first)
		.where('interaction.at', '<=', after(last, { days: FOLLOWS_WITHIN }))
		.where('delivery.digest', '=', digest)
		.where('delivery.state', '=', 'sent')
		.execute();
	return rows.filter(({ at, since }) => at >= since && at <= after(since, { days: FOLLOWS_WITHIN }));
}

interface Answer {
	readonly person: number;
	/** The articles it is about, where they are known. */
	readonly items: readonly AnsweredItem[];
}

/** Mails that answer a digest: those about it, from whomever, and those about an article from somebody who had it there. */
async function answersTo(db: Kysely<Tables>, digest: string, first: string): Promise<Answer[]> {
	const rows = await db
		.selectFrom('interaction')
		.leftJoin('delivery', (join) =>
			join
				.onRef('delivery.person_id', '=', 'interaction.person_id')
				.on('delivery.digest', '=', digest)
				.on('delivery.state', '=', 'sent'),
		)
		.select([
			'interaction.person_id',
			'interaction.subject',
			'interaction.at',
			'interaction.detail',
			'delivery.at as since',
			'items',
		])
		.where('interaction.kind', '=', 'replied')
		.where('interaction.at', '>=', first)
		.where(({ eb, or }) => or([eb('subject', '=', `digest:${digest}`), eb('subject', 'like', 'post:%')]))
		.execute();
	return rows.flatMap(({ person_id: person, subject, detail, at, since, items: had }): Answer[] => {
		const items = answeredItems({ subject, detail });
		if (subject === `digest:${digest}`) return [{ person, items }];
		const letter = since !== null && at >= since ? (JSON.parse(had ?? '[]') as string[]) : [];
		return items.some(({ post }) => letter.includes(post)) ? [{ person, items }] : [];
	});
}

/** How many had each language and each article, and how many of those wrote back. */
async function variantsOf(
	db: Kysely<Tables>,
	digest: string,
	answers: readonly Answer[],
): Promise<Pick<DigestStatus, 'wroteBack' | 'byLanguage' | 'byItem'>> {
	const writers = people(answers);
	const languages = new Map<string, Echo>();
	const items = new Map<string, Echo>();
	let wroteBack = 0;
	for await (const { person, state, lang, items: had } of linesOf(db, digest)) {
		if (state !== 'sent') continue;
		const wrote = writers.has(person) ? 1 : 0;
		wroteBack += wrote;
		for (const [tally, name] of [
			[languages, lang] as const,
			...new Set(JSON.parse(had) as string[]).values().map((item) => [items, item] as const),
		]) {
			const before = tally.get(name) ?? { sent: 0, wroteBack: 0 };
			tally.set(name, { sent: before.sent + 1, wroteBack: before.wroteBack + wrote });
		}
	}
	const byName = ([a]: [string, Echo], [b]: [string, Echo]) => (a < b ? -1 : 1);
	const about = new Map<string, number>();
	for (const { post, share } of answers.flatMap((answer) => answer.items))
		about.set(post, (about.get(post) ?? 0) + share);
	const byItem = [...items]
		.sort(byName)
		.map(([item, echo]) => ({ item, ...echo, replies: rounded(about.get(item) ?? 0) }))
		.sort((a, b) => b.replies - a.replies || b.sent - a.sent);
	return { wroteBack, byLanguage: Object.fromEntries([...languages].sort(byName)), byItem };
}

/** Shares of thirds make long numbers; a hundredth of an answer is exact enough. */
const rounded = (count: number) => Math.round(count * 100) / 100;
