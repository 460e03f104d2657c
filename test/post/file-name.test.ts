import { expect, test } from 'vitest';
import { readFileName } from '../../integrations/kindred/src/post/file-name.ts';

test.each([
	['_posts/ar/2012-03-04-long-table-ar.md', { date: '2012-03-04', slug: 'long-table', lang: 'ar' }],
	['_posts/hant/2012-03-04-long-table-hant.md', { date: '2012-03-04', slug: 'long-table', lang: 'zh-Hant' }],
	['src/pages/long-table/index.pt-br.md', { slug: 'long-table', lang: 'pt-BR' }],
	['src/pages/long-table/index.md', { slug: 'long-table', lang: undefined }],
	['src/posts/long-table/2020-03-22-index.md', { date: '2020-03-22', slug: 'long-table' }],
	['src/notes/2018-12-04.md', { date: '2018-12-04', slug: '2018-12-04' }],
	['content/zh/long-table.md', { slug: 'long-table', lang: 'zh' }],
	['2019/07/08/long-table.md', { date: '2019-07-08', slug: 'long-table' }],
	['posts/what-is-it.md', { slug: 'what-is-it', lang: undefined }],
	['posts/say-hi.md', { slug: 'say-hi', lang: undefined }],
	['posts/node.js.md', { slug: 'node.js', lang: undefined }],
	['_posts/2019-02-30-long-table.md', { date: undefined, slug: '2019-02-30-long-table' }],
])('%s', (path, expected) => {
	expect(readFileName(path)).toMatchObject(expected);
});

test('a code that is also a word counts when the front matter confirms it', () => {
	expect(readFileName('posts/long-table-hi.md', 'hi')).toMatchObject({ slug: 'long-table', lang: 'hi' });
	expect(readFileName('posts/say-hi.md', 'en')).toMatchObject({ slug: 'say-hi' });
});

test('translations share a key, two articles of one name and different days do not', () => {
	const key = (path: string) => readFileName(path).key;
	expect(key('_posts/en/2012-03-04-hiking-en.md')).toBe(key('_drafts/2012-03-04-hiking-zh.md'));
	expect(key('_posts/2012-03-04-hiking.md')).not.toBe(key('_posts/2013-03-04-hiking.md'));
	expect(key('blog/hiking/index.md')).toBe(key('blog/hiking/index.fr.md'));
});
