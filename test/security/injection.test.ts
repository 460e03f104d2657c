import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, slot, splitSlots } from '../../integrations/kindred/src/base/template.ts';
import { readChoices, type Fields } from '../../integrations/kindred/src/person/index.ts';
import { openTestDesk, wish, type TestDesk } from '../person/desk.ts';
import { site } from '../site.ts';

const hostile = [
	`'; drop table person; --`,
	`" or 1=1 --`,
	`%' or '%'='`,
	`{{7*7}} \${7*7} <%= 7*7 %> #{7*7} {% debug %}`,
	`<script>alert(1)</script>`,
	`=HYPERLINK("http://evil.example","x")`,
	`../../etc/passwd`,
	`__proto__`,
	`\u202egnp.exe`,
];

let desk: TestDesk;
beforeAll(async () => {
	desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

describe('what a stranger typed', () => {
	it.each(hostile)('is text to the database: %s', async (text) => {
		await desk.empty();
		const { person } = await desk.people.add(
			{ email: 'lin@example.net', name: text, topics: [text], via: text },
			desk.at,
		);
		await desk.people.log({ person: person.id, at: desk.at, kind: 'noted', subject: text, key: text });
		expect(await desk.people.byEmail('lin@example.net')).toMatchObject({
			name: text,
			topics: [text],
			via: text,
		});
		expect(await desk.people.byEmail(text)).toBeUndefined();
		expect(await desk.people.suppressed(text)).toBe(false);
		expect(await desk.people.timeline(person.id)).toMatchObject([{ subject: text, key: text }]);
	});

	it.each(hostile)('is text in a letter, and no program: %s', (text) => {
		const parts = splitSlots(`<p>${slot('name')}</p>`);
		const letter = fill({ lang: 'en', subject: parts, html: parts, text: parts }, { name: text });
		expect(letter.html).not.toContain('<script');
		expect(letter.text).toBe(`<p>${text}</p>`);
		expect(letter.html).not.toContain('49');
	});

	it('starts no header, whatever breaks its lines', () => {
		const parts = splitSlots(slot('name'));
		for (const end of ['\r\n', '\n', '\r', '\u2028', '\u2029', '\v', '\f']) {
			const template = { lang: 'en', subject: parts, html: parts, text: parts };
			const { subject } = fill(template, { name: `Hi${end}Bcc: victim@example.net` });
			expect(subject).toBe('Hi Bcc: victim@example.net');
		}
	});

	it('chooses nothing but what the form offers', async () => {
		const fields: Fields = new Map([
			['state', ['subscribed']],
			['circle', ['core']],
			['id', ['1']],
			['createdAt', ['2001-01-01']],
			['__proto__', ['x']],
			['frequency', ['hourly']],
			['via', ['<b>']],
		]);
		expect(readChoices(fields, site)).toEqual({
			name: '',
			languages: [],
			topics: [],
			frequency: 'every',
			via: undefined,
		});
		await desk.empty();
		const person = await desk.subscribe();
		expect(person).toMatchObject({ email: wish.email, circle: 'loose' });
	});
});

describe('the sources', () => {
	const root = fileURLToPath(new URL('../../integrations/kindred/src/', import.meta.url));
	const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
		.map((path) => path.replaceAll('\\', '/'))
		.filter((path) => /\.(ts|astro)$/.test(path))
		.map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
	const where = (pattern: RegExp) =>
		sources
			.filter(({ text }) => pattern.test(text))
			.map(({ path }) => path)
			.sort();

	it('put no text together to SQL but their own: values are parameters', () => {
		expect(where(/sql\.raw\(|CompiledQuery\.raw\(/)).toEqual([
			'store/migrate.ts',
			// begin, commit and rollback
			'store/sqlite.ts',
		]);
	});

	it('evaluate no text and start no program but the author’s editor', () => {
		expect(where(/\beval\(|new Function\(|node:child_process|node:vm\b/)).toEqual([
			'cli/editor.ts',
			// git, which is asked for the time of the commit
			'files/revised.ts',
		]);
	});

	it('fetch addresses in two places: what Resend names, and links of the author through the guard', () => {
		expect(where(/(?<![\w.])fetch\(|\b(https?)\.(get|request)\(|^import (?!type).*'node:https?'/m)).toEqual([
			'mail/links.ts',
			'mail/receiving.ts',
		]);
	});

	it('send a visitor on to one page: the letter of the outbox that was just answered', () => {
		expect(where(/\.redirect\(|['"]Location['"]|Response\.redirect/)).toEqual([
			'astro/pages/OutboxLetter.astro',
		]);
	});

	it('keep no session and set one cookie, of the outbox', () => {
		expect(where(/Astro\.session|context\.session|cookies\.set\(|Set-Cookie/)).toEqual([
			'astro/outbox-door.ts',
			'astro/pages/Outbox.astro',
			'astro/pages/OutboxLetter.astro',
		]);
	});

	it('unpack no archive', () => {
		// puts the tables of an installed font together
		expect(where(/from '(node:zlib|adm-zip|yauzl|tar|unzipper|jszip|fflate)'/)).toEqual(['cards/marks.ts']);
	});
});
