import { colorsNamed } from 'culori/fn';
import { bestTranslation } from '../../../base/language.ts';
import { absolute, type Site } from '../../../base/site.ts';
import type { Instant } from '../../../base/time.ts';
import { calendarHead, eventLines, namesZone, siblingsOf } from '../entry.ts';
import { escapeText, writeLines } from '../lines.ts';
import { feedPath } from '../links.ts';
import type { KindredEvent } from '../../event.ts';
import { zoneLines } from '../zone.ts';

/** How often a calendar program should look again, RFC 5545 section 3.3.6. */
const REFRESH = 'PT12H';

/**
 * The calendar of all events, for calendar programs to subscribe to (RFC 5545, and 7986 for what a calendar says of itself): each
 * gathering once, in the given language where it is written in it; past and cancelled ones as well, for what a feed stops to
 * mention vanishes from people's calendars. It has no METHOD, and names no guest and no organiser. A door of its own, because
 * only the build opens it.
 *
 * @param stamp When the events were last revised.
 */
export function calendarFeed(
	events: readonly KindredEvent[],
	{ site, lang, stamp }: { site: Site; lang?: string | undefined; stamp: Instant },
): string {
	const chosen = [...Map.groupBy(events, ({ group }) => group).values()].map((translations) =>
		bestTranslation(translations, [lang ?? site.lang]),
	);
	const bodies = chosen.map((event) =>
		eventLines(event, { site, stamp, siblings: siblingsOf(event, events) }),
	);
	const zoned = chosen.filter((_, index) => namesZone(bodies[index]!));
	return writeLines([
		...calendarHead([
			`NAME:${escapeText(site.name)}`,
			`X-WR-CALNAME:${escapeText(site.name)}`,
			`COLOR:${colourName(site.theme.accent)}`,
			`X-APPLE-CALENDAR-COLOR:${site.theme.accent.toUpperCase()}`,
			`REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
			`X-PUBLISHED-TTL:${REFRESH}`,
			`SOURCE;VALUE=URI:${absolute(site, feedPath(site, lang))}`,
		]),
		...zonesOf(zoned),
		// A calendar may not be empty (RFC 5545 section 3.4).
		...(bodies.length ? bodies.flat() : zoneLines(site.zone, stamp, stamp)),
		'END:VCALENDAR',
	]);
}

/** One VTIMEZONE for each zone, from the first to the last event in it. */
function zonesOf(events: readonly KindredEvent[]): string[] {
	return [...Map.groupBy(events, ({ zone }) => zone)].flatMap(([zone, there]) => {
		const starts = there.map(({ instants }) => instants.start).sort();
		const ends = there.map(({ instants }) => instants.end).sort();
		return zoneLines(zone, starts[0]!, ends.at(-1)!);
	});
}

/** The name of the CSS colour nearest to `#rrggbb`; a calendar takes no other (RFC 7986 section 5.9). */
function colourName(colour: string): string {
	const parts = (value: number) => [value >> 16, (value >> 8) & 255, value & 255];
	const wanted = parts(Number.parseInt(colour.slice(1), 16));
	const distance = (value: number) =>
		parts(value).reduce((sum, part, index) => sum + (part - wanted[index]!) ** 2, 0);
	const names = Object.entries<number>(colorsNamed);
	return names.reduce((best, one) => (distance(one[1]) < distance(best[1]) ? one : best))[0];
}
