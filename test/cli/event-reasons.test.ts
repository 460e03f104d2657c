import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../integrations/kindred/src/cli/event-reasons.ts';
import { changesBetween, factsOf, type Facts } from '../../integrations/kindred/src/event/index.ts';
import { eventOf } from '../event/supper.ts';

describe('what has changed, in words', () => {
	const base = factsOf(eventOf({ zone: 'America/Vancouver' }), {});
	it.each<[Partial<Facts>, string]>([
		[{ start: '2031-05-17T20:00', end: '2031-05-17T22:00' }, 'the start moved'],
		[{ end: '2031-05-17T22:00' }, 'the end moved'],
		[{ zone: 'America/Whitehorse' }, 'the zone changed'],
		[{ start: '2031-05-17T20:00', zone: 'America/Whitehorse' }, 'the start moved and the zone changed'],
		[{ start: '2031-05-17', end: '2031-05-17' }, 'it takes whole days now'],
		[
			{ from: '2031-05-18T03:00:00.000Z' },
			'the rules of America/Vancouver have changed: 19:00 is 03:00 UTC now, was 02:00',
		],
		[
			{ to: '2031-05-18T05:00:00.000Z' },
			'the rules of America/Vancouver have changed: 21:00 is 05:00 UTC now, was 04:00',
		],
		[{ place: 'Elsewhere' }, 'the place changed'],
		[{ online: true }, 'it is online now'],
		[{ status: 'postponed' }, 'it is postponed'],
		[{ status: 'cancelled' }, 'it is cancelled'],
		[{ join: 'x' }, 'the join link changed'],
		[{ join: 'x', address: 'y' }, 'the join link and the address changed'],
		[{ title: 'Dinner' }, 'the title changed'],
	])('%j: %s', (change, words) => {
		expect(changesBetween(base, { ...base, ...change }).map(reasonOf)).toEqual([words]);
	});

	it('whole days have neither a clock nor rules', () => {
		const days = factsOf(eventOf({ start: '2031-05-17', zone: undefined }), {});
		const elsewhere = { ...days, zone: 'Asia/Tokyo', from: '2031-05-16T15:00:00.000Z' };
		expect(changesBetween(days, elsewhere)).toEqual([]);
	});

	it('is back when it takes place after all', () => {
		expect(reasonOf(changesBetween({ ...base, status: 'cancelled' }, base)[0]!)).toBe(
			'it takes place after all',
		);
	});
});
