import { describe, expect, it } from 'vitest';
import { comingEvents } from '../../src/blog/coming.ts';
import { clockInWords, dayInWords, dayParts } from '../../src/blog/dates.ts';

describe('a day in words', () => {
	it('is written as its language writes it', () => {
		expect(dayInWords('2026-11-22', 'en')).toBe('22 November 2026');
		expect(dayInWords('2026-11-22', 'zh-Hant')).toBe('2026年11月22日');
	});

	it('names the month in every language, also in the short form', () => {
		expect(dayInWords('2026-06-14', 'en', 'medium')).toBe('14 Jun 2026');
		expect(dayInWords('2026-06-14', 'ar', 'medium')).toContain('يونيو');
	});

	it('puts month and year in the order of the language', () => {
		expect(dayParts('2031-05-17T19:00', 'en')).toMatchObject({ day: '17', month: 'May 2031' });
		expect(dayParts('2031-05-17', 'zh-Hant').month).toBe('2031年5月');
	});
});

describe('a clock in words', () => {
	it('is the wall clock, whatever the zone of this machine', () => {
		expect(clockInWords('2031-05-17T19:00', 'en')).toBe('19:00');
	});

	it('is nothing for a plain day', () => {
		expect(clockInWords('2031-05-17', 'en')).toBeUndefined();
	});
});

describe('events', () => {
	const events = ['2026-11-21', '2031-05-17T19:00', '2026-11-22T08:00'].map((start) => ({ start }));

	it('ahead come soonest first, over come latest first', () => {
		const { coming, past } = comingEvents(events, new Date('2026-11-23T13:00:00Z'));
		expect(coming.map(({ start }) => start)).toEqual(['2031-05-17T19:00']);
		expect(past.map(({ start }) => start)).toEqual(['2026-11-22T08:00', '2026-11-21']);
	});

	it('stay ahead until their day has ended everywhere', () => {
		expect(comingEvents(events, new Date('2026-11-23T11:00:00Z')).coming).toHaveLength(2);
	});
});
