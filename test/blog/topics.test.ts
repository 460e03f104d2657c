import { describe, expect, it } from 'vitest';
import { topicSlug, topicsOf } from '../../src/blog/topics.ts';
import { blogStrings, fill, topicName } from '../../src/strings.ts';

describe('topics', () => {
	it('of one spelling are one, most written about first', () => {
		const posts = [{ tags: ['Weak ties', 'letters'] }, { tags: ['weak-ties', 'weak ties'] }];
		expect(topicsOf(posts)).toEqual([
			{ name: 'Weak ties', slug: 'weak-ties', count: 2 },
			{ name: 'letters', slug: 'letters', count: 1 },
		]);
	});

	it('keep the letters of every script in their address', () => {
		expect(topicSlug('弱連結 & 友誼')).toBe('弱連結-友誼');
		expect(topicSlug('C++')).toBe('c');
	});
});

describe('the words of the blog', () => {
	it('come from the nearest language, else from English', () => {
		expect(blogStrings('zh-TW').topics).toBe('主題');
		expect(blogStrings('zh-CN').topics).toBe('主题');
		expect(blogStrings('sw').topics).toBe('Topics');
	});

	it('have the same holes in every language', () => {
		const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
		for (const lang of ['zh-Hant', 'zh-Hans', 'ar', 'de']) {
			for (const [key, text] of Object.entries(blogStrings('en'))) {
				expect(holes(blogStrings(lang)[key as 'topics']), `${lang} ${key}`).toEqual(holes(text));
			}
		}
	});

	it('fill their holes and leave unknown ones', () => {
		expect(fill('{n} for “{query}”, {else}', { n: 2, query: 'x' })).toBe('2 for “x”, {else}');
	});

	it('name a tag in the language of the page', () => {
		expect(topicName('letters', 'ar')).toBe('الرسائل');
		expect(topicName('umbrellas', 'ar')).toBe('umbrellas');
	});
});
