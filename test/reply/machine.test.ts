import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, readMail, type Classified } from '../../integrations/kindred/src/reply/index.ts';

const from = 'From: Lin <lin@example.net>';
const sort = async (headers: readonly string[], body = 'A thought.'): Promise<Classified> =>
	classify(await readMail(Buffer.from([...headers, '', body, ''].join('\r\n'))));
const report = (type: string, fields: string) =>
	`--b\r\n\r\nHi\r\n--b\r\nContent-Type: ${type}\r\n\r\n${fields}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nx\r\n--b--`;
const parts = 'Content-Type: multipart/report; boundary=b';

describe('a complaint is told', () => {
	it.each<[string, string[], string?]>([
		['by RFC 5965', [from, parts], report('message/feedback-report', 'Feedback-Type: abuse')],
		['by its type alone', [from, `${parts}; report-type=feedback-report`]],
		['by Microsoft', [from, 'X-HmXmrOriginalRecipient: a@b.example']],
		['by X-ARF', [from, 'X-ARF: Yes']],
		[
			'by a feedback report in words',
			[from, 'Subject: Email Feedback Report for IP 192.0.2.1', parts],
			report('text/plain', 'x'),
		],
		['by Amazon', ['From: no-reply@sns.amazonaws.com'], '{"notificationType":"Complaint"}'],
		["by Apple Mail's button", [from, 'X-Apple-Unsubscribe: true', 'Auto-Submitted: auto-replied']],
	])('%s', async (_name, headers, body) => {
		const { kind, harmless } = await sort(headers, body);
		expect([kind, harmless]).toEqual(['complaint', undefined]);
	});

	it.each(['auth-failure', 'not-spam'])(
		'and is none against the letter when it is of the type %s',
		async (type) => {
			const body = report('message/feedback-report', `Feedback-Type: ${type}`);
			expect(await sort([from, parts], body)).toMatchObject({ kind: 'complaint', harmless: true });
		},
	);

	it('but not by somebody who writes about one', async () => {
		expect((await sort([from, 'Subject: Re: complaint about message from'])).kind).toBe('human');
		expect((await sort([from], '"notificationType":"Complaint"')).kind).toBe('human');
	});
});

describe('what only looks like a program is left to people', () => {
	it.each<[string, string[], string?]>([
		['a subject of one word', [from, 'Subject: Urlaub: die Bilder'], 'Wir waren bis 3. Mai im Urlaub.'],
		[
			'leave from Outlook',
			[from, 'Subject: Re: x', 'X-Auto-Response-Suppress: All'],
			'I am on annual leave until 3 May.',
		],
		[
			'a mail that a rule of somebody else passed on',
			[from, 'X-Auto-Response-Suppress: All', 'X-MS-Exchange-Inbox-Rules-Loop: ada@example.org'],
		],
		[
			'a subject with a dash',
			[from, 'Subject: Out of office - shall we meet?'],
			'I am out of office until May.',
		],
		['a car', [from, 'Subject: Auto: zu verkaufen'], 'Ein Auto, bis 3. Mai.'],
		[
			'an answer in a list of old, from Outlook',
			[from, 'Precedence: bulk', 'List-Id: <x.example>', 'X-Auto-Response-Suppress: All'],
		],
		[
			'a subject of absence from Outlook',
			[from, 'Subject: Abwesenheit: wer kommt?', 'X-Auto-Response-Suppress: All'],
		],
		['a question', [from], 'I wonder whether this is an automatic reply. Is this an automatic reply?'],
		['a quote of one', [from], 'Funny!\r\n\r\n> This is an automatic reply.'],
		['a bulk mail of a list', [from, 'Precedence: bulk', 'List-Id: <x.example>'], 'On holiday: a report.'],
		[
			'a mail with a returned one in it',
			[from, 'Subject: Fwd: Undelivered Mail', parts.replace('report', 'mixed')],
			report('text/plain', 'Mailbox full'),
		],
	])('%s', async (_name, headers, body) => {
		expect((await sort(headers, body)).kind).toBe('human');
	});

	it.each<[Classified['kind'], string[], string?]>([
		['vacation', [from, 'Subject: Urlaub: x', 'Return-Path: <>'], 'x'],
		['vacation', [from, 'Subject: Holiday plans', 'Return-Path: <>'], 'I am out of office.'],
		[
			'vacation',
			[from, 'X-Auto-Response-Suppress: All', 'X-MS-Exchange-Inbox-Rules-Loop: LIN@example.net'],
			'Away until May.',
		],
		['vacation', [from, 'Subject: Auto: x', 'Auto-Submitted: auto-replied'], 'I read your mail on Monday.'],
		[
			'vacation',
			[from, 'Return-Path: <>', 'Content-Type: text/html'],
			'<style>p { margin: 0 }</style><p>I am <b>out of office</b>.',
		],
		['vacation', [from, 'Subject: Automatic reply - Lin'], 'x'],
		['vacation', [from, 'Subject: Out of Office Re: Supper'], 'x'],
		['auto-reply', [from], 'This is an automated response. Your ticket has the number 5.'],
		['auto-reply', [from, 'X-Autoresponse: 1'], 'We have received your mail.'],
		['auto-reply', ['From: no-reply@sns.amazonaws.com'], '{"notificationType":"Delivery"}'],
		['auto-reply', [from, `${parts}; report-type=disposition-notification`]],
	])('%s, where the return path, a header or a first sentence says so: %j', async (kind, headers, body) => {
		expect((await sort(headers, body)).kind).toBe(kind);
	});
});

describe('a wish to leave is told when it is all that is said', () => {
	it.each([
		'Please unsubscribe me, thank you!',
		'Hallo,\n\nbitte abmelden.\n\nDanke',
		'Bonjour, désabonnez-moi s’il vous plaît. Merci.'.replace('’', "'"),
		'Quiero darme de baja, por favor. Gracias.',
		'Quero cancelar a inscrição',
		'Пожалуйста, отпишите меня',
		'请取消订阅，谢谢！',
		'麻煩取消訂閱，謝謝。',
		'配信停止をお願いします。',
		'구독 취소 부탁드립니다.',
		'أرجو إلغاء اشتراكي، شكرا',
		'कृपया मेरी सदस्यता रद्द करें।',
		'נא להסיר אותי מהרשימה, תודה',
		'UNSUBSCRIBE\n\nSent from my iPhone',
		'Stop.\n\nOn 1 May 2031, Ada <a@b.example> wrote:\n> Supper',
	])('%j', async (text) => {
		const mail = [from, 'Subject: Re: Supper', 'Content-Type: text/plain; charset=utf-8'];
		expect((await sort(mail, text)).kind).toBe('unsubscribe');
	});

	it.each([
		'Please do not unsubscribe me, thanks!',
		'Unsubscribe button is broken, I think.',
		'Stop worrying!',
		'Danke!',
		'我不想取消訂閱',
		'Should I unsubscribe?\n\nI read less these days, but yours I like.',
	])('and not in %j', async (text) => {
		const mail = [from, 'Subject: unsubscribe', 'Content-Type: text/plain; charset=utf-8'];
		expect((await sort(mail, text)).kind).toBe('human');
	});
});

describe('a hostile mail is sorted in a bounded time', () => {
	const M = (text: string) => text.repeat(Math.ceil(250_000 / text.length));
	const pieces =
		'1/2 |back 1 May |until Monday |5月3日～|. | \n|١٢ |ﷺ|พฤษภาคม |From: |12.|tomorrow |unsubscribe |-=|a\u0301|5.1.1 |Re: |((|>|令和13年';
	it.each(pieces.split('|'))('of a quarter of a megabyte of %j', { timeout: 15_000 }, async (piece) => {
		const headers = [
			from,
			'Auto-Submitted: auto-replied',
			'Date: Mon, 5 May 2031 00:00:00 +0000',
			'Return-Path: <>',
		];
		expect(await sort([...headers, 'Content-Type: text/plain; charset=utf-8'], M(piece))).toHaveProperty(
			'reason',
		);
	});

	it('and any words at all get one of the kinds, and a real day or none', async () => {
		const word = fc.constantFrom(
			'back',
			'until',
			'bis',
			'12',
			'31',
			'.',
			'/',
			'5月',
			'日',
			'mai',
			'Montag',
			'2031',
			'\n',
			'-',
			'до',
			'तक',
		);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }), async (words) => {
				const headers = [from, 'Auto-Submitted: auto-replied', 'Date: Mon, 5 May 2031 00:00:00 +0000'];
				const { kind, back } = await sort(headers, words.join(' '));
				expect(['auto-reply', 'vacation']).toContain(kind);
				if (back !== undefined) expect(back).toMatch(/^203[1-3]-\d\d-\d\d$/);
			}),
			{ numRuns: 200 },
		);
	});
});
