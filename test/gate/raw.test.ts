import { describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { checkWhole } from '../../integrations/kindred/src/digest/gate/index.ts';
import { context, letterOf, lines, rawOf } from './sample.ts';

const letter = letterOf({
	subject: 'Why groups die — 為什麼群組會死，而文章不會死，這是一封很長很長的信的主旨',
});

/** What is said of the mail when its bytes were changed on the way. */
async function told(change: (bytes: string) => string, changed: Letter = letter): Promise<string[]> {
	const bytes = Buffer.from(await rawOf(changed)).toString('latin1');
	const raw = Buffer.from(change(bytes), 'latin1');
	return lines(await checkWhole({ item: 'mail to 17', letter: changed, lang: 'en', raw }, context));
}
const inHead = (header: string) => (bytes: string) => bytes.replace('\r\n\r\n', `\r\n${header}\r\n\r\n`);

describe('a whole mail, read again from its bytes', () => {
	it('is the letter that was written', async () => {
		expect(await told((bytes) => bytes)).toEqual([]);
	});

	it('has lines that end in CRLF and are not too long', async () => {
		expect(await told((bytes) => bytes.replace('\r\n\r\n', '\r\nX-A: b\n\r\n'))).toContain(
			'headers: A line of the mail does not end in CRLF.',
		);
		expect(await told(inHead('X-A: b\rc'))).toContain('headers: A line of the mail does not end in CRLF.');
		expect(await told(inHead(`X-A: ${'b'.repeat(994)}`))).toEqual([
			'headers: A line of the mail is longer than 998 octets.',
		]);
	});

	it('has From, To, Subject, Date and Message-ID once', async () => {
		expect(await told(inHead('To: b@reader.example'))).toContain(
			'headers: The mail has 2 headers called to, and needs one.',
		);
		for (const name of ['Subject', 'Date', 'Message-ID', 'From'])
			expect(await told((bytes) => bytes.replace(new RegExp(`^${name}:`, 'm'), 'X-Other:'))).toContain(
				`headers: The mail has 0 headers called ${name.toLowerCase()}, and needs one.`,
			);
		expect(await told((bytes) => bytes.replace(/^Date: .*$/m, 'Date: tomorrow'))).toEqual([
			'headers: Date is no date.',
		]);
		expect(await told((bytes) => bytes.replace(/^Message-ID: .*$/m, 'Message-ID: 17'))).toEqual([
			'headers: Message-ID is no id in angle brackets.',
		]);
		expect(await told(inHead('no header'))).toContain('headers: A line of the head is no header.');
	});

	it('has encoded words of whole characters, 75 at most, only where they are needed', async () => {
		const half = Buffer.from('為').subarray(0, 2).toString('base64');
		expect(await told(inHead(`X-A: =?UTF-8?B?${half}?=`))).toEqual([
			'encoding: An encoded word in x-a ends within a character.',
		]);
		expect(await told(inHead(`X-A: =?UTF-8?Q?=E7=82=BA${'a'.repeat(60)}?=`))).toEqual([
			'encoding: An encoded word in x-a has more than 75 characters.',
		]);
		expect(await told(inHead('X-A: =?UTF-8?Q?plain?='))).toEqual([
			'encoding (warning): x-a is encoded, although it is plain ASCII.',
		]);
		expect(await told(inHead('X-A: caf\u00e9'))).toEqual(['encoding: x-a holds bytes beyond ASCII.']);
		expect(await told(inHead('X-A: =?UTF-8?Q?=E7=82=BA?=\r\n =?UTF-8?Q?a?='))).toEqual([]);
	});

	it('has lost nothing on the way', async () => {
		const lost = async (change: (bytes: string) => string) =>
			(await told(change)).find((line) => line.startsWith('parsed-again'));
		expect(
			await lost((bytes) => bytes.replace(/^To: .*\r\n(?:[ \t].*\r\n)*/m, 'To: other@reader.example\r\n')),
		).toBe('parsed-again: Read again from its bytes, the mail has lost To.');
		expect(await lost((bytes) => bytes.replace(/^List-Id: .*$/im, 'List-Id: <other.example>'))).toContain(
			'List-Id',
		);
		expect(await lost((bytes) => bytes.replace('A short hello', 'A long hello'))).toMatch(
			/the text part|the HTML/,
		);
		expect(
			await lost((bytes) => bytes.replace(/^Subject: .*\r\n(?:[ \t].*\r\n)*/m, 'Subject: Another\r\n')),
		).toContain('the subject');
	});

	it('is looked at like a template, with its reader in mind', async () => {
		const named = letterOf(
			{ to: { name: 'Ada Lovelace', email: 'ada.lovelace@reader.example' } },
			{ body: '<a href="https://other.example/?who=ada+lovelace">x</a>' },
		);
		expect(await told((bytes) => bytes, named)).toEqual(['personal-data: A link carries the reader’s name.']);
		const broken = letterOf({}, { body: '<p>{{ name }}</p>' });
		expect(await told((bytes) => bytes, broken)).toEqual([
			'residue: The letter holds a placeholder of a template: {{ name }}',
		]);
	});

	it('that cannot be read is told, not thrown', async () => {
		for (const raw of [new Uint8Array(), Buffer.from('\r\n\r\n'), Buffer.alloc(5000, 0xff)]) {
			const said = await checkWhole({ item: 'm', letter, lang: 'en', raw }, context);
			expect(said.length).toBeGreaterThan(3);
		}
	});
});
