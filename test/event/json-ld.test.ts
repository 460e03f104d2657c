import { describe, expect, it } from 'vitest';
import { eventJsonLd } from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { eventOf } from './supper.ts';

const read = (...args: Parameters<typeof eventOf>) =>
	JSON.parse(eventJsonLd(eventOf(...args), site, '/card.png')) as Record<string, unknown>;

describe('an event for search engines', () => {
	it('says when in the clock of the place, where, and how it looks', () => {
		expect(read()).toMatchObject({
			'@type': 'Event',
			name: 'Supper',
			startDate: '2031-05-17T19:00:00+08:00',
			endDate: '2031-05-17T21:00:00+08:00',
			eventStatus: 'https://schema.org/EventScheduled',
			eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
			location: { '@type': 'Place', name: 'Dadaocheng', address: 'Dadaocheng' },
			url: 'https://example.com/events/supper/',
			image: 'https://example.com/card.png',
		});
	});

	it('is a day where the event is one', () => {
		expect(read({ start: '2031-05-17', zone: undefined })).toMatchObject({
			startDate: '2031-05-17',
			endDate: '2031-05-17',
		});
	});

	it('says that it was moved, from when, in the clock of each of those days', () => {
		const moved = read({ zone: 'Europe/Berlin', previousStart: ['2031-03-29T19:00', '2031-03-31T19:00'] });
		expect(moved).toMatchObject({
			eventStatus: 'https://schema.org/EventRescheduled',
			previousStartDate: ['2031-03-29T19:00:00+01:00', '2031-03-31T19:00:00+02:00'],
		});
		const day = read({ start: '2031-05-17', zone: undefined, previousStart: ['2031-05-10'] });
		expect(day['previousStartDate']).toEqual(['2031-05-10']);
		const off = read({ status: 'cancelled', previousStart: ['2031-05-10T19:00'] });
		expect(off['eventStatus']).toBe('https://schema.org/EventCancelled');
		expect(read()).not.toHaveProperty('previousStartDate');
	});

	it('says that it is cancelled, or on the net, or both here and there', () => {
		expect(read({ status: 'cancelled' })['eventStatus']).toBe('https://schema.org/EventCancelled');
		expect(read({ online: true, place: undefined })['location']).toEqual({
			'@type': 'VirtualLocation',
			url: 'https://example.com/events/supper/',
		});
		expect(read({ online: true })['eventAttendanceMode']).toBe('https://schema.org/MixedEventAttendanceMode');
	});

	it('cannot end the script it stands in', () => {
		const json = eventJsonLd(eventOf({ title: '</script><script>alert(1)</script><!--' }), site);
		expect(json).not.toContain('<');
		expect((JSON.parse(json) as { name: string }).name).toBe('</script><script>alert(1)</script><!--');
	});
});
