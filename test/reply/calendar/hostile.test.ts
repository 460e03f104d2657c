import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendarReply } from '../../../integrations/kindred/src/reply/index.ts';
import windows from '../../../integrations/kindred/src/reply/words/windows-zones.json' with { type: 'json' };
import { readProperty } from '../../../integrations/kindred/src/reply/calendar/property.ts';
import { timeIn } from '../../../integrations/kindred/src/reply/calendar/time.ts';
import { apple, gmail, outlook, whole } from './producers.ts';

/** So many spoilt calendars are read; `npm run soak` reads many more. */
const RUNS = Number(process.env['KINDRED_HISTORIES'] ?? 500);

const read = (text: string, type = 'text/calendar') =>
	readCalendarReply({ parts: [{ type, filename: '', text }] });
const good = [gmail, outlook, apple, whole]
	.map((by) => by({ comment: 'x' }))
	.map((raw) => raw.slice(raw.indexOf('BEGIN:VCALENDAR')));
const calendar = whole().slice(whole().indexOf('BEGIN:VCALENDAR'));
const words = [
	'BEGIN:VEVENT',
	'END:VEVENT',
	'BEGIN:VCALENDAR',
	'END:VCALENDAR',
	'METHOD:REPLY',
	'METHOD:COUNTER',
	'UID:a',
	'ATTENDEE',
	';PARTSTAT=',
	'ACCEPTED',
	':mailto:',
	'"',
	'^n',
	'^',
	'\\',
	'\\n',
	',',
	';',
	'=',
	'\t',
	' ',
	'\r\n',
	'\n',
	'DTSTART;TZID=',
	'20310517T190000',
	'99999999T999999Z',
	'X-NUM-GUESTS=',
	'-1',
	'9'.repeat(30),
	'%',
	'%ff',
	'SEQUENCE:',
	'COMMENT:',
	'\u202e',
	'\ud800',
	'\ufeff',
	'a@b.example',
];

describe('a calendar by an enemy', () => {
	it('that is spoilt in any way is read without a throw, and the same each time', () => {
		const spoilt = fc
			.tuple(
				fc.constantFrom(...good),
				fc.array(fc.tuple(fc.nat(3000), fc.nat(40), fc.array(fc.constantFrom(...words), { maxLength: 6 })), {
					maxLength: 8,
				}),
			)
			.map(
				([text, cuts]) =>
					cuts.reduce(
						(one, [at, length, put]) =>
							one.slice(0, at % one.length) + put.join('') + one.slice((at % one.length) + length),
						text,
					) || 'x',
			);
		fc.assert(
			fc.property(spoilt, (text) => {
				const answer = read(text);
				expect(read(text)).toEqual(answer);
				if (!answer) return;
				expect(answer.uid).not.toBe('');
				expect(answer.partstat).toMatch(/^[^a-z]+$/);
				expect(answer.guests ?? 0).toBeLessThan(1000);
				expect((answer.comment ?? '').length).toBeLessThanOrEqual(1000);
				expect(answer.attendee).not.toMatch(/[\r\n]/);
			}),
			{ numRuns: RUNS },
		);
	});

	it('that is made of nothing but its words is read without a throw', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (some) => {
				expect(() => read(some.join(''))).not.toThrow();
			}),
			{ numRuns: RUNS },
		);
	});

	it.each([
		['a hundred thousand events', `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\nUID:a\nEND:VEVENT\n'.repeat(100_000)}`],
		['events within events', 'BEGIN:VEVENT\n'.repeat(100_000)],
		[
			'a hundred thousand attendees',
			calendar.replace('UID', `${'ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\n'.repeat(100_000)}UID`),
		],
		[
			'a line folded a hundred thousand times',
			calendar.replace('UID', `ATTENDEE;CN=a${'\n b'.repeat(100_000)}\nUID`),
		],
		['an attendee of commas', calendar.replace('PARTSTAT', `MEMBER=${'"a",'.repeat(50_000)};PARTSTAT`)],
		['ends of nothing', 'END:VEVENT\n'.repeat(100_000)],
	])('is no answer when it is %s', (_name, text) => {
		expect(read(text)).toBeUndefined();
	});

	it('keeps an address apart from what somebody wrote behind it', () => {
		const line = readProperty(
			'ATTENDEE;CN="x:mailto:evil@example.org";PARTSTAT=ACCEPTED:mailto:lin@example.net',
		);
		expect(line?.value).toBe('mailto:lin@example.net');
		expect(read(calendar.replace('ATTENDEE;', 'ATTENDEE;CN="a;PARTSTAT=DECLINED^nMETHOD:x";'))).toMatchObject(
			{ attendee: 'lin@example.net', partstat: 'ACCEPTED' },
		);
	});

	it('takes a comment and a crowd up to their bounds', () => {
		expect(
			read(calendar.replace('SUMMARY', `COMMENT:${'a'.repeat(100_000)}\r\nSUMMARY`))?.comment,
		).toHaveLength(1000);
		for (const guests of ['1000', '-1', '1.5', 'x', '9'.repeat(40)])
			expect(read(calendar.replace('PARTSTAT', `X-NUM-GUESTS=${guests};PARTSTAT`))).toMatchObject({
				partstat: 'ACCEPTED',
				guests: undefined,
			});
	});
});

describe('a time in a calendar', () => {
	it.each([
		['20310517T190000Z', undefined, '2031-05-17T19:00:00.000Z'],
		['20310517T190000', 'Asia/Taipei', '2031-05-17T11:00:00.000Z'],
		['20310517T190000', 'Taipei Standard Time', '2031-05-17T11:00:00.000Z'],
		['20310330T023000', 'W. Europe Standard Time', '2031-03-30T01:30:00.000Z'],
		['20310517T190000', 'Customized Time Zone', undefined],
		['20310517T190000', undefined, undefined],
		['20310517', undefined, undefined],
	])('%s in %s is %s', (value, zone, at) => {
		const time = timeIn(value, zone);
		expect(time?.at).toBe(at);
		expect(time?.wall).toMatch(/^2031-0[35]-/);
	});

	it.each(['20310230', '20311301T000000Z', '20310517T256000', 'tomorrow', '', '2031-05-17'])(
		'%s is none',
		(value) => {
			expect(timeIn(value, 'UTC')).toBeUndefined();
		},
	);

	it('knows no zone of Windows that this machine does not know', () => {
		for (const zone of Object.keys(windows))
			expect(timeIn('20310517T190000', zone)?.at).toMatch(/^2031-05-1[678]T/);
	});
});
