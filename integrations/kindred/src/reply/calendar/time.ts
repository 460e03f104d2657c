import { instantOf, isRealDay, isZone, type Instant, type WallClock } from '../../base/time.ts';
import windows from '../words/windows-zones.json' with { type: 'json' };

/** A time that somebody proposes. */
export interface ProposedTime {
	/** When that is. Nothing for a whole day, and for the clock of a zone that is not known. */
	readonly at?: Instant | undefined;
	/** The clock or the day as it was written, `2031-05-17T19:00`, `2031-05-17`. */
	readonly wall: WallClock;
	/** The zone of that clock: IANA's name where it is known, else as it was written; `UTC`. */
	readonly zone?: string | undefined;
}

const shape = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/i;

/** Reads a DATE or a DATE-TIME (RFC 5545 section 3.3.4 and 3.3.5); nothing for what is neither, or on no calendar. */
export function timeIn(value: string, zoneName?: string): ProposedTime | undefined {
	const found = shape.exec(value.trim());
	if (!found) return undefined;
	const [, year, month, date, hour, minute = '', second = '', utc] = found;
	const day = `${year}-${month}-${date}`;
	if (!isRealDay(day)) return undefined;
	if (hour === undefined) return { wall: day };
	// A leap second is the last one of its minute.
	const clock = `${day}T${hour}:${minute}:${second === '60' ? '59' : second}`;
	if (Number.isNaN(Date.parse(`${clock}Z`))) return undefined;
	const wall = clock.slice(0, -3);
	if (utc) return { at: new Date(`${clock}Z`).toISOString(), wall, zone: 'UTC' };
	const zone = zoneName === undefined ? undefined : zoneNamed(zoneName);
	return zone === undefined ? { wall, zone: zoneName } : { at: instantOf(clock, zone), wall, zone };
}

/**
 * The IANA zone that a TZID names. Outlook and Exchange name zones as Windows does, with or without a VTIMEZONE; the pairs are those
 * of Unicode's CLDR (supplemental data, windowsZones).
 */
function zoneNamed(name: string): string | undefined {
	// Mozilla's and Evolution's names end in that of the zone: `/freeassociation.sourceforge.net/Europe/Berlin`.
	const plain = name.trim().replace(/^\/.{0,200}\/(?=[A-Z][A-Za-z_]{1,30}\/[A-Z])/, '');
	const known = (windows as Readonly<Record<string, string>>)[plain];
	if (known !== undefined) return known;
	return /^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/.test(plain) && isZone(plain) ? plain : undefined;
}
