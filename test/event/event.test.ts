import { describe, expect, it } from 'vitest';
import {
	phaseOf,
	toEvents,
	upcoming,
	past,
	isOpen,
	rulesOf,
	whenInWords,
} from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { eventOf, supper } from './supper.ts';

describe('an event', () => {
	it('lasts two hours where nothing else is said', () => {
		const { instants, end, day } = eventOf();
		expect({ end, day, instants }).toEqual({
			end: '2031-05-17T21:00',
			day: false,
			instants: {
				start: '2031-05-17T11:00:00.000Z',
				end: '2031-05-17T13:00:00.000Z',
				closes: '2031-05-17T11:00:00.000Z',
			},
		});
	});

	it.each([
		['Europe/Berlin', '2031-03-30T01:30', 'PT1H', '2031-03-30T03:30'],
		['Europe/Berlin', '2031-10-26T01:30', 'PT2H', '2031-10-26T02:30'],
		['Europe/Berlin', '2031-03-29T20:00', 'P1D', '2031-03-30T20:00'],
		['America/New_York', '2031-11-02T00:30', 'PT3H', '2031-11-02T02:30'],
	])(
		'in %s that starts at %s lasts exactly %s, across a change of clocks too',
		(zone, start, duration, end) => {
			const event = eventOf({ zone, start, duration });
			expect(event.end).toBe(end);
			const hours = (Date.parse(event.instants.end) - Date.parse(event.instants.start)) / 3_600_000;
			expect(hours).toBe(duration === 'P1D' ? 23 : Number(duration.slice(2, -1)));
		},
	);

	it('that starts in the hour the clocks skip starts in the hour after', () => {
		expect(eventOf({ zone: 'Europe/Berlin', start: '2031-03-30T02:30' })).toMatchObject({
			start: '2031-03-30T03:30',
			end: '2031-03-30T05:30',
			instants: { start: '2031-03-30T01:30:00.000Z' },
		});
	});

	it('takes the whole day where its start is a day, in the zone of the site', () => {
		expect(eventOf({ start: '2031-05-17', zone: undefined })).toMatchObject({
			day: true,
			start: '2031-05-17',
			end: '2031-05-17',
			zone: 'Europe/Berlin',
			instants: { start: '2031-05-16T22:00:00.000Z', end: '2031-05-17T22:00:00.000Z' },
		});
		expect(eventOf({ start: '2031-05-17', duration: 'P3D' }).end).toBe('2031-05-19');
		expect(eventOf({ start: '2031-05-17', end: '2031-05-18' }).instants.end).toBe('2031-05-18T16:00:00.000Z');
	});

	it('takes answers to the end of a deadline that is a day', () => {
		const event = eventOf({ deadline: '2031-05-10' });
		expect(event.instants.closes).toBe('2031-05-10T16:00:00.000Z');
		expect(isOpen(event, '2031-05-10T15:59:59.000Z')).toBe(true);
		expect(rulesOf(event, '2031-05-10T16:00:00.000Z').state).toBe('closed');
	});

	it('keeps its UID in every language', () => {
		const events = toEvents(
			[
				{ id: 'supper', data: supper },
				{ id: 'supper.ar', data: { ...supper, title: 'عشاء' } },
			],
			site,
		);
		expect(events.map(({ uid, url, lang }) => [uid, url, lang])).toEqual([
			['supper@example.com', '/events/supper/', 'en'],
			['supper@example.com', '/ar/events/supper/', 'ar'],
		]);
	});

	it('that starts on a day and lasts hours is refused', () => {
		expect(() => eventOf({ start: '2031-05-17', duration: 'PT2H' })).toThrowErrorMatchingInlineSnapshot(
			`[KindredError: The event "supper" starts on a day (2031-05-17) but lasts hours (PT2H).]`,
		);
	});

	it('that is over before it has begun is refused', () => {
		expect(() => eventOf({ duration: 'PT0M' })).toThrowErrorMatchingInlineSnapshot(
			`[KindredError: The event "supper" is over before it has begun (2031-05-17T19:00).]`,
		);
	});
});

describe('translations of an event', () => {
	const translated = { title: '晚餐', start: supper.start };

	it('need not repeat its facts', () => {
		const [, hant] = toEvents(
			[
				{ id: 'supper', data: { ...supper, online: true } },
				{ id: 'supper.zh-hant', data: translated },
			],
			site,
		);
		expect(hant).toMatchObject({
			title: '晚餐',
			lang: 'zh-Hant',
			zone: 'Asia/Taipei',
			capacity: 2,
			online: true,
			place: { name: 'Dadaocheng' },
		});
	});

	it('may not contradict them', () => {
		const files = [
			{ id: 'supper', data: supper, filePath: 'content/events/supper.md' },
			{
				id: 'supper.zh-hant',
				data: { ...translated, capacity: 3 },
				filePath: 'content/events/supper.zh-hant.md',
			},
		];
		expect(() => toEvents(files, site)).toThrowErrorMatchingInlineSnapshot(
			`[KindredError: The files content/events/supper.md and content/events/supper.zh-hant.md disagree about \`capacity\` of one event: 2 and 3.]`,
		);
		expect(() =>
			toEvents(
				files.map((file) => ({ ...file, data: { ...file.data, capacity: 2 } })),
				site,
			),
		).not.toThrow();
	});

	it('are one for each language', () => {
		const twins = [
			{ id: 'supper', data: supper },
			{ id: 'dinner', data: { ...supper, group: 'supper' } },
		];
		expect(() => toEvents(twins, site)).toThrow(
			expect.objectContaining({ hint: expect.stringContaining('`group`') }),
		);
	});
});

describe('the list of events', () => {
	const events = toEvents(
		[
			{ id: 'walk', data: { ...supper, title: 'Walk', start: '2030-01-05T14:00' } },
			{ id: 'supper', data: supper },
			{ id: 'supper.zh-hant', data: { ...supper, title: '晚餐' } },
			{ id: 'lunch', data: { ...supper, title: 'Lunch', start: '2031-06-01T12:00', status: 'cancelled' } },
			{ id: 'tea', data: { ...supper, title: 'Tea', start: '2031-06-02T12:00' } },
		],
		site,
	);
	const now = '2031-05-17T12:00:00.000Z';

	it('has what is to come, soonest first, once each, in the language of the reader', () => {
		expect(upcoming(events, now, ['zh-Hant']).map(({ title }) => title)).toEqual(['晚餐', 'Tea']);
		expect(upcoming(events, now, ['de']).map(({ title }) => title)).toEqual(['Supper', 'Tea']);
	});

	it('has what is over apart', () => {
		expect(past(events, now, ['en']).map(({ title }) => title)).toEqual(['Walk']);
		expect(
			phaseOf(
				events.find(({ id }) => id === 'supper')!,
				now,
			),
		).toBe('running');
	});
});

describe('the time of an event in words', () => {
	it('is in its own zone and in the language of the reader', () => {
		const event = eventOf();
		expect(whenInWords(event, 'en')).toMatch(/^Saturday, 17 May 2031, 19:00–21:00 \(.+ Standard Time\)$/);
		expect(whenInWords(event, 'en-US')).toMatch(/^Saturday, May 17, 2031.* 7:00 – 9:00 PM \(/);
		expect(whenInWords(event, 'zh-Hant')).toMatch(/^2031年5月17日.+（台北標準時間）$/);
		expect(whenInWords(event, 'ar')).toMatch(/مايو/);
		expect(whenInWords(eventOf({ start: '2031-05-17', duration: 'P2D' }), 'en')).toBe(
			'Saturday 17 May – Sunday 18 May 2031',
		);
	});
	it('is never in figures, which readers of two languages read as two days', () => {
		const long = eventOf({ start: '2031-05-17T19:00', duration: 'P1DT2H' });
		for (const lang of ['en', 'ja', 'zh-Hans', 'zh-Hant', 'ko', 'es', 'fr', 'de', 'pt', 'ru', 'ar', 'hi'])
			for (const event of [eventOf(), long, eventOf({ start: '2031-05-17', duration: 'P2D' })])
				expect.soft(whenInWords(event, lang)).not.toMatch(/\d[/.-]\d/);
		expect(whenInWords(eventOf(), 'ja')).toMatch(/^2031年5月17日土曜日 19:00～21:00（/);
		expect(whenInWords(long, 'ja')).toMatch(/^2031年5月17日土曜日 19:00～2031年5月18日日曜日 21:00（/);
	});
});
