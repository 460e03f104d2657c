import { describe, expect, it } from 'vitest';
import { hreflangs, inLanguage, translationsOf } from '../../src/blog/translations.ts';

const groups = { group: 'groups', lang: 'en', url: '/posts/groups/' };
const groupsAr = { group: 'groups', lang: 'ar', url: '/ar/posts/groups/' };
const groupsHant = { group: 'groups', lang: 'zh-Hant', url: '/zh-hant/posts/groups/' };
const eaten = { group: 'eaten', lang: 'zh-Hant', url: '/zh-hant/posts/eaten/' };
const all = [groupsHant, eaten, groupsAr, groups];

describe('the switcher', () => {
	it('lists every language of a group, the default one first', () => {
		expect(translationsOf(groupsAr, all).map(({ lang }) => lang)).toEqual(['en', 'ar', 'zh-Hant']);
	});

	it('lists a post without translations alone', () => {
		expect(translationsOf(eaten, all)).toEqual([{ lang: 'zh-Hant', url: '/zh-hant/posts/eaten/' }]);
	});
});

describe('hreflang', () => {
	it('names each language and sends everybody else to the default one', () => {
		expect(hreflangs(translationsOf(groups, all)).map(({ hreflang, url }) => [hreflang, url])).toEqual([
			['en', '/posts/groups/'],
			['ar', '/ar/posts/groups/'],
			['zh-Hant', '/zh-hant/posts/groups/'],
			['x-default', '/posts/groups/'],
		]);
	});

	it('says nothing where there is no choice', () => {
		expect(hreflangs(translationsOf(eaten, all))).toEqual([]);
	});
});

describe('one version per group', () => {
	it('is the reader’s language, else the default, else what there is', () => {
		expect(inLanguage(all, 'ar').map(({ url }) => url)).toEqual([
			'/ar/posts/groups/',
			'/zh-hant/posts/eaten/',
		]);
		expect(inLanguage(all, 'de').map(({ url }) => url)).toEqual(['/posts/groups/', '/zh-hant/posts/eaten/']);
	});
});
