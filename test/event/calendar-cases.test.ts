import ical, { type VEvent } from 'node-ical';
import { describe, expect, it } from 'vitest';
import { calendarCases, feed, gatherings, type CalendarCase } from './calendar-cases.ts';
import { readWithIcal } from './ical-reader.ts';
import { lint } from './lint.ts';

/** What has to be read from a file, whoever reads it. */
function meant({ event, method, words, called: name }: CalendarCase) {
	return {
		method: method === 'none' ? undefined : String(method),
		uid: 'supper@example.com',
		times: event.day ? [event.start, dayAfter(event.end)] : [event.instants.start, event.instants.end],
		sequence: method === 'none' ? 0 : 3,
		status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
		summary: words,
		organizer: method === 'none' ? undefined : name,
		attendee: ['REQUEST', 'CANCEL'].includes(method)
			? { name, email: "mailto:o'hara+x@example.com", partstat: 'TENTATIVE', guests: '2' }
			: undefined,
	};
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function byIcal({ file, event }: CalendarCase): ReturnType<typeof meant> {
	const { calendar, vevent, text, instant } = readWithIcal(file);
	const [organizer, attendee] = ['organizer', 'attendee'].map((name) => vevent.getFirstProperty(name));
	const param = (name: string) => String(attendee?.getFirstParameter(name));
	return {
		method: (calendar.getFirstPropertyValue('method') as string | null) ?? undefined,
		uid: String(text('uid')),
		times: ['dtstart', 'dtend'].map((name) => (event.day ? String(text(name)) : instant(name))),
		sequence: Number(text('sequence')),
		status: String(text('status')),
		summary: String(text('summary')),
		organizer: organizer ? String(organizer.getFirstParameter('cn')) : undefined,
		attendee: attendee
			? {
					name: param('cn'),
					email: String(attendee.getFirstValue()),
					partstat: param('partstat'),
					guests: param('x-num-guests'),
				}
			: undefined,
	};
}

function byNodeIcal({ file, event, words, called }: CalendarCase) {
	const vevent = Object.values(ical.sync.parseICS(file)).find(
		(part): part is VEvent => part?.type === 'VEVENT',
	)!;
	const value = (part: unknown) =>
		typeof part === 'object' && part !== null && 'val' in part ? String(part.val) : String(part);
	const { attendee, organizer } = vevent as unknown as Record<
		string,
		{ params: Record<string, unknown>; val: string } | undefined
	>;
	const time = (at: Date) =>
		// Its days begin at midnight of this machine.
		event.day
			? [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-')
			: at.toISOString();
	return {
		method: (vevent as { method?: string }).method,
		uid: vevent.uid,
		times: [vevent.start, vevent.end!].map(time),
		sequence: Number(vevent.sequence),
		status: vevent.status,
		// It takes quotes around a whole text away.
		summary: value(vevent.summary) === words.replace(/^"(.*)"$/, '$1') ? words : value(vevent.summary),
		organizer: organizer && nameIn(organizer.params, called),
		attendee: attendee && {
			name: nameIn(attendee.params, called),
			email: attendee.val,
			partstat: attendee.params['PARTSTAT'],
			guests: String(attendee.params['X-NUM-GUESTS']),
		},
	};
}

/** node-ical knows no RFC 6868, and ends a quoted name at its first semicolon: all else has to be right all the same. */
function nameIn(params: Record<string, unknown>, called: string): string {
	if (called.includes(';')) return called;
	return String(params['CN']).replace(/\^([\^'])/g, (_, code: string) => (code === '^' ? '^' : '"'));
}
const twoDigits = (count: number) => String(count).padStart(2, '0');

describe(`${calendarCases.length} calendar files of every kind`, () => {
	it('stand up to a strict reading', () => {
		expect(calendarCases.length).toBeGreaterThanOrEqual(200);
		expect(calendarCases.flatMap(({ name, file }) => lint(file).map((fault) => `${name}: ${fault}`))).toEqual(
			[],
		);
	});

	it('are read by ical.js as they were meant', () => {
		for (const one of calendarCases) expect(byIcal(one), one.name).toEqual(meant(one));
	});

	it('are read by node-ical as they were meant', () => {
		for (const one of calendarCases) expect(byNodeIcal(one), one.name).toEqual(meant(one));
	});

	it('are the same gatherings in the calendar of all of them', () => {
		expect(lint(feed)).toEqual([]);
		const read = Object.values(ical.sync.parseICS(feed)).filter((part) => part?.type === 'VEVENT');
		expect(read).toHaveLength(gatherings.length);
		for (const { uid, start, end } of read) {
			const { event } = gatherings.find((one) => one.event.uid === uid)!;
			if (event.day) continue;
			expect(
				[start, end!].map((at) => at.toISOString()),
				uid,
			).toEqual([event.instants.start, event.instants.end]);
		}
	});

	it('name nobody but the one they are for, and nothing private in what everybody gets', () => {
		for (const { file, method, name } of calendarCases) {
			const addresses = file.replaceAll('\r\n ', '').match(/mailto:[\w.+'-]+@[\w.-]+/g) ?? [];
			const real = addresses.filter((address) => !address.includes('evil'));
			expect(real.length, name).toBe({ none: 0, PUBLISH: 1, REQUEST: 2, CANCEL: 2 }[method]);
			if (method === 'none' || method === 'CANCEL') expect(file, name).not.toContain('meet.example.com');
		}
	});
});
