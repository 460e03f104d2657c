import type { Finding } from '../base/finding.ts';
import type { Instant } from '../base/time.ts';
import { phaseOf, type KindredEvent } from '../event/index.ts';

/** Time zone rules older than a year may miss a change that a country made since. In days; published in the middle of their year. */
const MOST_AGE = 182 + 365;

/**
 * Changes that governments made lately (NEWS of the tz database, 2026): what a zone's distance to UTC is on a day. Some builds of
 * Node take their rules from the system, so the number of the edition is not enough.
 */
const known = [
	{ zone: 'America/Vancouver', at: '2026-12-01T12:00:00.000Z', offset: 'GMT-07:00' },
	{ zone: 'America/Edmonton', at: '2026-12-01T12:00:00.000Z', offset: 'GMT-06:00' },
	{ zone: 'Africa/Casablanca', at: '2026-12-01T12:00:00.000Z', offset: 'GMT+00:00' },
] as const;

/** What a zone's distance to UTC is: `GMT-07:00`. */
export type OffsetAt = (zone: string, at: Instant) => string;

/** The rules of this Node. */
export const offsetAt: OffsetAt = (zone, at) => {
	const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
	const name = format.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? '';
	return name === 'GMT' ? 'GMT+00:00' : name;
};

/**
 * Are the time zone rules of this machine those of today? The wall clock and the zone of an event are what was promised; its
 * instant, in calendar files too, is computed with these rules.
 *
 * @param edition `process.versions.tz`: the year and the letter of the edition within it, `2026a` (RFC 6557).
 */
export function zoneFinding(
	edition: string | undefined,
	now: Instant,
	events: readonly KindredEvent[] = [],
	rules: OffsetAt = offsetAt,
): Finding {
	const about = 'zones';
	const year = Number(/^\d{4}/.exec(edition ?? '')?.[0]);
	const whose = year ? `Time zone rules of ${edition}` : 'The time zone rules of this Node';
	const wrong = known.filter(({ zone, at, offset }) => rules(zone, at) !== offset);
	if (wrong.length) {
		const said = wrong.map(({ zone, at, offset }) => {
			const there = events.filter((event) => event.zone === zone && phaseOf(event, now) !== 'past');
			const names = [...new Set(there.map(({ group }) => group))].join(', ');
			return `${zone} is ${offset} on ${at.slice(0, 10)}, not ${rules(zone, at)}${names && ` (${names})`}`;
		});
		return {
			about,
			verdict: 'warn',
			text: `${whose} are out of date: ${said.join('; ')}. Pages and calendar files are wrong by that.`,
			hint: 'Update Node, build again, and see with `kindred event plan` who was told another time.',
		};
	}
	if (!year) return { about, verdict: 'unknown', text: 'Node does not say how old its time zone rules are.' };
	const age = (Date.parse(now) - Date.parse(`${year}-01-01T00:00:00Z`)) / 86_400_000;
	return age > MOST_AGE
		? {
				about,
				verdict: 'warn',
				text: `${whose} are more than a year old; events may be an hour off where a country changed its own since.`,
				hint: 'Update Node.',
			}
		: { about, verdict: 'ok', text: `${whose}.` };
}
