import { describe, expect, it } from 'vitest';
import { attacks, known } from '../../bench/reply-hostile.ts';
import { classify, readMail, trimReply } from '../../integrations/kindred/src/reply/index.ts';

const head = 'From: a@b.example\r\nSubject: x\r\n';
const MB = 1_000_000;
/** Far more than any of these takes on a busy machine, far less than what they take a careless reader. */
const PATIENCE = 15_000;
const read = (raw: string | Uint8Array) =>
	readMail(typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw);
const nested = (depth: number) =>
	Array.from(
		{ length: depth },
		(_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`,
	).join('');

describe(
	'a hostile mail is read in a bounded time, and its sender is still known',
	{ timeout: PATIENCE },
	() => {
		it.each<[string, () => string, 'cut' | 'damaged' | undefined]>([
			['20 MB of text', () => `${head}\r\n${'hello world, this is a line\r\n'.repeat(720_000)}`, 'cut'],
			['20 MB in one line', () => `${head}\r\n${'x'.repeat(20 * MB)}`, 'cut'],
			[
				'a million parts',
				() => `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(MB)}`,
				'cut',
			],
			['two thousand parts in each other', () => `${head}${nested(2000)}\r\nhi`, 'damaged'],
			[
				'a mail in a mail, three thousand deep',
				() => `${head}${'Content-Type: message/rfc822\r\n\r\n'.repeat(3000)}hi`,
				undefined,
			],
			['a hundred thousand headers', () => `${head}${'X-A: b\r\n'.repeat(100_000)}\r\nhi`, 'damaged'],
			['a header of a megabyte', () => `${head}X-A: ${'b'.repeat(MB)}\r\n\r\nhi`, 'damaged'],
			[
				'fifteen thousand recipients',
				() => `${head}To: ${'a@b.example,'.repeat(15_000)}\r\n\r\nhi`,
				undefined,
			],
			['a hundred thousand brackets', () => `${head}To: ${'"<('.repeat(60_000)}\r\n\r\nhi`, undefined],
			[
				'a million nested elements',
				() => `${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(MB)}`,
				'cut',
			],
		])('%s', async (_name, make, problem) => {
			const mail = await read(make());
			classify(mail);
			expect([mail.from?.email, mail.problem]).toEqual(['a@b.example', problem]);
		});
	},
);

/** As large as an attack has to be to keep a careless parser busy for seconds; `npm run bench:reply` goes up to 1.2 MB. */
const ENOUGH = 100_000;

describe('what other parsers take seconds for is read at once', { timeout: PATIENCE }, () => {
	it.each(Object.entries(known))('%s', (_name, make) => {
		expect(trimReply({ text: make(ENOUGH) }).text.length).toBeLessThanOrEqual(make(ENOUGH).length);
	});
	it.each(Object.entries(attacks))('%s', async (_name, attack) => {
		expect(await attack(ENOUGH)()).toBeTypeOf('object');
	});
});

describe('strange mails', () => {
	it('have no From, several, or one that starts a header', async () => {
		expect(await read('Subject: x\r\n\r\nhi')).toMatchObject({ senders: 0, from: undefined });
		expect(await read('From: a@b.example\r\nFrom: c@d.example\r\n\r\nhi')).toMatchObject({ senders: 2 });
		const { from, subject } = await read(
			`From: =?utf-8?b?${Buffer.from('林\r\nBcc: x').toString('base64')}?= <a@b.example>\r\nSubject: =?utf-8?q?a=0D=0Ab?=\r\n\r\nhi`,
		);
		expect([from, subject]).toEqual([{ name: '林 Bcc: x', email: 'a@b.example' }, 'a b']);
	});

	it('name a charset that nobody knows, or hold a NUL', async () => {
		expect((await read(`${head}Content-Type: text/plain; charset=x-klingon\r\n\r\nhi`)).text?.trim()).toBe(
			'hi',
		);
		expect((await read(`${head}\r\na\0b`)).text?.trim()).toBe('ab');
	});

	it('keep an answer below a flowed quote, and the mark of a signature', async () => {
		const raw = `${head}Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n> last quoted \r\nMY ANSWER\r\n-- \r\nBob\r\n`;
		expect(trimReply(await read(raw))).toEqual({
			text: 'MY ANSWER',
			quoted: '> last quoted',
			signature: '--\nBob',
		});
	});
});
