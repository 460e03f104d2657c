import { expect, test } from 'vitest';
import { type Dialect, type ImportSettings, readPost } from '../../integrations/kindred/src/post/index.ts';

const paragraph =
	'A long table is a table at which eight people can hear each other, and nobody has to shout over anybody else. ';

function read(
	front: string,
	body = paragraph.repeat(2),
	path = '_posts/2020-03-04-long-table.md',
	from: Dialect = 'jekyll',
	settings?: ImportSettings,
) {
	const result = readPost({ path, source: `---\n${front}\n---\n\n${body}\n` }, from, settings);
	if ('skipped' in result) throw new Error(result.skipped);
	return result.post;
}
const skipped = (source: string, path = '_posts/2020-03-04-long-table.md', from: Dialect = 'jekyll') => {
	const result = readPost({ path, source }, from);
	return 'skipped' in result ? result.skipped : undefined;
};

test('a post has everything a page needs', () => {
	expect(read('title: The long table\ntags: table  talk\nlang: zh_hant')).toMatchObject({
		id: 'long-table.zh-hant',
		group: 'long-table',
		lang: 'zh-Hant',
		title: 'The long table',
		date: '2020-03-04',
		tags: ['table', 'talk'],
		draft: false,
		digest: true,
		url: '/zh-hant/posts/long-table/',
		minutes: 1,
		excerpt: expect.stringMatching(/^A long table is .{100,150}…$/),
	});
});

test('the day is the one the author wrote, in the front matter before the name', () => {
	expect(read('date: 2018-06-11 23:30:00 -0800').date).toBe('2018-06-11');
	expect(read('date: 2018-06-11T00:30:00+14:00').date).toBe('2018-06-11');
	expect(read('pubDate: May 01 2024').date).toBe('2024-05-01');
	expect(read('title: x').date).toBe('2020-03-04');
});

test('an impossible day is told, not rolled over', () => {
	expect(skipped(`---\ntitle: x\ndate: 2019-02-30\n---\n${paragraph}`, 'x.md')).toMatch(
		/^line 3: .*2019-02-30.* does not exist/,
	);
	expect(read('date: 2019-02-30').date).toBe('2020-03-04');
});

test.each([
	['title: 404', '404'],
	['title: 1.10', '1.10'],
	['title: 2020-01-02', '2020-01-02'],
	['title: [Tea]', '[Tea]'],
	['Title: Tea', 'Tea'],
	['layout: post', 'A long table is a table at which eight people can hear each'],
])('%s is the title %s', (front, title) => {
	expect(read(front).title).toBe(title);
});

test('the first heading is the title when there is no other, and is not shown twice', () => {
	expect(read('layout: post', `# Tea\n\n${paragraph}`)).toMatchObject({
		title: 'Tea',
		body: paragraph.trim(),
	});
	expect(read('title: Tea', `# Tea\n\n${paragraph}`)).toMatchObject({ title: 'Tea', body: paragraph.trim() });
});

test.each([
	['draft: yes', true],
	['draft: "true"', true],
	['draft: no', false],
	['published: false', true],
	['published: 2020-01-02', false],
	['status: Published', false],
	['status: Draft', true],
	['status: in review', true],
])('%s: a draft is %s', (front, draft) => {
	expect(read(front).draft).toBe(draft);
});

test('what lies with the drafts is one', () => {
	expect(read('title: x', undefined, '_drafts/2020-03-04-x.md').draft).toBe(true);
});

test('notes, unlisted posts and very short ones are not for digests', () => {
	expect(read('type: note').digest).toBe(false);
	expect(read('unlisted: true').digest).toBe(false);
	expect(read('title: x', 'Seven people came to the first evening.').digest).toBe(false);
});

test('a string of tags is split the way the old blog did', () => {
	expect(read('tags: open source').tags).toEqual(['open', 'source']);
	expect(read('tags: open source', undefined, '2020-03-04-x.md', 'eleventy').tags).toEqual(['open source']);
	expect(read('tags: a b, c', undefined, '2020-03-04-x.md', 'eleventy').tags).toEqual(['a b', 'c']);
	expect(read('tags: [1.10, yes, a, a]').tags).toEqual(['1.10', 'yes', 'a']);
});

test('the language of the path counts before that of the front matter, and can be called otherwise', () => {
	expect(read('lang: en', undefined, '_posts/2020-03-04-x-zh.md').lang).toBe('zh');
	expect(
		read('lang: en', undefined, '_posts/2020-03-04-x-zh.md', 'jekyll', { languages: { zh: 'zh-Hans' } }).lang,
	).toBe('zh-Hans');
	expect(read('title: x', undefined, 'x/index.pt-br.md'.replace('x/', '2020-03-04-x/')).lang).toBe('pt-BR');
	expect(read('title: x', undefined, undefined, 'jekyll', { lang: 'de' })).toMatchObject({
		lang: 'de',
		id: 'long-table',
	});
});

test('what a machine wrote or translated is told', () => {
	expect(read('translated: true\ngenerated: false\nmodel: big-model').provenance).toEqual({
		translated: true,
		model: 'big-model',
	});
	expect(read('translated: false').provenance).toBeUndefined();
});

test('the chain of thought of a language model is no part of a post', () => {
	const body = `<details type="reasoning" done="true">\n<summary>Thought</summary>\n> Hmm.\n\n\`\`\`\nx\n\`\`\`\n</details>\n\n${paragraph}`;
	expect(read('title: x', body).body).toBe(paragraph.trim());
});

test('an excerpt is prose', () => {
	const noise =
		'## Heading\n\n{: .lead }\n![cat](https://example.com/c.png)\n\n<div>html</div>\n\n| a |\n|---|\n\n{% include x %}\n\n';
	expect(read('title: x', noise + paragraph).excerpt).toMatch(/^A long table/);
	expect(read('title: x', '臺灣的長桌，'.repeat(60)).excerpt).toHaveLength(160);
	expect(read('title: x', '臺灣的長桌，'.repeat(60)).words).toBe(300);
});

test.each([
	['README.md', `# Hello\n\n${paragraph}`, /repository/],
	['_layouts/2020-01-02-post.html', paragraph, /templates/],
	['_posts/2020-01-02-welcome-to-jekyll.md', paragraph, /sample/],
	['_posts/2020-01-02-empty.md', '---\ntitle: x\n---\n', /no text/],
	['about.md', '---\nlayout: page\ntitle: About\n---\nHello', /a page, not a post/],
	['x.md', paragraph, /no date/],
	['_posts/2020-01-02-x.md', `---\ntitle: @x\n---\n${paragraph}`, /^line 2: /],
	['2020-01-02-x.mdx', `Hello\n\n<Open>\n\n${paragraph}`, /^line \d: it is not MDX/],
])('%s is skipped, with a reason', (path, source, reason) => {
	expect(skipped(source, path)).toMatch(reason);
});
