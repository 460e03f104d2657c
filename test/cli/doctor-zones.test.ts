import { describe, expect, it } from 'vitest';
import { offsetAt, zoneFinding } from '../../integrations/kindred/src/cli/doctor-zones.ts';
import { eventOf } from '../event/supper.ts';

describe('the doctor and time zone rules', () => {
	it('finds the rules of this Node in order', () =>
		expect(zoneFinding(process.versions['tz'], '2026-11-22T09:30:00.000Z').verdict).toBe('ok'));

	it('warns of rules that are more than a year old, and does not know of those that do not say', () => {
		const of = (edition?: string) => zoneFinding(edition, '2031-08-01T12:00:00.000Z').verdict;
		expect([of('2031a'), of('2030c'), of('2029b'), of()]).toEqual(['ok', 'warn', 'warn', 'unknown']);
	});

	it('warns of a change that the rules do not know, and names the events it moves', () => {
		const now = '2026-11-22T09:30:00.000Z';
		const stale = (zone: string, at: string) =>
			zone === 'America/Vancouver' ? 'GMT-08:00' : offsetAt(zone, at);
		const events = [
			eventOf({ start: '2026-12-12T19:00', zone: 'America/Vancouver' }, 'winter-table'),
			eventOf({ start: '2026-02-12T19:00', zone: 'America/Vancouver' }, 'last-winter'),
			eventOf({ start: '2026-12-12T19:00', zone: 'America/Edmonton' }, 'elsewhere'),
		];
		for (const edition of ['2026c', undefined])
			expect(zoneFinding(edition, now, events, stale)).toMatchObject({
				verdict: 'warn',
				text: expect.stringContaining(
					'America/Vancouver is GMT-07:00 on 2026-12-01, not GMT-08:00 (winter-table).',
				) as string,
				hint: expect.stringContaining('Update Node') as string,
			});
	});
});
