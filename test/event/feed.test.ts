import ICAL from 'ical.js';
import ical from 'node-ical';
import { describe, expect, it } from 'vitest';
import { calendarFeed } from '../../integrations/kindred/src/event/calendar/feed/index.ts';
import { toEvents, type EventFrontMatter } from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { lint } from './lint.ts';
import { supper } from './supper.ts';

const stamp = '2026-11-22T09:30:00.000Z';
const entry = (id: string, data: Partial<EventFrontMatter> = {}) => ({ id, data: { ...supper, ...data } });
const events = toEvents(
	[
		entry('supper'),
		entry('supper.zh-hant', { title: '晚餐' }),
		entry('walk', { start: '2031-03-30T01:00', zone: 'Europe/Berlin', duration: 'PT4H', series: 'walks' }),
		entry('autumn', { start: '2031-10-26T01:00', zone: 'Europe/Berlin', duration: 'PT4H', series: 'walks' }),
		entry('off', { start: '2031-10-25T19:00', zone: 'Europe/Berlin', status: 'cancelled', series: 'walks' }),
		entry('days', { start: '2020-05-17', duration: 'P3D', zone: undefined }),
	],
	site,
);
const feed = (lang?: string) => calendarFeed(events, { site, stamp, lang });

/** Every event of a feed by its UID, as ical.js has it. */
function read(file: string) {
	const calendar = new ICAL.Component(ICAL.parse(file));
	return Object.fromEntries(
		calendar
			.getAllSubcomponents('vevent')
			.map((vevent) => [String(vevent.getFirstPropertyValue('uid')), vevent]),
	);
}

describe('the calendar of all events', () => {
	it('says what a calendar program asks of a calendar', () => {
		expect(feed('zh-Hant').split('BEGIN:VTIMEZONE')[0]!.replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
			"BEGIN:VCALENDAR
			VERSION:2.0
			PRODID:-//astro-kindred//events//EN
			CALSCALE:GREGORIAN
			NAME:The Long Table
			X-WR-CALNAME:The Long Table
			COLOR:saddlebrown
			X-APPLE-CALENDAR-COLOR:#8C2F20
			REFRESH-INTERVAL;VALUE=DURATION:PT12H
			X-PUBLISHED-TTL:PT12H
			SOURCE;VALUE=URI:https://example.com/kindred/events/feed.zh-Hant.ics
			"
		`);
	});

	it('stands up to a strict reading, in each language, and when there is nothing in it', () => {
		expect([undefined, ...site.languages].flatMap((lang) => lint(feed(lang)))).toEqual([]);
		const empty = calendarFeed([], { site, stamp });
		expect(new ICAL.Component(ICAL.parse(empty)).getAllSubcomponents()).toHaveLength(1);
		expect(lint(empty)).toEqual(['no VEVENT', `nobody names the zone ${site.zone}`]);
	});

	it('has each gathering once, also what is past or called off, in the language it is asked for', () => {
		const [english, chinese] = [read(feed()), read(feed('zh-Hant'))];
		expect(Object.keys(english).sort()).toEqual(
			['autumn', 'days', 'off', 'supper', 'walk'].map((name) => `${name}@example.com`),
		);
		expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
		const title = (all: typeof english) => all['supper@example.com']!.getFirstPropertyValue('summary');
		expect([title(english), title(chinese)]).toEqual(['Supper', '晚餐']);
		expect(english['off@example.com']!.getFirstPropertyValue('status')).toBe('CANCELLED');
	});

	it('gives each its instants by one zone for all events in it', () => {
		expect(feed().match(/BEGIN:VTIMEZONE/g)).toHaveLength(2);
		const found = Object.values(ical.sync.parseICS(feed())).filter((part) => part?.type === 'VEVENT');
		for (const { uid, start, end } of found) {
			const event = events.find((one) => one.uid === uid)!;
			if (event.day) continue;
			expect([start.toISOString(), end!.toISOString()]).toEqual([event.instants.start, event.instants.end]);
		}
		expect(found).toHaveLength(5);
	});

	it('ties a gathering of a series to the one before it', () => {
		const related = (name: string) =>
			read(feed())
				[`${name}@example.com`]!.getAllProperties('related-to')
				.map((one) => one.getFirstValue());
		expect([related('walk'), related('off'), related('autumn'), related('supper')]).toEqual([
			[],
			['walk@example.com'],
			['off@example.com'],
			[],
		]);
	});

	it('names nobody', () => {
		expect(feed()).not.toMatch(/ORGANIZER|ATTENDEE|METHOD|mailto|ada@example\.com/i);
	});

	it('has the same bytes whenever it is made', () => expect(feed()).toBe(feed()));
});
