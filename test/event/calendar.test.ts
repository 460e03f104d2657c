import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	calendarFile,
	type CalendarOptions,
	type EventFrontMatter,
} from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { readWithIcal as read } from './ical-reader.ts';
import { eventOf } from './supper.ts';

const stamp = '2026-11-22T09:30:00.000Z';
const write = (data: Partial<EventFrontMatter> = {}, options: Partial<CalendarOptions> = {}) =>
	calendarFile(eventOf(data), { site, stamp, ...options });

describe('a calendar file', () => {
	it('says what a calendar needs', () => {
		expect(write({ tags: ['food', 'talk'] })).toMatchInlineSnapshot(`
			"BEGIN:VCALENDAR
			VERSION:2.0
			PRODID:-//astro-kindred//events//EN
			CALSCALE:GREGORIAN
			X-WR-CALNAME:The Long Table
			BEGIN:VTIMEZONE
			TZID:Asia/Taipei
			BEGIN:STANDARD
			DTSTART:19791001T000000
			TZOFFSETFROM:+0900
			TZOFFSETTO:+0800
			END:STANDARD
			END:VTIMEZONE
			BEGIN:VEVENT
			UID:supper@example.com
			DTSTAMP:20261122T093000Z
			DTSTART;TZID=Asia/Taipei:20310517T190000
			DTEND;TZID=Asia/Taipei:20310517T210000
			SEQUENCE:0
			STATUS:CONFIRMED
			SUMMARY;LANGUAGE=en:Supper
			DESCRIPTION;LANGUAGE=en:Soup\\, bread and one question.\\n\\nhttps://example.c
			 om/events/supper/
			LOCATION;LANGUAGE=en:Dadaocheng
			CATEGORIES:food,talk
			URL:https://example.com/events/supper/
			TRANSP:OPAQUE
			END:VEVENT
			END:VCALENDAR
			"
		`);
	});

	it('of whole days ends on the day after', () => {
		const file = write({ start: '2031-05-17', end: '2031-05-18', zone: undefined });
		expect(file).toContain('\r\nDTSTART;VALUE=DATE:20310517\r\nDTEND;VALUE=DATE:20310519\r\n');
		expect(file).not.toContain('VTIMEZONE');
	});

	it.each([
		['scheduled', 'CONFIRMED'],
		['cancelled', 'CANCELLED'],
		['postponed', 'TENTATIVE'],
	] as const)('of a %s event is %s', (status, expected) =>
		expect(read(write({ status, sequence: 3 })).text('status')).toBe(expected),
	);

	it('for the web names no organiser, no guest and nothing private', () => {
		const file = write();
		expect(file).not.toMatch(/ORGANIZER|ATTENDEE|METHOD|ada@example\.com/);
	});

	it('for a guest is published by the author and has what only guests may see', () => {
		const file = write(
			{},
			{
				message: {
					method: 'PUBLISH',
					organizer: {
						name: 'Ada "A" Lovelace\r\nATTENDEE:mailto:eve@example.com',
						email: 'ada@example.com',
					},
				},
				secrets: {
					joinUrl: 'https://meet.example.com/x;y',
					address: '1 Park Lane, London',
					note: 'Ring twice',
				},
			},
		);
		const { calendar, vevent, text } = read(file);
		expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
		expect(vevent.getFirstProperty('organizer')!.getFirstParameter('cn')).toContain('Ada "A" Lovelace');
		expect(vevent.getAllProperties('attendee')).toEqual([]);
		expect(text('location')).toBe('Dadaocheng, 1 Park Lane, London');
		expect(text('description')).toContain('https://meet.example.com/x;y');
	});

	it.each(['', '  ', '\u0007'])('calls a guest whose name is %j by their address', (name) => {
		const to = { name, email: 'ada@example.com', partstat: 'ACCEPTED', guests: 0 } as const;
		const { vevent } = read(write({}, { message: { method: 'REQUEST', organizer: to, attendee: to } }));
		for (const property of ['organizer', 'attendee'])
			expect(vevent.getFirstProperty(property)!.getFirstParameter('cn')).toBe('ada@example.com');
	});

	it('reads back as it was written, whatever the words', () => {
		const words = fc.string({
			unit: fc.oneof(fc.constantFrom(...'",;:\\\n^ ء陳🫖é'), fc.string({ minLength: 1, maxLength: 1 })),
			minLength: 1,
			maxLength: 200,
		});
		const printable = words.map((text) => text.replace(/\p{Cc}(?<!\n)/gu, ''));
		fc.assert(
			fc.property(printable, printable, printable, (title, name, description) => {
				const file = write({ title: `x${title}`, description, place: { name: `x${name}` } });
				expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
				expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
				const { text } = read(file);
				expect(text('summary')).toBe(`x${title}`);
				expect(text('location')).toBe(`x${name}`);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('the zone of a calendar file', () => {
	it.each([
		['2031-03-30T01:30', 'PT3H', 'Europe/Berlin'],
		['2031-10-26T01:30', 'PT1H30M', 'Europe/Berlin'],
		['2031-10-26T00:30', 'PT1H30M', 'Europe/Berlin'],
		['2031-11-02T01:30', 'PT1H', 'America/New_York'],
		['2031-04-06T01:45', 'PT30M', 'Australia/Lord_Howe'],
		['2031-10-05T01:45', 'PT30M', 'Australia/Lord_Howe'],
		['2031-06-01T12:00', 'PT2H', 'Asia/Kathmandu'],
		['2031-06-01T12:00', 'PT2H', 'UTC'],
		['2031-12-30T12:00', 'P90D', 'Europe/Berlin'],
	])('gives the instants of %s for %s in %s', (start, duration, zone) => {
		const event = eventOf({ start, duration, zone });
		const file = read(calendarFile(event, { site, stamp }));
		expect([file.instant('dtstart'), file.instant('dtend')]).toEqual([
			event.instants.start,
			event.instants.end,
		]);
	});
});
