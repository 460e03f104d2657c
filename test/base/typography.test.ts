import { describe, expect, it } from 'vitest';
import { builtIn } from '../../integrations/kindred/src/base/strings.ts';

/** Every form of every sentence: `event.form.free.one` and what it says. */
function linesOf(section: object, way: readonly string[] = []): [way: string, line: string][] {
	return Object.entries(section).flatMap(([key, value]: [string, string | object]) =>
		typeof value === 'string' ? [[[...way, key].join('.'), value]] : linesOf(value, [...way, key]),
	);
}
const english = new Map(linesOf(builtIn['en']!));
const languages = Object.entries(builtIn)
	.filter(([lang]) => lang !== 'en')
	.map(([lang, words]) => ({ lang, lines: linesOf(words) }));

/** What is written the same in English, and rightly so. */
const sameAsEnglish = ['de event.online', 'de person.name', 'pt event.online'];

/** What a sentence says without its holes, examples and names of formats, which are Latin in every script. */
const ownText = (line: string) => line.replace(/\{\w+\}|ada@example\.com|JSON|\.?\bics\b/g, '');

/** The script of each language, ISO 15924. Letters of no other may stand in it. */
const scripts: Record<string, RegExp> = {
	ar: /\p{Script=Arabic}/u,
	hi: /\p{Script=Devanagari}/u,
	ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
	ko: /\p{Script=Hangul}/u,
	ru: /\p{Script=Cyrillic}/u,
	'zh-Hans': /\p{Script=Han}/u,
	'zh-Hant': /\p{Script=Han}/u,
};
const Latin = /\p{Script=Latin}/u;

/** Common characters that only one of the two ways to write Chinese has. */
const onlyIn = {
	'zh-Hans': /[们这来为会时个请读从没发还说让点开]/u,
	'zh-Hant': /[們這來為會時個請讀從沒發還說讓點開]/u,
};

/** Marks that are wrong in a language, with the reason. They are looked for in the text without its holes. */
const wrongMarks: Record<string, readonly (readonly [RegExp, string])[]> = {
	ar: [[/[,;?]/, 'Arabic has ، ؛ ؟']],
	de: [[/"|\s-\s/, 'German has „…“ and a dash']],
	es: [
		[/"/, 'Spanish has «…»'],
		[/^[^¿]*\?/, 'a question begins with ¿'],
		[/^[^¡]*!/, 'an exclamation begins with ¡'],
	],
	fr: [
		[/[^\u202f][;!?]/u, 'a narrow no-break space stands before ; ! ?'],
		[/[^\u00a0]:/u, 'a no-break space stands before :'],
		[/'|"/, 'French has ’ and «…»'],
	],
	hi: [[/\.(?!\w)/, 'a Hindi sentence ends with ।']],
	ja: [[/[,;:?!()."']/, 'Japanese marks are full-width']],
	ko: [[/[，。：；！？、]/u, 'Korean marks are half-width']],
	pt: [[/"/, 'Portuguese has “…”']],
	ru: [
		[/"|\s-\s/, 'Russian has «…» and a dash'],
		[/[^\u00a0]—/u, 'a no-break space stands before a dash'],
	],
	'zh-Hans': [[/[,;:?!()."'「」『』]/, 'Chinese marks are full-width, quotes are “…”']],
	'zh-Hant': [[/[,;:?!()."'“”]/, 'Chinese marks are full-width, quotes are 「…」']],
};

describe.each(languages)('the words in $lang', ({ lang, lines }) => {
	it('are in its script', () => {
		const script = scripts[lang] ?? Latin;
		for (const [way, line] of lines) {
			const letters = ownText(line).match(/\p{L}/gu) ?? [];
			// The long vowel mark of Japanese belongs to two scripts at once.
			expect
				.soft([way, letters.filter((letter) => !script.test(letter) && letter !== 'ー')])
				.toEqual([way, []]);
			// Two sentences only set marks between what is put into them.
			const isText = !['event.labelled', 'event.letters.subject'].includes(way);
			if (isText) expect.soft([way, letters.length]).not.toEqual([way, 0]);
		}
	});
	it('are punctuated as it is', () => {
		for (const [way, line] of lines) {
			for (const [mark, why] of wrongMarks[lang]!)
				expect
					.soft([way, ownText(line), mark.test(ownText(line)) ? why : ''])
					.toEqual([way, ownText(line), '']);
		}
	});
});

it('no sentence is left in English', () => {
	const same = languages.flatMap(({ lang, lines }) =>
		lines
			.filter(([way, line]) => english.get(way) === line && /\p{L}/u.test(ownText(line)))
			.map(([way]) => `${lang} ${way}`),
	);
	expect(same.sort()).toEqual(sameAsEnglish);
});

it('the two ways to write Chinese are not mixed', () => {
	const text = (lang: string) =>
		linesOf(builtIn[lang]!)
			.map(([, line]) => line)
			.join('');
	expect(text('zh-Hans')).not.toMatch(onlyIn['zh-Hant']);
	expect(text('zh-Hant')).not.toMatch(onlyIn['zh-Hans']);
});
