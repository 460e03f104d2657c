import type { PostEntry } from '../integrations/kindred/src/post/index.ts';
import type {
	CompiledDigest,
	Compiler,
	DigestEntry,
	Piece,
	Reader,
} from '../integrations/kindred/src/digest/index.ts';
import type { Person } from '../integrations/kindred/src/person/index.ts';
import type { Site } from '../integrations/kindred/src/base/site.ts';
import { css as letterCss } from '../integrations/kindred/src/astro/letters/style.ts';
import { compileLetter } from '../integrations/kindred/src/mail/compile.ts';
import { slot, slotEnd, slotStart } from '../integrations/kindred/src/base/template.ts';

/*
 * A blog, a digest and readers as benches need them: 30 posts on 12 topics, of which each reader gets 8 by their own topics, in a
 * letter whose bodies have 28 kB.
 */

export const now = '2031-05-17T09:00:00.000Z';
export const keys = ['a key of a bench that is long enough'] as const;
export const site: Site = {
	url: 'https://blog.example.com',
	base: '',
	name: 'The Long Table',
	from: { name: 'Ada', email: 'ada@blog.example.com' },
	inbound: 'letters@in.example.com',
	imprint: '1 Park Lane, Springfield',
	lang: 'en',
	languages: ['en'],
	zone: 'UTC',
	theme: {
		paper: '#ffffff',
		ink: '#000000',
		accent: '#aa0000',
		dark: { paper: '#000000', ink: '#ffffff', accent: '#ffaaaa' },
	},
	dynamic: true,
	breaker: { failed: 0.05, bounced: 0.01, complained: 0.001, least: 3 },
	paths: { post: '/posts/:group/', digest: '/digests/:group/', event: '/events/:group/' },
} as unknown as Site;

const TOPICS = 12;
const topic = (n: number) => `topic-${n % TOPICS}`;

export const posts: readonly PostEntry[] = Array.from({ length: 30 }, (_, n) => ({
	id: `post-${n}`,
	group: `post-${n}`,
	lang: 'en',
	title: `What I learnt about number ${n}`,
	date: `2031-${String(1 + (n % 4)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
	description:
		'A line or two that say what the essay is about, and why one would read it today, if one has the time. '.repeat(
			3,
		),
	excerpt: '',
	tags: [topic(n), topic(n * 5 + 1)],
	draft: false,
	digest: true,
	url: `/posts/post-${n}/`,
	words: 900,
	minutes: 4,
	hash: `hash-${n}`,
}));

export const digest: DigestEntry = {
	id: '2031-05',
	group: '2031-05',
	lang: 'en',
	title: 'What I learnt in May',
	date: '2031-05-17',
	subject: 'What I learnt in May',
	preheader: 'Eight essays that fit you.',
	audience: {},
	atLeast: 1,
	draft: false,
	url: '/digests/2031-05/',
	hash: 'hash',
};

/** The styles of our own letters. */
export const css = letterCss(site.theme, 'en');

/** A post as it stands in a letter: a heading, a note, what it says, a line of facts. */
export function entry({ title, url, description, minutes }: PostEntry): string {
	const link = `${site.url}${url}`;
	const said = `<p>${description} <a href="${link}#notes">With notes</a>, and <em>a little more</em> of it.</p>`;
	return `<div class="entry"><h3><a href="${link}">${title}</a></h3><p class="note">The one I would send you if I sent only one.</p>${said.repeat(2)}<p class="meta">${minutes} min</p></div>`;
}

/** A whole letter around its entries. */
export function whole(entries: string, leave: string): string {
	const hello =
		'<p>It rained for most of the month, and I have been reading what you wrote to me about it. <a href="https://blog.example.com/">Here</a> is what came of that.</p>';
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${digest.subject}</title><style>${css}</style></head><body><table role="presentation" class="page" width="100%"><tr><td align="center"><table role="presentation" class="sheet" width="100%"><tr><td class="masthead"><a href="https://blog.example.com/">The Long Table</a></td></tr><tr><td class="body"><h1>${digest.title}</h1>${hello.repeat(8)}${entries}</td></tr><tr><td class="foot"><p>You get this because you asked for it.</p><p><a href="${leave}">Leave the list</a></p></td></tr></table></td></tr></table></body></html>`;
}

const compiled: CompiledDigest = {
	lang: 'en',
	entry: digest.id,
	template: compileLetter(
		whole(
			`${slotStart('picks-0')}<h2>For you</h2>${slot('picks-0')}${slotEnd('picks-0')}`,
			slot('leave-url'),
		),
		'en',
	),
	items: [{ slot: 'picks-0', kind: 'for-you', max: 8 }],
};

/** Ready pieces, styles inlined, as the compiler of a site makes them. */
const pieces = new Map(
	posts.map((post): [string, Piece] => {
		const { html, text } = compileLetter(
			whole(`<i>cut</i>${entry(post)}<i>cut</i>`, 'https://x.example'),
			'en',
		);
		const between = (parts: readonly unknown[], mark: string) => String(parts[0]).split(mark)[1]!;
		return [post.id, { html: between(html, '<i>cut</i>'), text: between(text, 'cut').trim() }];
	}),
);

export const compiler: Compiler = {
	digest: async () => ({ en: compiled }),
	pieces: async (orders) => orders.map(({ post }) => pieces.get(post)!),
};

/** `count` numbers below `below`, scattered by a linear congruential generator: the same for the same seed. */
function some(seed: number, below: number, count: number): number[] {
	let state = (seed * 2_654_435_761) % 2 ** 32;
	return Array.from({ length: count }, () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return Math.floor((state / 2 ** 32) * below);
	});
}

/** A subscriber with topics of their own. */
export function person(id: number): Person {
	return {
		id,
		state: 'subscribed',
		name: `Reader ${id}`,
		email: `reader${id}@example.com`,
		languages: ['en'],
		topics: some(id, TOPICS, 4).map(topic),
		frequency: 'every',
		circle: 'loose',
		createdAt: '2031-01-01T00:00:00.000Z',
	};
}

/** Readers who each had some of the posts before. */
export function readers(count: number): Reader[] {
	return Array.from({ length: count }, (_, n) => ({
		person: person(n + 1),
		had: new Set(some(n + 7919, posts.length, n % 6).map((post) => `post-${post}`)),
		got: new Set<string>(),
	}));
}
