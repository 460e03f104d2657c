import type { PlainDate } from '../base/time.ts';
import type { PostEntry } from '../post/index.ts';

/** What a draft is made from. */
export interface Drafting {
	/** The day of the digest. */
	readonly date: PlainDate;
	readonly title: string;
	readonly posts: readonly PostEntry[];
	/** The day of the digest before; empty when this is the first. */
	readonly since: PlainDate;
	/** The language of the draft. An article that does not have it is named in one it has. */
	readonly lang: string;
	/** The articles that anybody was ever sent, by group. Not known: none is called new to everybody. */
	readonly sent?: ReadonlySet<string> | undefined;
	/** How many letters answered each article, by group. */
	readonly answers?: ReadonlyMap<string, number> | undefined;
}

/** New articles that are put into the letter. More nobody reads; the rest is offered. */
const MOST_NEW = 8;
/** Suggestions of each kind. */
const MOST_SUGGESTED = 5;

/**
 * A digest file to begin with: what is new since the last digest, each with what it is about and an empty note; what else could
 * go into it, commented out; then the personal picks, the events and a question. Only front matter and parts: the words are
 * the author's.
 */
export function draftDigest(drafting: Drafting): string {
	const { date, title, since, sent } = drafting;
	const articles = articlesOf(drafting);
	// What came out on the day of the last digest may have missed it.
	const isNew = (post: PostEntry) =>
		post.date > since || (post.date === since && sent !== undefined && !sent.has(post.group));
	const fresh = articles.filter(isNew);
	const blocks = [
		...(fresh.length ? [] : ['{/* Nothing new since the last digest. */}']),
		...fresh
			.slice(0, MOST_NEW)
			.map((post) => `${comment(aboutLines(post, { lang: drafting.lang }))}\n${part(post)}`),
		...suggestions(
			fresh.slice(MOST_NEW),
			articles.filter((post) => !isNew(post)),
			drafting,
		),
		'<ForYou max={3} />',
		'<Events upcoming />',
		'<Ask>What would you like to answer?</Ask>',
	];
	return `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\ndraft: true\n---\n\n${blocks.join('\n\n')}\n`;
}

/** One entry for each article that may be sent, newest first: the one in the language of the draft, else the first by id. */
function articlesOf({ posts, lang, date }: Drafting): PostEntry[] {
	const ready = posts.filter((post) => post.digest && !post.draft && post.date <= date);
	return [...Map.groupBy(ready, ({ group }) => group).values()]
		.map((entries) => {
			const own = entries.filter((post) => post.lang === lang);
			return (own.length ? own : entries).reduce((first, post) => (post.id < first.id ? post : first));
		})
		.sort((a, b) => (a.date === b.date ? (a.group < b.group ? -1 : 1) : a.date < b.date ? 1 : -1));
}

/** What else could be sent: what is new too, what people answer, what nobody was ever sent. Each once. */
function suggestions(
	alsoNew: readonly PostEntry[],
	older: readonly PostEntry[],
	drafting: Drafting,
): string[] {
	const { sent, answers = new Map<string, number>() } = drafting;
	const answered = older
		.filter(({ group }) => answers.get(group))
		.sort((a, b) => answers.get(b.group)! - answers.get(a.group)!);
	const neverSent = sent ? older.filter(({ group }) => !sent.has(group)) : [];
	const all = [alsoNew, answered, neverSent].flatMap((kind) => kind.slice(0, MOST_SUGGESTED));
	if (!all.length) return [];
	return [
		'{/* Suggestions. To send one, take its part out of the comment. Who had it before is not sent it again. */}',
		...[...new Set(all)].map((post) => comment([...aboutLines(post, drafting), part(post)])),
	];
}

/** What an article is called, when it is from, what speaks for it, and what it is about. */
function aboutLines(
	post: PostEntry,
	{ lang, sent, answers }: Pick<Drafting, 'lang' | 'sent' | 'answers'>,
): string[] {
	const count = answers?.get(post.group) ?? 0;
	const facts = [
		post.date,
		...(post.lang === lang ? [] : [post.lang]),
		...(count ? [`${count} ${count === 1 ? 'answer' : 'answers'} so far`] : []),
		...(sent && !sent.has(post.group) ? ['never sent to anybody yet'] : []),
	];
	const about = post.description || post.excerpt;
	return [`${post.title} (${facts.join(', ')})`, ...(about ? [about] : [])].map(inOneLine);
}

/** A post as it stands in a digest, with a note to fill. */
function part({ group }: PostEntry): string {
	return `<Post id=${/["{}<>&\\]/.test(group) ? `{${JSON.stringify(group)}}` : `"${group}"`} note="" />`;
}

function comment(lines: readonly string[]): string {
	return `{/* ${lines.join('\n    ').replaceAll('*/', '* /')} */}`;
}

function inOneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ').trim();
}
