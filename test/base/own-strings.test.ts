import { describe, expect, it, test } from 'vitest';
import { formFor, say, strings, unspoken } from '../../integrations/kindred/src/base/strings.ts';
import { parseOptions } from '../../integrations/kindred/src/config.ts';
import { consentWording } from '../../integrations/kindred/src/person/index.ts';

/** A site whose author gave these sentences. */
const siteWith = (own: unknown) => parseOptions({ from: 'Ada <ada@example.com>', strings: own });

describe('sentences of the author', () => {
	it('take the place of ours, and only they', () => {
		const site = siteWith({ en: { letter: { leave: 'Stop these letters' } } });
		expect(strings('en', site).letter).toEqual({ ...strings('en', {}).letter, leave: 'Stop these letters' });
		expect(strings('de', site)).toEqual(strings('de', {}));
		expect(strings('en', {}).letter.leave).toBe('Leave the list');
	});
	it('hold for every region of their language, unless the region has its own', () => {
		const site = siteWith({
			en: { letter: { leave: 'Stop', readOnline: 'On the web' } },
			'en-GB': { letter: { leave: 'Cheerio' } },
		});
		const letter = (lang: string) => strings(lang, site).letter;
		expect([letter('en').leave, letter('en-US').leave, letter('en-GB').leave]).toEqual([
			'Stop',
			'Stop',
			'Cheerio',
		]);
		expect(letter('en-GB').readOnline).toBe('On the web');
	});
	it('never reach another script of their language', () => {
		const site = siteWith({ 'zh-Hant': { letter: { leave: '取消訂閱' } } });
		expect(strings('zh-TW', site).letter.leave).toBe('取消訂閱');
		expect(strings('zh-Hans', site)).toEqual(strings('zh-Hans', {}));
	});
	it('make a language that we do not have; what they leave out is in the author’s English', () => {
		const site = siteWith({
			en: { letter: { readOnline: 'On the web' } },
			nl: {
				letter: { leave: 'Uitschrijven' },
				event: {
					form: {
						free: {
							one: 'Nog één plaats vrij van {capacity}.',
							other: 'Nog {free} plaatsen vrij van {capacity}.',
						},
					},
				},
			},
		});
		const { letter, event, digest } = strings('nl-BE', site);
		expect([letter.leave, letter.readOnline]).toEqual(['Uitschrijven', 'On the web']);
		const free = (count: number) => say(formFor(event.form.free, count), { free: count, capacity: 8 });
		expect([free(1), free(2)]).toEqual(['Nog één plaats vrij van 8.', 'Nog 2 plaatsen vrij van 8.']);
		expect(digest.minutes.lang).toBe('en');
	});
	it('count by the rule of the language they are in, also where another language borrows them', () => {
		const free = strings('uk', {}).event.form.free;
		// Ukrainian would call 21 `one`; the sentence is English.
		expect(say(formFor(free, 21), { free: 21, capacity: 40 })).toBe('21 of 40 seats are free.');
	});
	it('are part of the consent: other words, another wording', () => {
		const ours = consentWording('en', {});
		const own = siteWith({ en: { person: { consent: 'Yes, write to me. I confirm by mail first.' } } });
		expect(consentWording('en', own)).toMatch(/^en:[0-9a-f]{12}$/);
		expect(consentWording('en', own)).not.toBe(ours);
		expect(consentWording('de', own)).toBe(consentWording('de', {}));
	});
	it('are all that a language needs that we do not have; without them it is named', () => {
		const langs = ['en', 'pt-BR', 'zh', 'nl', 'uk'];
		expect(unspoken(langs, {})).toEqual(['nl', 'uk']);
		expect(unspoken(langs, siteWith({ nl: {} }).strings)).toEqual(['uk']);
	});
	it('travel as plain JSON', () => {
		const site = siteWith({ en: { letter: { leave: 'Stop' } } });
		expect(strings('en', JSON.parse(JSON.stringify(site)))).toEqual(strings('en', site));
	});
});

/** The two sentences an author is shown. */
function mistake(own: unknown): string {
	try {
		siteWith(own);
	} catch (error) {
		const { message, hint } = error as { message: string; hint?: string };
		return `${message}\n${hint}`;
	}
	throw new Error('Nothing was refused.');
}

describe('a sentence that is not right stops with two sentences', () => {
	test('a name that we do not have', () => {
		expect(mistake({ en: { letter: { leav: 'Stop' } } })).toMatchInlineSnapshot(`
			"\`strings.en.letter.leav\` is the name of no sentence.
			Did you mean \`leave\`? Correct it in astro.config.mjs."
		`);
		expect(mistake({ en: { digests: {} } })).toMatchInlineSnapshot(`
			"\`strings.en.digests\` is the name of no sentence.
			Did you mean \`digest\`? Correct it in astro.config.mjs."
		`);
		expect(mistake({ en: { letter: { constructor: 'x' } } })).toContain('`strings.en.letter.constructor`');
		expect(mistake(JSON.parse('{ "en": { "__proto__": { "x": "y" } } }'))).toContain(
			'`strings.en.__proto__`',
		);
	});
	test('a language that is none, or is there twice', () => {
		expect(mistake({ klingonese: {} })).toMatchInlineSnapshot(`
			"\`strings.klingonese\` is not a language.
			Write a BCP 47 tag such as \`zh-Hant\` in astro.config.mjs."
		`);
		expect(mistake({ pt_br: {}, 'pt-BR': {} })).toMatchInlineSnapshot(`
			"\`strings.pt-BR\` is \`pt-BR\` once more.
			Put both into one in astro.config.mjs."
		`);
	});
	test('a hole that nothing fills, or one that must not be lost', () => {
		expect(mistake({ en: { letter: { why: 'You asked {sitte}.' } } })).toMatchInlineSnapshot(`
			"\`strings.en.letter.why\` has the hole \`{sitte}\`, which nothing fills.
			It may hold \`{site}\`."
		`);
		expect(mistake({ en: { letter: { leave: '{site}' } } })).toMatchInlineSnapshot(`
			"\`strings.en.letter.leave\` has the hole \`{site}\`, which nothing fills.
			Remove it: this sentence has no holes."
		`);
		expect(mistake({ en: { person: { addressAsk: 'Press the button.' } } })).toMatchInlineSnapshot(`
			"\`strings.en.person.addressAsk\` lacks the hole \`{email}\`.
			Write \`{email}\` where it belongs in the sentence."
		`);
	});
	test('the wrong forms for what is counted', () => {
		const minutes = (forms: unknown) => ({ ru: { digest: { minutes: forms } } });
		expect(mistake(minutes('{minutes} мин'))).toMatchInlineSnapshot(`
			"\`strings.ru.digest.minutes\` counts something and needs the forms of its language.
			Write \`{ one: '…', few: '…', many: '…', other: '…' }\`."
		`);
		expect(mistake(minutes({ one: '{minutes} минута' }))).toMatchInlineSnapshot(`
			"\`strings.ru.digest.minutes\` counts something and needs its form \`few\`.
			Write \`{ one: '…', few: '…', many: '…', other: '…' }\`."
		`);
		expect(mistake({ de: { digest: { minutes: { one: 'x', few: 'x', other: '{minutes}' } } } }))
			.toMatchInlineSnapshot(`
			"\`strings.de.digest.minutes.few\` is a form that the language does not tell apart.
			Write \`{ one: '…', other: '…' }\`."
		`);
		// `one` of Russian is 21 too.
		const each = '{minutes} минут';
		expect(mistake(minutes({ one: 'Минута', few: each, many: each, other: each }))).toMatchInlineSnapshot(`
			"\`strings.ru.digest.minutes.one\` lacks the hole \`{minutes}\`.
			Write \`{minutes}\` where it belongs in the sentence."
		`);
	});
	test('what is no line of text', () => {
		expect(mistake({ en: { letter: { leave: 'Stop\nBcc: eve@example.com' } } })).toMatchInlineSnapshot(`
			"\`strings.en.letter.leave\` contains the character U+000A, which a line of text cannot hold.
			Remove it, and write the sentence in one line."
		`);
		expect(mistake({ en: { letter: { leave: '\uE000name\uE001' } } })).toContain('U+E000');
		for (const leave of [3, null, '', '  ', [], {}])
			expect(mistake({ en: { letter: { leave } } })).toContain(
				'`strings.en.letter.leave` is not a sentence.',
			);
		expect(mistake({ en: 'Stop' })).toMatchInlineSnapshot(`
			"\`strings.en\` is not a group of sentences.
			Write \`{ letter: … }\` with some of: letter, digest, card, share, person, event, reply."
		`);
	});
});
