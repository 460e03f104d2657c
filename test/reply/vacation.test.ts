import { describe, expect, it } from 'vitest';
import { classify, readMail } from '../../integrations/kindred/src/reply/index.ts';
import vacations from './vacations.json' with { type: 'json' };

const from = 'From: Lin <lin@example.net>';

/**
 * What marks an answer for somebody who is away, as the programs write it that are named so. Most of them do not write
 * Auto-Submitted (RFC 3834), so only those have it here that always do.
 */
const shapes: Readonly<Record<string, readonly string[]>> = {
	apple: ['X-Apple-Action: VACATION', 'Return-Path: <lin@example.net>'],
	bare: [],
	exchange: ['X-Auto-Response-Suppress: All', 'X-MS-Exchange-Inbox-Rules-Loop: lin@example.net'],
	gmail: ['Precedence: bulk', 'X-Autoreply: yes'],
	gmx: ['Return-Path: <>'],
	mailru: ['Return-Path: <>', 'Precedence: bulk'],
	qq: ['X-QQ-mid: autoreply', 'Precedence: bulk'],
	sieve: ['Auto-Submitted: auto-replied (vacation)'],
};

const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const mailOf = ({ shape, subject, text, date }: Omit<(typeof vacations)[number], 'back' | 'lang'>) => {
	const marks = (shapes[shape] ?? []).map((mark) => `${mark}\r\n`).join('');
	const head = `${from}\r\nSubject: ${encoded(subject)}\r\nDate: ${date}\r\n${marks}In-Reply-To: <x@y.example>\r\n`;
	return readMail(Buffer.from(`${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`));
};

describe('an answer for somebody who is away says when they are back', () => {
	it('in enough languages, by enough programs, most of them without Auto-Submitted', () => {
		expect(vacations.length).toBeGreaterThanOrEqual(60);
		expect(new Set(vacations.map(({ lang }) => lang)).size).toBeGreaterThanOrEqual(15);
		expect(vacations.filter(({ shape }) => shape !== 'sieve').length / vacations.length).toBeGreaterThan(
			0.75,
		);
	});

	it("as iCloud's own header tells it, on the day of the place they are in", async () => {
		const criteria = (endDate: string) =>
			`${from}\r\nDate: Tue, 6 May 2031 09:12:00 +0000\r\nSubject: Auto reply: x\r\nX-Apple-Criteria: {kind=VACATION,startDate=x,endDate=${endDate}}\r\n\r\nAway.`;
		const backOf = async (endDate: string) => classify(await readMail(Buffer.from(criteria(endDate)))).back;
		expect(await backOf('2031-05-18T14:59:59Z')).toBe('2031-05-19');
		expect(await backOf('2031-05-19T04:59:59Z')).toBe('2031-05-19');
		expect(await backOf('2031-05-05T04:59:59Z')).toBe(undefined);
	});

	it('unless the mail has no date, or the day is past', async () => {
		const { text, back, ...rest } = {
			shape: 'sieve',
			subject: 'Auto: x',
			text: 'I am back on 5 May.',
			back: null,
		};
		for (const date of ['none', '13 Sep 275760 00:00:00 +0000', 'Thu, 15 May 2031 09:12:00 +0200']) {
			const sorted = classify(await mailOf({ ...rest, text, date }));
			expect([sorted.kind, sorted.back ?? null]).toEqual(['vacation', back]);
		}
	});

	it.each(vacations)('$lang by $shape: $text', async ({ back, ...vacation }) => {
		const { kind, back: told } = classify(await mailOf(vacation));
		expect([kind, told ?? null]).toEqual(['vacation', back]);
	});
});
