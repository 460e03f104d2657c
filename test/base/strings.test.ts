import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkStrings } from '../../integrations/kindred/src/base/own-strings.ts';
import {
	builtIn,
	formFor,
	isCounted,
	say,
	strings,
	type Forms,
} from '../../integrations/kindred/src/base/strings.ts';

const source = fileURLToPath(new URL('../../integrations/kindred/src/', import.meta.url));
const code = globSync('**/*.{ts,astro}', { cwd: source })
	.map((file) => readFileSync(source + file, 'utf8'))
	.join('\n');
const languages = Object.entries(builtIn).map(([lang, words]) => ({ lang, sentences: sentencesOf(words) }));
const english = sentencesOf(builtIn['en']!);

/** Every sentence with the way to it, `event.answers.yes`, in all its forms. */
function sentencesOf(section: object, way: readonly string[] = []): Map<string, string | Forms> {
	return new Map(
		Object.entries(section).flatMap(([key, value]: [string, string | object]) =>
			typeof value === 'string' || isCounted(value)
				? [[[...way, key].join('.'), value] as const]
				: [...sentencesOf(value, [...way, key])],
		),
	);
}
const formsOf = (sentence: string | Forms) =>
	typeof sentence === 'string' ? [sentence] : Object.values(sentence);
const holes = (sentence: string | Forms) =>
	[...(typeof sentence === 'string' ? sentence : sentence.other).matchAll(/\{\w+\}/g)].map(String).sort();

/** Sentences whose key is a state: the code looks them up in the words themselves, `words[status]`. */
const states = ['cancelled', 'postponed', 'every', 'monthly', 'quarterly'];

/**
 * A sentence is said where the code names its key, or looks a key up in its section (`words.refused[reason]`), or hands the
 * whole section on (`asked: words.asked,`).
 */
function isSaid(way: string): boolean {
	const keys = way.split('.');
	const [section, key] = [keys.at(-2)!, keys.at(-1)!];
	// Two sections are known by their own name where they are used.
	const own = ['person', 'form'].includes(section) ? `|${section}` : '';
	const words = `\\b(words${own}|strings\\([^)]*\\))(\\.\\w+)*`;
	return states.includes(key) || new RegExp(`${words}(\\.${key}\\b|\\.${section}[[,])`).test(code);
}

describe('the words of mails and pages', () => {
	it('are those of the files beside them', () => {
		const files = globSync('base/strings/*.json', { cwd: source });
		expect(files.map((file) => file.replace(/^.*\/|\.json$/g, '')).sort()).toEqual(
			Object.keys(builtIn).sort(),
		);
	});
	it.each(languages)(
		'are all there in $lang, and keep every rule that the author’s own have to keep',
		(own) => {
			expect([...own.sentences.keys()].sort()).toEqual([...english.keys()].sort());
			expect(() => checkStrings({ [own.lang]: builtIn[own.lang] })).not.toThrow();
		},
	);
	it.each(languages)('name the same things in $lang as in English', ({ sentences }) => {
		for (const [way, sentence] of sentences)
			expect.soft([way, holes(sentence)]).toEqual([way, holes(english.get(way)!)]);
	});
	it('are all said somewhere', () => {
		expect([...english.keys()].filter((way) => !isSaid(way))).toEqual([]);
	});
	it('show a hole that nobody filled', () => {
		expect(say('{place} of {all}', { place: 2 })).toBe('2 of {all}');
	});
	it('count as their language does', () => {
		const minutes = (lang: string, count: number) =>
			say(formFor(strings(lang, {}).digest.minutes, count), { minutes: count });
		expect([1, 2, 3, 11, 100].map((count) => minutes('ar', count))).toEqual([
			'دقيقة واحدة',
			'دقيقتان',
			'3 دقائق',
			'11 دقيقة',
			'100 دقيقة',
		]);
	});
	it('are those of the nearest language, else English', () => {
		expect(strings('zh-TW', {})).toEqual(strings('zh-Hant', {}));
		expect(strings('fi', {})).toEqual(strings('en', {}));
	});
	it('have no space around them', () => {
		for (const { sentences } of languages)
			for (const sentence of sentences.values())
				for (const form of formsOf(sentence)) expect.soft(form).toBe(form.trim());
	});
});
