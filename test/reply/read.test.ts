import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMail } from '../../integrations/kindred/src/reply/index.ts';

const head = 'From: a@b.example\r\nSubject: x\r\n';
const bytesOf = (raw: string | Uint8Array) => (typeof raw === 'string' ? Buffer.from(raw) : raw);
const read = (...raw: readonly (string | Uint8Array)[]) => readMail(Buffer.concat(raw.map(bytesOf)));
const textIn = async (type: string, body: string | Uint8Array, encoding = '8bit') =>
	(
		await read(`${head}Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`, body)
	).text?.trim();

describe('text is read in the charset it is written in', () => {
	it.each<[string, string, string]>([
		['gb18030', 'C4E3BAC3', '你好'],
		['gb2312', 'C4E3BAC3', '你好'],
		['cp936', 'C4E3BAC3', '你好'],
		['big5', 'A741A66E', '你好'],
		['iso-2022-jp', '1B244224332473244B2441244F1B2842', 'こんにちは'],
		['shift_jis', '82B182F182C982BF82CD', 'こんにちは'],
		['euc-kr', 'BEC8B3E7', '안녕'],
		['ks_c_5601-1987', 'BEC8B3E7', '안녕'],
		['windows-1251', 'CFF0E8E2E5F2', 'Привет'],
		['koi8-r', 'F0D2C9D7C5D4', 'Привет'],
		['windows-1255', 'F9ECE5ED', 'שלום'],
		['windows-1256', 'D3E1C7E3', 'سلام'],
		['iso-8859-1', '93E994', '“é”'],
		['utf-16be', '4F60597D', '你好'],
		['utf-16', 'FFFE604F7D59', '你好'],
	])('%s', async (charset, hex, text) => {
		expect(await textIn(`text/plain; charset="${charset}"`, Buffer.from(hex, 'hex'))).toBe(text);
		const base64 = Buffer.from(hex, 'hex').toString('base64');
		expect(await textIn(`text/plain; charset=${charset}`, base64, 'base64')).toBe(text);
	});

	it.each<[string, string, string, string]>([
		['UTF-8 called Japanese', 'iso-2022-jp', 'E58D97', '南'],
		['UTF-8 called Chinese', 'gb2312', 'E4BDA0E5A5BD', '你好'],
		['Chinese that might be UTF-8', 'gb2312', 'D1A7CFB0', '学习'],
		['UTF-8 called Western', 'iso-8859-1', 'C3A9', 'é'],
		['UTF-8 called ASCII', 'us-ascii', 'E4BDA0', '你'],
		['Western called UTF-8', 'utf-8', '636166E9', 'café'],
		[
			'UTF-8 with a letter cut in two',
			'utf-8',
			'C3A9C3A8C3A0C3BCC3B6C3A4C3A9C3A8C3A0C3BCC3B6C3',
			'éèàüöäéèàüö�',
		],
		['a charset that nobody knows', 'x-klingon', '6869', 'hi'],
		['no charset at all', '', 'E4BDA0', '你'],
	])('though it is %s', async (_name, charset, hex, text) => {
		expect(await textIn(`text/plain; charset=${charset}`, Buffer.from(hex, 'hex'))).toBe(text);
	});

	it.each<[string, string, string]>([
		['gb18030', 'C4E3BAC3A3ACCED2C3C7BFC9D2D4D4DACFC2D6DCBCFBC3E6C2F0A3BF', '你好，我们可以在下周见面吗？'],
		['big5', 'A741A66EA141A7DAADCCA455B667A569A548A8A3ADB1B6DCA148', '你好，我們下週可以見面嗎？'],
		[
			'shift_jis',
			'97888F5482CC8C8E976A93FA82C982A889EF82A282C582AB82DC82B782A98142',
			'来週の月曜日にお会いできますか。',
		],
		[
			'euc-jp',
			'CDE8BDB5A4CEB7EECDCBC6FCA4CBA4AAB2F1A4A4A4C7A4ADA4DEA4B9A4ABA1A3',
			'来週の月曜日にお会いできますか。',
		],
		[
			'euc-kr',
			'B4D9C0BD20C1D620BFF9BFE4C0CFBFA120B8B8B3AF20BCF620C0D6C0BBB1EEBFE43F',
			'다음 주 월요일에 만날 수 있을까요?',
		],
		['windows-1251', 'CCFB20ECEEE3EBE820E1FB20E2F1F2F0E5F2E8F2FCF1FF20E2', 'Мы могли бы встретиться в'],
		['koi8-r', 'EDD920CDCFC7CCC920C2D920D7D3D4D2C5D4C9D4D8D3D120D7', 'Мы могли бы встретиться в'],
		[
			'windows-1252',
			'47E96EE972616C204DFC6C6C65722061DF20E020426573616EE76F6E206FF9',
			'Général Müller aß à Besançon où',
		],
	])('that is %s, though nothing, or nothing true, says so', async (_name, hex, text) => {
		for (const type of [
			'text/plain',
			'text/plain; charset=us-ascii',
			'text/plain; charset=utf-8',
			'text/plain; charset=x-unknown',
		])
			expect(await textIn(type, Buffer.from(hex, 'hex'))).toBe(text);
	});

	it('in headers that should have been encoded', async () => {
		const raw = Buffer.concat([Buffer.from('Subject: '), Buffer.from('C4E3BAC3', 'hex')]);
		const mail = await read(
			'From: a@b.example\r\n',
			raw,
			'\r\nContent-Type: text/plain; charset=gbk\r\n\r\nx',
		);
		expect(mail.subject).toBe('你好');
	});
});

describe('flowed text (RFC 3676) comes out in its paragraphs', () => {
	it.each<[string, string, string, string?]>([
		['joined', 'one \r\ntwo\r\nthree', 'one two\nthree'],
		['joined within one depth of quoting only', '> last quoted \r\nMY ANSWER', '> last quoted\nMY ANSWER'],
		['joined in the quote', '> one \r\n> two\r\n>> three \r\n>> four', '> one two\n>> three four'],
		['not joined over a signature', 'Bye \r\n-- \r\nBob', 'Bye\n-- \nBob'],
		['without the spaces that were stuffed', ' > not a quote\r\n From here', '> not a quote\nFrom here'],
		['without the spaces that break Chinese', '你好 \r\n嗎', '你好嗎', '; DelSp=Yes'],
	])('%s', async (_name, body, text, more = '') => {
		expect(await textIn(`text/plain; charset=utf-8; format=Flowed${more}`, body)).toBe(text);
	});

	it('and other text stays as it is', async () => {
		expect(await textIn('text/plain; charset=utf-8', 'one \r\ntwo')).toBe('one \ntwo');
	});
});

describe('what else a mail carries', () => {
	const part = (type: string, body: string, more = '') =>
		`--q\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`;
	const mixed = (...parts: readonly string[]) =>
		read(`${head}Content-Type: multipart/mixed; boundary=q\r\n\r\n`, ...parts, '--q--\r\n');
	const base64 = 'Content-Transfer-Encoding: base64\r\n';

	it('is files with their bytes, pictures of the text among them', async () => {
		const { attachments, text, problem } = await mixed(
			part('text/plain', 'See below.'),
			part("image/png; name*=utf-8''%E5%8D%97.png", 'AAEC\r\nAw==', `${base64}Content-ID: <p@x>\r\n`),
			part('text/plain', 'a file\r\n', 'Content-Disposition: attachment; filename="../notes.txt"\r\n'),
		);
		expect([text?.trim(), problem]).toEqual(['See below.', undefined]);
		expect(attachments).toEqual([
			{
				name: '南.png',
				type: 'image/png',
				contentId: 'p@x',
				bytes: 4,
				content: new Uint8Array([0, 1, 2, 3]),
			},
			{
				name: '../notes.txt',
				type: 'text/plain',
				bytes: 8,
				content: new Uint8Array(Buffer.from('a file\r\n')),
			},
		]);
	});

	it('is told, though too large to be kept', async () => {
		const large = Buffer.alloc(11_000_000, 'x').toString('base64');
		const { attachments, problem } = await mixed(part('video/mp4', large, base64));
		expect(attachments).toEqual([{ name: '', type: 'video/mp4', bytes: 11_000_000 }]);
		expect(problem).toBe('cut');
	});

	it('is kept up to a bound in all', async () => {
		const large = Buffer.alloc(9_000_000).toString('base64');
		const { attachments = [] } = await mixed(...[1, 2, 3].map(() => part('image/png', large, base64)));
		expect(attachments.map(({ content }) => content?.length)).toEqual([9_000_000, 9_000_000, undefined]);
	});

	it('is a mail, a calendar or a report, whose words are kept as they are', async () => {
		const inner = 'Content-Type: multipart/mixed; boundary=r\r\n\r\n--r\r\n\r\ninner words\r\n--r--\r\n';
		const { parts, text } = await mixed(
			part('message/rfc822', inner),
			part('text/calendar; charset=utf-8', 'METHOD:REPLY'),
			part('text/plain', 'behind'),
		);
		expect(text?.trim()).toBe('behind');
		expect(parts.map(({ text: words }) => words)).toEqual([
			expect.stringContaining('\ninner words'),
			'METHOD:REPLY\n',
		]);
	});

	it('is no file of another part, whatever that part calls itself', async () => {
		const { attachments } = await mixed(
			part('image/png', 'AAEC', base64),
			part('text/plain', 'x', 'Content-Disposition: attachment\r\nContent-Description: file-0\r\n'),
		);
		expect(attachments?.map(({ bytes }) => bytes)).toEqual([3, 1]);
	});

	it('begins below empty lines and the mark of a mailbox', async () => {
		const { from, text } = await read(
			`   \r\n\r\nFrom a@b.example Thu Jan  1 00:00:00 2031\r\n${head}\r\nhi`,
		);
		expect([from?.email, text?.trim()]).toEqual(['a@b.example', 'hi']);
	});

	it('is base64 with padding in the middle, and signs that do not belong there', async () => {
		const pieces = `${Buffer.from('one ').toString('base64')}\r\n*${Buffer.from('two').toString('base64')}`;
		expect(await textIn('text/plain', pieces, 'base64')).toContain('one');
		expect(await textIn('text/plain', 'b25l\r\n !dHdv\r\n', 'base64')).toBe('onetwo');
		expect(await textIn('text/plain', 'b25lIA\r\ndHdv', 'base64')).toContain('one');
	});

	it('is what quoted-printable hides, broken lines and all', async () => {
		expect(
			await textIn('text/plain; charset=utf-8', 'caf=C3=A9 =\r\nsoft= \r\nly 1=2 =ZZ =', 'quoted-printable'),
		).toBe('café softly 1=2 =ZZ');
	});
});

it('a text of a megabyte is read whole, however it is encoded', async () => {
	const text = 'مرحبا بكم جميعا. '.repeat(36_000).trim();
	expect(Buffer.byteLength(text)).toBeGreaterThan(1_000_000);
	const encoded = Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
	expect(await textIn('text/plain; charset=utf-8', encoded, 'base64')).toBe(text);
	const printable = [...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('');
	expect(
		await textIn('text/plain; charset=utf-8', printable.replace(/.{75}/g, '$&=\r\n'), 'quoted-printable'),
	).toBe(text);
});

it('text of any letters is read as it was written, in every encoding', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (any) => {
			const text = any
				.replace(/\p{Cc}/gu, '')
				.toWellFormed()
				.trim();
			const base64 = Buffer.from(`${text} end`).toString('base64');
			const read = await textIn('text/plain; charset=utf-8', base64, 'base64');
			expect(read).toBe(`${text} end`.replace(/^\ufeff/, '').trim());
		}),
		{ numRuns: 200 },
	);
});
