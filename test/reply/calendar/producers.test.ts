import { describe, expect, it } from 'vitest';
import { classify, readCalendarReply, readMail } from '../../../integrations/kindred/src/reply/index.ts';
import { apple, gmail, icloud, outlook, simple, whole } from './producers.ts';

const read = async (raw: string) => {
	const mail = await readMail(Buffer.from(raw));
	return { kind: classify(mail).kind, answer: readCalendarReply(mail) };
};

const says = (partstat: string, more: object = {}) => ({
	uid: 'supper@example.com',
	attendee: 'lin@example.net',
	partstat,
	...more,
});

/** By producer: what it wrote, and what is read. */
const rows: readonly (readonly [producer: string, raw: string, expected: object])[] = [
	['Gmail, yes', gmail(), says('ACCEPTED', { sequence: 0, guests: 0, organizer: 'letters@in.example.com' })],
	['Gmail, no', gmail({ partstat: 'DECLINED', subject: 'Declined: Supper @ Sat May 17' }), says('DECLINED')],
	[
		'Gmail, maybe',
		gmail({ partstat: 'TENTATIVE', subject: 'Tentatively Accepted: Supper' }),
		says('TENTATIVE'),
	],
	['Gmail, with two guests', gmail({ guests: 2 }), says('ACCEPTED', { guests: 2 })],
	[
		'Gmail, with a note',
		gmail({ comment: 'A little late; sorry: trains, you know' }),
		says('ACCEPTED', { comment: 'A little late; sorry: trains, you know' }),
	],
	['Gmail, of a later version', gmail({ sequence: 3 }), says('ACCEPTED', { sequence: 3 })],
	[
		'Gmail in Japanese',
		gmail({ subject: '=?utf-8?B?5om/6KuW?=', summary: '夕食：スープとパン' }),
		says('ACCEPTED'),
	],
	[
		'Gmail, another time proposed',
		gmail({
			method: 'COUNTER',
			partstat: 'TENTATIVE',
			start: 'DTSTART:20310518T110000Z',
			end: 'DTEND:20310518T130000Z',
		}),
		{
			method: 'COUNTER',
			proposed: { start: { at: '2031-05-18T11:00:00.000Z', wall: '2031-05-18T11:00', zone: 'UTC' } },
		},
	],
	[
		'Gmail with properties of its own',
		gmail({ lines: ['X-MOZ-LASTACK:20310430T095000Z', 'X-GOOGLE-CALENDAR-CONTENT-TITLE:Supper'] }),
		says('ACCEPTED'),
	],
	['Outlook, yes, with its zone', outlook(), says('ACCEPTED', { organizer: undefined, comment: undefined })],
	['Outlook, no, without its zone', outlook({ partstat: 'DECLINED', withZone: false }), says('DECLINED')],
	['Outlook, maybe', outlook({ partstat: 'TENTATIVE' }), says('TENTATIVE')],
	[
		'Outlook in French',
		outlook({ subject: '=?utf-8?Q?Accept=C3=A9_:_Souper?=', summary: 'Accepté : Souper', language: 'fr-FR' }),
		says('ACCEPTED'),
	],
	[
		'Outlook in German',
		outlook({
			partstat: 'DECLINED',
			summary: 'Abgelehnt: Abendessen',
			language: 'de-DE',
			comment: 'Leider krank.\\nBis bald!\\n',
		}),
		says('DECLINED', { comment: 'Leider krank.\nBis bald!' }),
	],
	[
		'Outlook in Chinese',
		outlook({ summary: '已接受: 晚餐', language: 'zh-CN', zone: 'China Standard Time' }),
		says('ACCEPTED'),
	],
	[
		'Outlook in Arabic',
		outlook({ summary: 'مقبول: عشاء', language: 'ar-SA', zone: 'Arab Standard Time' }),
		says('ACCEPTED'),
	],
	[
		'Outlook, a clock time of a Windows zone proposed',
		outlook({
			method: 'COUNTER',
			partstat: 'TENTATIVE',
			zone: 'Taipei Standard Time',
			withZone: false,
			start: 'DTSTART;TZID=Taipei Standard Time:20310518T190000',
			end: 'DTEND;TZID=Taipei Standard Time:20310518T210000',
		}),
		{
			proposed: {
				start: { at: '2031-05-18T11:00:00.000Z', wall: '2031-05-18T19:00', zone: 'Asia/Taipei' },
				end: { at: '2031-05-18T13:00:00.000Z' },
			},
		},
	],
	[
		'Outlook, a clock time of a zone of its own proposed',
		outlook({
			method: 'COUNTER',
			zone: '"(UTC+01:00) Amsterdam, Berlin"',
			start: 'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20310518T190000',
		}),
		{ proposed: { start: { wall: '2031-05-18T19:00', zone: '(UTC+01:00) Amsterdam, Berlin' } } },
	],
	[
		'Exchange, a later version',
		outlook({ sequence: 2, zone: 'Eastern Standard Time' }),
		says('ACCEPTED', { sequence: 2 }),
	],
	['Exchange, an address in capitals', outlook({ attendee: 'LIN@Example.NET' }), says('ACCEPTED')],
	[
		'outlook.com, whole days',
		outlook({ start: 'DTSTART;VALUE=DATE:20310517', end: 'DTEND;VALUE=DATE:20310518' }),
		says('ACCEPTED'),
	],
	[
		'outlook.com, another day proposed',
		outlook({ method: 'COUNTER', start: 'DTSTART;VALUE=DATE:20310518', end: 'DTEND;VALUE=DATE:20310519' }),
		{ method: 'COUNTER', proposed: { start: { wall: '2031-05-18' } } },
	],
	['Apple Mail, yes', apple(), says('ACCEPTED', { method: 'REPLY', alias: undefined })],
	['Apple Mail, no', apple({ partstat: 'DECLINED' }), says('DECLINED')],
	[
		'Apple Mail, maybe, with a note',
		apple({ partstat: 'TENTATIVE', comment: 'J’essaie\\; à voir' }),
		says('TENTATIVE', { comment: 'J’essaie; à voir' }),
	],
	['Apple Mail, from another account', apple({ from: 'Lin <lin@work.example>' }), says('ACCEPTED')],
	['Apple Mail in Hindi', apple({ summary: 'रात का खाना' }), says('ACCEPTED')],
	[
		'iCloud, by its relay',
		icloud(),
		{
			attendee: '2_heytamjqgeytamjqmnswk@imip.me.com',
			alias: 'lin@example.net',
			organizer: '2_geytamjqgeytamjq@imip.me.com',
			partstat: 'ACCEPTED',
		},
	],
	[
		'iCloud, no, with a note',
		icloud({ partstat: 'DECLINED', comment: 'Next time' }),
		{ alias: 'lin@example.net', partstat: 'DECLINED', comment: 'Next time' },
	],
	[
		'iCloud, a path for an address',
		simple({ lines: ['X-A:b'] }).replace(
			'PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:lin@example.net',
			'EMAIL=lin@example.net;PARTSTAT=ACCEPTED:/aMTA/principal/',
		),
		says('ACCEPTED', { alias: undefined }),
	],
	['DAViCal: the mail is the calendar', whole(), says('ACCEPTED', { method: 'REPLY' })],
	[
		'Z-Push: the mail is the calendar',
		whole({ prodid: '-//Z-Push//EN', partstat: 'DECLINED' }),
		says('DECLINED'),
	],
	['Thunderbird', simple(), says('ACCEPTED')],
	[
		'Thunderbird, with a comment',
		simple({ comment: 'Bringing bread\\, salt' }),
		says('ACCEPTED', { comment: 'Bringing bread, salt' }),
	],
	[
		'Nextcloud',
		simple({ prodid: '-//Sabre//Sabre VObject 4.5.6//EN', partstat: 'TENTATIVE' }),
		says('TENTATIVE'),
	],
	['Fastmail', simple({ prodid: '-//CyrusIMAP.org/Cyrus 3.9//EN', guests: 0 }), says('ACCEPTED')],
	[
		'Evolution, another zone proposed',
		simple({
			method: 'COUNTER',
			prodid: '-//Ximian//NONSGML Evolution Calendar//EN',
			start: 'DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20310518T120000',
		}),
		{ proposed: { start: { at: '2031-05-18T10:00:00.000Z', zone: 'Europe/Berlin' } } },
	],
	['Lotus: a type without a method', simple({ type: 'text/calendar' }), says('ACCEPTED')],
	[
		'Samsung: a file of an unknown type',
		simple({ type: 'application/octet-stream; name="reply.ics"' }),
		says('ACCEPTED'),
	],
	[
		'a server that says "reply" in small letters',
		simple({ type: 'text/calendar; method=reply' }),
		says('ACCEPTED'),
	],
	[
		'a server that announces nothing but application/ics',
		simple({ type: 'application/ics; name=invite.ics' }),
		says('ACCEPTED'),
	],
	[
		'somebody who stands in for somebody',
		simple({
			lines: ['ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:lin@example.net":mailto:bo@example.org'],
		}),
		says('ACCEPTED'),
	],
	['somebody who sends another', simple({ partstat: 'DELEGATED' }), says('DELEGATED')],
	[
		'a program that lists who has not answered',
		simple({
			lines: ['ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bo@example.org', 'ATTENDEE:mailto:mia@example.org'],
		}),
		says('ACCEPTED'),
	],
	['a file saved from a mail', whole().slice(whole().indexOf('BEGIN:VCALENDAR')), says('ACCEPTED')],
	[
		'a percent sign in an address',
		simple({ attendee: 'lin%2Bfriends@example.net' }),
		{ attendee: 'lin+friends@example.net' },
	],
	[
		'a clock in milliseconds for a version',
		simple({ sequence: 1_407_317_367_304 }),
		says('ACCEPTED', { sequence: 1_407_317_367_304 }),
	],
	[
		'a stamp without its Z',
		simple({ stamp: '20310430T100000' }),
		says('ACCEPTED', { stamp: '2031-04-30T10:00:00.000Z' }),
	],
];

describe('an answer from a calendar', () => {
	it.each(rows)('by %s is read', async (_producer, raw, expected) => {
		const { kind, answer } = await read(raw);
		expect({ kind, ...answer }).toMatchObject({ kind: 'calendar', ...expected });
	});

	it('of the same words is the same by every producer', async () => {
		const said = { partstat: 'TENTATIVE', sequence: 4, comment: 'Perhaps later' };
		const answers = await Promise.all(
			[gmail, outlook, apple, whole, simple].map(async (by) => (await read(by(said))).answer),
		);
		for (const answer of answers)
			expect(answer).toMatchObject(
				says('TENTATIVE', { sequence: 4, comment: 'Perhaps later', stamp: '2031-04-30T10:00:00.000Z' }),
			);
	});
});
