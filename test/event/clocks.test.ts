import { describe, expect, it } from 'vitest';
import { clocksElsewhere } from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { eventOf } from './supper.ts';

const zones = ['America/Los_Angeles', 'Europe/London', 'Asia/Kolkata', 'Asia/Shanghai', 'Australia/Sydney'];
const berlin = { ...site, zone: 'Europe/Berlin', events: { ...site.events, zones } };
const online = { online: true, place: undefined };
const inWords = (event: Parameters<typeof clocksElsewhere>[0], lang = 'en') =>
	clocksElsewhere(event, berlin, lang).map(({ name, clock, day }) =>
		[clock, name, day].filter(Boolean).join(' '),
	);

describe('clocks elsewhere', () => {
	it('are those of the site’s zones for an event on the net, from west to east, with the day where it differs', () => {
		const event = eventOf({ ...online, start: '2031-01-12T06:00', zone: 'Asia/Taipei' });
		expect(inWords(event)).toEqual([
			'14:00 Pacific Time Saturday',
			'22:00 United Kingdom Time Saturday',
			'23:00 Central European Time Saturday',
			'03:30 India Standard Time',
			'09:00 Australian Eastern Time',
		]);
	});
	it('leave out every zone whose clock agrees with the event’s', () => {
		const event = eventOf({ ...online, start: '2031-07-12T06:00', zone: 'Asia/Taipei' });
		expect(inWords(event).join()).not.toContain('China');
	});
	it('are only the author’s where people meet in a place', () => {
		expect(inWords(eventOf())).toEqual(['13:00 Central European Time']);
		expect(inWords(eventOf({ zone: 'Europe/Paris' }))).toEqual([]);
	});
	it('speak the reader’s language', () => {
		expect(inWords(eventOf(), 'ar')).toEqual(['1:00 م توقيت وسط أوروبا']);
		expect(inWords(eventOf(), 'zh-Hant')).toEqual(['下午1:00 中歐時間']);
	});
	it('tell nothing of an event that takes whole days', () => {
		expect(inWords(eventOf({ ...online, start: '2031-05-17' }))).toEqual([]);
	});
	it('name one clock once, and UTC by its name', () => {
		const twice = {
			...berlin,
			zone: 'UTC',
			events: { ...site.events, zones: ['Asia/Calcutta', 'Asia/Kolkata'] },
		};
		const names = clocksElsewhere(eventOf(online), twice, 'en').map(({ name }) => name);
		expect(names).toEqual(['Coordinated Universal Time', 'India Standard Time']);
	});
});
