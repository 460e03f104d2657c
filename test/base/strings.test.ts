import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { say, strings } from '../../integrations/kindred/src/base/strings.ts';

const source = fileURLToPath(new URL('../../integrations/kindred/src/', import.meta.url));
const code = globSync('**/*.{ts,astro}', { cwd: source })
	.map((file) => readFileSync(source + file, 'utf8'))
	.join('\n');
const languages = globSync('base/strings/*.json', { cwd: source }).map((file) => ({
	lang: file.replace(/^.*\/|\.json$/g, ''),
	sentences: sentencesOf(JSON.parse(readFileSync(source + file, 'utf8'))),
}));

/** Every sentence with the way to it: `event.answers.yes`. */
function sentencesOf(section: object, way: readonly string[] = []): Map<string, string> {
	return new Map(
		Object.entries(section).flatMap(([key, value]) =>
			typeof value === 'string'
				? [[[...way, key].join('.'), value] as const]
				: [...sentencesOf(value as object, [...way, key])],
		),
	);
}

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

const holes = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the words of mails and pages', () => {
	const english = languages.find(({ lang }) => lang === 'en')!.sentences;

	it('exist in four languages', () => {
		expect(languages.map(({ lang }) => lang).sort()).toEqual(['ar', 'en', 'zh-Hans', 'zh-Hant']);
	});
	it.each(languages)('are all there in $lang, with the same holes', ({ sentences }) => {
		expect([...sentences.keys()].sort()).toEqual([...english.keys()].sort());
		for (const [way, sentence] of sentences) {
			expect.soft([way, holes(sentence)]).toEqual([way, holes(english.get(way)!)]);
			expect.soft([way, sentence.trim()]).not.toEqual([way, '']);
		}
	});
	it('are all said somewhere', () => {
		expect([...english.keys()].filter((way) => !isSaid(way))).toEqual([]);
	});
	it('are those of the nearest language, else English', () => {
		expect(strings('zh-TW')).toBe(strings('zh-Hant'));
		expect(strings('de')).toBe(strings('en'));
	});
	it('show a hole that nobody filled', () => {
		expect(say('{place} of {all}', { place: 2 })).toBe('2 of {all}');
	});
});
