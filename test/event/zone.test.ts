import { describe, expect, it } from 'vitest';
import { calendarFile, type KindredEvent } from '../../integrations/kindred/src/event/index.ts';
import { wallOf } from '../../integrations/kindred/src/event/event.ts';
import { zoneLines } from '../../integrations/kindred/src/event/calendar/zone.ts';
import { site } from '../site.ts';
import { readWithIcal } from './ical-reader.ts';
import { eventOf } from './supper.ts';
import { changesOf, intlOffsets, readZone } from './zone-reader.ts';

/* `KINDRED_ZONES=all` takes every zone there is; `npm run soak` does. */
const zones =
	process.env['KINDRED_ZONES'] === 'all'
		? Intl.supportedValuesOf('timeZone')
		: [
				'Europe/Dublin', // its winter is the daylight time
				'Australia/Lord_Howe', // half an hour
				'Antarctica/Troll', // two hours
				'Pacific/Chatham', // three quarters
				'Africa/Casablanca', // Ramadan
				'Asia/Gaza',
				'Africa/Cairo',
				'America/Santiago', // at midnight
				'America/Vancouver', // stays on summer time
				'America/Scoresbysund', // another standard time since 2024
				'Asia/Kathmandu', // never
			];

const first = Date.parse('2024-01-01T00:00:00Z') / 1000;
const last = Date.parse('2041-01-01T00:00:00Z') / 1000;
const iso = (instant: number) => new Date(instant * 1000).toISOString();

/** An event from one instant to another in a zone. */
function eventFrom(start: number, end: number, zone: string): KindredEvent {
	const instants = { start: iso(start), end: iso(end), closes: iso(start) };
	return { ...supper, zone, instants, start: wallOf(iso(start), zone), end: wallOf(iso(end), zone) };
}
const supper = eventOf();

describe('the zone in a calendar file', { timeout: 600_000 }, () => {
	it('is what Intl says up to the second at every change of clocks from 2024 to 2040', () => {
		const wrong: string[] = [];
		let changes = 0;
		for (const zone of zones) {
			const offsetAt = intlOffsets(zone);
			const years = Array.from({ length: 17 }, (_, index) => Date.UTC(2024 + index, 5, 1, 12) / 1000);
			for (const change of [...changesOf(offsetAt, first, last), ...years]) {
				changes += 1;
				for (const start of [change - 7200, change]) {
					const written = readZone(zoneLines(zone, iso(start), iso(change + 7200)));
					for (const at of [start, change - 1, change, change + 1, change + 7200])
						if (at >= start && written.offsetAt(at) !== offsetAt(at)) wrong.push(`${zone} ${iso(at)}`);
					if (written.tzid !== zone) wrong.push(`${zone} is called ${written.tzid}`);
				}
			}
		}
		expect(wrong).toEqual([]);
		expect(changes).toBeGreaterThan(zones.length * 17);
	});

	it('gives a calendar program the instants of what begins, ends or lies around a change of clocks', () => {
		const wrong: string[] = [];
		for (const zone of zones) {
			for (const change of changesOf(intlOffsets(zone), first, last)) {
				for (const [from, to] of [
					[-5400, 0],
					[0, 5400],
					[-60, 60],
					[-3600, 1800],
				] as const) {
					const event = eventFrom(change + from, change + to, zone);
					const file = readWithIcal(calendarFile(event, { site, stamp: iso(first) }));
					const read = [file.instant('dtstart'), file.instant('dtend')];
					if (read[0] !== event.instants.start || read[1] !== event.instants.end)
						wrong.push(`${zone} ${event.instants.start} is ${read[0]}, ${event.instants.end} is ${read[1]}`);
				}
			}
		}
		expect(wrong).toEqual([]);
	});
});
