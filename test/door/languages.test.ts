import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run as kindredPerson } from '../../integrations/kindred/src/cli/person.ts';
import { builtIn, say, strings } from '../../integrations/kindred/src/base/strings.ts';
import { direction } from '../../integrations/kindred/src/base/language.ts';
import { consentWording } from '../../integrations/kindred/src/person/index.ts';
import { callSite, serveSite, type Answer, type ServedSite } from './site.ts';

const host = { Host: 'table.example', 'X-Forwarded-Proto': 'https' };
const form = {
	...host,
	Origin: 'https://table.example',
	'Content-Type': 'application/x-www-form-urlencoded',
};
const langs = [...Object.keys(builtIn), 'nl'];
const own = {
	de: {
		letter: { whyOnce: 'Das kommt von Ada & Co.' },
		person: { consent: 'Schreibt mir. Ich bestätige zuerst.' },
	},
	nl: { person: { subscribe: 'Abonneren', subscribeTitle: 'Brieven van {site}' } },
};
const named = { site: 'The Long Table' };
const email = 'lin@example.net';
let served: ServedSite;

const ask = (lang: string) => callSite(served.port, 'GET', `/kindred/subscribe/?lang=${lang}`, host, '');
const submit = (path: string, fields: Record<string, string>) =>
	callSite(served.port, 'POST', `/kindred/${path}/`, form, new URLSearchParams(fields).toString());
const linkIn = (text: string) => /\?token=([\w.-]+)/.exec(text)?.[1] ?? '';
/** What a page says, without its markup. */
const saysAll = ({ text }: Answer) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

beforeAll(async () => {
	const words = `languages: ${JSON.stringify(langs)}, strings: ${JSON.stringify(own)}`;
	served = await serveSite('https://table.example', '{}', words);
});
afterAll(() => served?.stop());

describe('a site of thirteen languages', () => {
	it.each(langs)('asks in %s', async (lang) => {
		const page = await ask(lang);
		const words = strings(lang, { strings: own }).person;
		expect(page.title).toBe(say(words.subscribeTitle, named));
		expect(page.text).toContain(`<html lang="${lang}" dir="${direction(lang)}"`);
		expect(saysAll(page)).toContain(words.subscribe);
		expect(saysAll(page)).toContain(say(words.consent, named).replace(/\s+/g, ' '));
	});

	it('has the author’s words in the letter and on the pages, and ours where there are none', async () => {
		const dutch = await ask('nl');
		expect([dutch.title, saysAll(dutch).includes('Abonneren')]).toEqual(['Brieven van The Long Table', true]);
		expect(saysAll(dutch)).toContain(strings('en', {}).person.name);

		expect((await submit('subscribe', { email, lang: 'de' })).title).toBe('Schau in dein Postfach');
		const letter = await served.letter();
		expect(letter.subject).toBe('Bitte bestätigen: Briefe von The Long Table');
		expect(letter.text).toContain('Das kommt von Ada & Co.');
		expect(letter.html).toContain('Das kommt von Ada &amp; Co.');
	});

	it('keeps the spaces of French in subject and text, which must not break', async () => {
		await submit('subscribe', { email: 'marie@example.net', lang: 'fr' });
		const letter = await served.letter();
		expect(letter.subject).toBe('À confirmer\u00a0: les lettres de The Long Table');
		expect(letter.text.replace(/[ \n]+/g, ' ')).toContain('Ce n’était pas vous\u202f? Alors');
	});

	it('writes down which words somebody agreed to', async () => {
		await submit('subscribe', { email, lang: 'de' });
		await submit('confirm', { token: linkIn((await served.letter()).text) });
		const told: string[] = [];
		const io = {
			cwd: served.root,
			env: {},
			stdout: (text: string) => told.push(text),
			stderr: () => {},
			isTTY: false,
		};
		expect(await kindredPerson(['show', email], io)).toBe(0);
		expect(told.join('')).toContain(`wording: ${consentWording('de', { strings: own })}`);
		expect(consentWording('de', { strings: own })).not.toBe(consentWording('de', {}));
	});
});
