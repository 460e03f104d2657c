import fc from 'fast-check';
import { load } from 'js-yaml';
import { mdxToJs } from 'satteri';
import { describe, expect, test } from 'vitest';
import { draftDigest, type Drafting } from '../../integrations/kindred/src/digest/draft.ts';
import { refuseUnknownPosts } from '../../integrations/kindred/src/digest/named.ts';
import { post } from './sample.ts';

const draft = (more: Partial<Drafting> = {}) =>
	draftDigest({ date: '2026-11-22', title: '2026-11', posts: [], since: '2026-10-30', lang: 'en', ...more });
/** The parts a reader would get, as Astro's MDX would compile them: `Post why-groups-die`, `ForYou`. */
async function partsOf(mdx: string): Promise<string[]> {
	const { code } = await mdxToJs(mdx);
	return [...code.matchAll(/_jsxs?\((\w+), \{(?:\s*id: ("(?:[^"\\]|\\.)*"))?/g)]
		.filter(([, name]) => /^(Post|ForYou|Events|Ask)$/.test(name!))
		.map(([, name, id]) => (id === undefined ? name! : `${name} ${JSON.parse(id)}`));
}

describe('a draft', () => {
	test('has what is new since the last digest, what it is about, and a note to fill', () => {
		const posts = [
			post('old', { date: '2026-10-01' }),
			post('new', { date: '2026-11-02', title: 'Why groups die', description: 'What I found.' }),
			post('newer', { date: '2026-11-20', excerpt: 'It began\n\nin spring.' }),
		];
		expect(draft({ posts })).toMatchInlineSnapshot(`
			"---
			title: "2026-11"
			date: 2026-11-22
			draft: true
			---

			{/* About newer (2026-11-20)
			    It began in spring. */}
			<Post id="newer" note="" />

			{/* Why groups die (2026-11-02)
			    What I found. */}
			<Post id="new" note="" />

			<ForYou max={3} />

			<Events upcoming />

			<Ask>What would you like to answer?</Ask>
			"
		`);
	});

	test('says so when nothing is new', async () => {
		expect(draft()).toContain('{/* Nothing new since the last digest. */}');
		expect(await partsOf(draft())).toEqual(['ForYou', 'Events', 'Ask']);
	});

	test('leaves out drafts, the future and what is kept out of digests', async () => {
		const posts = [
			post('draft', { draft: true }),
			post('later', { date: '2026-11-23' }),
			post('private', { digest: false }),
		];
		expect(await partsOf(draft({ posts }))).toEqual(['ForYou', 'Events', 'Ask']);
	});

	test('names an article once, in its own language or else in another, which it says', () => {
		const text = draft({ posts: [post('a.ar'), post('a'), post('b.zh-Hant')] });
		expect(text.match(/<Post id="\w+"/g)).toEqual(['<Post id="a"', '<Post id="b"']);
		expect(text).toContain('About a (2026-11-01)');
		expect(text).toContain('About b.zh-Hant (2026-11-01, zh-Hant)');
	});

	test('of a first digest is short, however much was written before', async () => {
		const posts = Array.from({ length: 5000 }, (_, index) => post(`p${index}`));
		const text = draft({ posts, since: '', sent: new Set() });
		expect((await partsOf(text)).filter((part) => part.startsWith('Post'))).toHaveLength(8);
		expect(text.match(/<Post /g)).toHaveLength(13);
	});

	test('does not forget what came out later on the day of the last digest', async () => {
		const posts = [post('sent', { date: '2026-10-30' }), post('missed', { date: '2026-10-30' })];
		expect(await partsOf(draft({ posts, sent: new Set(['sent']) }))).toContain('Post missed');
		expect(await partsOf(draft({ posts, sent: new Set(['sent']) }))).not.toContain('Post sent');
		expect(await partsOf(draft({ posts }))).not.toContain('Post missed');
	});
});

describe('suggestions of a draft', () => {
	const posts = [
		post('new', { date: '2026-11-20' }),
		post('liked', { date: '2026-03-01' }),
		post('asked', { date: '2026-02-01' }),
		post('unseen', { date: '2026-01-01' }),
		post('known', { date: '2026-01-02' }),
	];
	const answers = new Map([
		['asked', 4],
		['liked', 1],
	]);
	const text = draft({ posts, answers, sent: new Set(['liked', 'asked', 'known']) });

	test('are what people answer, most answered first, then what nobody was sent', () => {
		expect(text.slice(text.indexOf('Suggestions'), text.indexOf('<ForYou'))).toMatchInlineSnapshot(`
			"Suggestions. To send one, take its part out of the comment. Who had it before is not sent it again. */}

			{/* About asked (2026-02-01, 4 answers so far)
			    It begins.
			    <Post id="asked" note="" /> */}

			{/* About liked (2026-03-01, 1 answer so far)
			    It begins.
			    <Post id="liked" note="" /> */}

			{/* About unseen (2026-01-01, never sent to anybody yet)
			    It begins.
			    <Post id="unseen" note="" /> */}

			"
		`);
	});

	test('are commented out', async () => {
		expect(await partsOf(text)).toEqual(['Post new', 'ForYou', 'Events', 'Ask']);
	});

	test('are none of what nobody was sent, where that is not known', () => {
		expect(draft({ posts })).not.toContain('Suggestions');
		expect(draft({ posts })).not.toContain('never sent');
	});

	test('name an article once that is both', () => {
		expect(draft({ posts, answers, sent: new Set() }).match(/id="asked"/g)).toHaveLength(1);
	});
});

test('any title, description and name make a draft that compiles and whose posts are found', async () => {
	const evil = fc.constantFrom(
		'*/}',
		'<script>',
		'{',
		'}',
		'`${x}`',
		'"',
		'\\',
		'---',
		'\n\n',
		'\u2028',
		'مرحبا',
		'import x',
	);
	const words = fc.array(fc.oneof(evil, fc.string()), { maxLength: 4 }).map((all) => all.join(''));
	await fc.assert(
		fc.asyncProperty(
			words,
			words,
			words.filter(Boolean),
			words,
			async (title, description, group, called) => {
				const posts = [
					post('new', { group, title, description }),
					post('old', { group: `${group}2`, title, description, date: '2020-01-01' }),
				];
				const text = draft({ posts, title: called, sent: new Set() });
				const [, matter = ''] = text.split('---\n');
				expect(load(matter)).toMatchObject({ title: called, draft: true });
				expect(await partsOf(text)).toEqual([`Post ${group}`, 'ForYou', 'Events', 'Ask']);
				if (!/["'`{}<>&*\\]/.test(group))
					refuseUnknownPosts({ file: 'draft', source: text }, new Set([group, `${group}2`]));
			},
		),
	);
});
