import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../base/time.ts';

/** One stretch of time in which the clocks of a zone keep one distance to UTC. */
interface Observance {
	/** When it begins. */
	readonly from: Temporal.ZonedDateTime;
	/** The distance before and in it, in nanoseconds. */
	readonly before: number;
	readonly offset: number;
}

/**
 * The lines of a VTIMEZONE (RFC 5545 section 3.6.5) that holds from `start` to `end`: the observance that is in force at the
 * start and each one that begins by the end. Cut from the zone data this machine's `Intl` has, which is what pages use too,
 * so that a page and a calendar file cannot differ.
 */
export function zoneLines(zone: string, start: Instant, end: Instant): string[] {
	return [
		'BEGIN:VTIMEZONE',
		`TZID:${zone}`,
		...observances(zone, start, end).flatMap(observanceLines),
		'END:VTIMEZONE',
	];
}

function observances(zone: string, start: Instant, end: Instant): Observance[] {
	const at = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
	// `previous` is strictly before: step over the start so that a change in that very instant is found.
	const began = at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
	const list = [
		began
			? observance(began)
			: { from: epoch(zone), before: at.offsetNanoseconds, offset: at.offsetNanoseconds },
	];
	const last = Temporal.Instant.from(end).epochMilliseconds;
	for (
		let next = at.getTimeZoneTransition('next');
		next && next.epochMilliseconds <= last;
		next = next.getTimeZoneTransition('next')
	) {
		list.push(observance(next));
	}
	return list;
}

function observance(from: Temporal.ZonedDateTime): Observance {
	return {
		from,
		before: from.subtract({ nanoseconds: 1 }).offsetNanoseconds,
		offset: from.offsetNanoseconds,
	};
}

function epoch(zone: string): Temporal.ZonedDateTime {
	return Temporal.Instant.from('1970-01-01T00:00:00Z').toZonedDateTimeISO(zone);
}

/** DTSTART is the wall clock at the change as it was before it (RFC 5545 section 3.6.5). */
function observanceLines({ from, before, offset }: Observance): string[] {
	const onset = from.toPlainDateTime().subtract({ nanoseconds: offset - before });
	const kind = offset > before ? 'DAYLIGHT' : 'STANDARD';
	return [
		`BEGIN:${kind}`,
		`DTSTART:${onset.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`,
		`TZOFFSETFROM:${utcOffset(before)}`,
		`TZOFFSETTO:${utcOffset(offset)}`,
		`END:${kind}`,
	];
}

/** RFC 5545 section 3.3.14: `+0545`; seconds only where there are some. */
function utcOffset(nanoseconds: number): string {
	const seconds = Math.abs(nanoseconds) / 1e9;
	const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
	return `${nanoseconds < 0 ? '-' : '+'}${two(seconds / 3600)}${two((seconds / 60) % 60)}${seconds % 60 ? two(seconds % 60) : ''}`;
}
