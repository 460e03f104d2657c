import type {
	CompiledDigest,
	DigestEntry,
	PieceOrder,
	Reader,
} from '../../integrations/kindred/src/digest/index.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import type { PostEntry } from '../../integrations/kindred/src/post/index.ts';

/** Small true-to-life values that tests of digests start from. */
export const now = '2026-11-22T09:00:00.000Z';

export function post(id: string, more: Partial<PostEntry> = {}): PostEntry {
	const [group = id, lang = 'en'] = id.split('.');
	return {
		id,
		group,
		lang,
		title: `About ${id}`,
		date: '2026-11-01',
		description: '',
		excerpt: 'It begins.',
		tags: ['groups'],
		draft: false,
		digest: true,
		url: `/posts/${group}/`,
		words: 900,
		minutes: 4,
		hash: `hash of ${id}`,
		...more,
	};
}

export function person(id: number, more: Partial<Person> = {}): Person {
	return {
		id,
		state: 'subscribed',
		name: `Reader ${id}`,
		email: `reader${id}@example.com`,
		languages: ['en'],
		topics: [],
		frequency: 'every',
		circle: 'loose',
		createdAt: '2026-01-01T00:00:00.000Z',
		...more,
	};
}

export function reader(
	id: number,
	more: Partial<Person> = {},
	past: Partial<Omit<Reader, 'person'>> = {},
): Reader {
	return { person: person(id, more), had: new Set(), got: new Set(), ...past };
}

export const digest: DigestEntry = {
	id: '2026-11',
	group: '2026-11',
	lang: 'en',
	title: 'What I learnt',
	date: '2026-11-22',
	subject: 'What I learnt',
	preheader: '',
	audience: {},
	atLeast: 1,
	draft: false,
	url: '/digests/2026-11/',
	hash: 'hash of 2026-11',
};

/** The digest as a compiler would give it: a hole for a post placed by hand, one for picks, one for the link to leave. */
export function compiled(lang: string, more: Partial<CompiledDigest> = {}): CompiledDigest {
	const hole = (name: string) => ({ slot: name, before: '', after: '' });
	return {
		lang,
		entry: '2026-11',
		items: [
			{ slot: 'post-0', kind: 'post', group: 'by-hand' },
			{ slot: 'picks-1', kind: 'for-you', max: 2 },
		],
		template: {
			lang,
			subject: [`What I learnt (${lang})`],
			html: [
				'<h1>What I learnt</h1>',
				hole('post-0'),
				{ slot: 'picks-1', before: '<h2>For you</h2>', after: '' },
				'<a href="',
				hole('leave-url'),
				'">leave</a>',
			],
			text: [
				'What I learnt\n',
				hole('post-0'),
				{ slot: 'picks-1', before: 'For you\n', after: '\n' },
				hole('leave-url'),
			],
		},
		...more,
	};
}

export const compiler = {
	digest: async (_group: string, langs: readonly string[]) =>
		Object.fromEntries(langs.map((lang) => [lang, compiled(lang)])),
	pieces: async (orders: readonly PieceOrder[], lang: string) =>
		orders.map(({ post: id }) => ({ html: `<p>${id} in ${lang}</p>`, text: `${id} in ${lang}` })),
};

/** Readers as a store gives them: page by page. */
export async function* pagesOf(...pages: (readonly Reader[])[]): AsyncGenerator<readonly Reader[]> {
	yield* pages;
}
