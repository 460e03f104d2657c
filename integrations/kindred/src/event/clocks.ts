import { Temporal } from 'temporal-polyfill';
import type { Site } from '../base/site.ts';
import { dateFormat, dateLocale } from '../base/time.ts';
import type { KindredEvent } from './event.ts';
import { tidy } from './words.ts';

/** What a clock elsewhere shows when an event begins. */
export interface ClockElsewhere {
	/** IANA. */
	readonly zone: string;
	/** The zone as people call it, `Pacific Time`. */
	readonly name: string;
	readonly clock: string;
	/** The day of the week, where it is another one there. */
	readonly day?: string | undefined;
}

/**
 * What clocks elsewhere show when an event begins, from west to east, in words of a language: in the zones of the site for an
 * event on the net, and always in the author's own. Zones whose clocks agree with the event's are left out.
 */
export function clocksElsewhere(
	{ day, online, zone, instants }: KindredEvent,
	site: Pick<Site, 'zone' | 'events'>,
	lang: string,
): ClockElsewhere[] {
	if (day) return [];
	const start = Temporal.Instant.from(instants.start);
	const here = start.toZonedDateTimeISO(zone);
	const others = [...new Set([site.zone, ...(online ? site.events.zones : [])])]
		.map((other) => start.toZonedDateTimeISO(other))
		.filter((there) => there.offsetNanoseconds !== here.offsetNanoseconds)
		.sort((a, b) => a.offsetNanoseconds - b.offsetNanoseconds);
	const clocks = others.map((there) => {
		const isOtherDay = !there.toPlainDate().equals(here.toPlainDate());
		return {
			zone: there.timeZoneId,
			name: nameOf(there, lang),
			clock: inWords(there, lang, { timeStyle: 'short' }),
			day: isOtherDay ? inWords(there, lang, { weekday: 'long' }) : undefined,
		};
	});
	return clocks.filter(({ name }, index) => clocks.findIndex((other) => other.name === name) === index);
}

function inWords(at: Temporal.ZonedDateTime, lang: string, options: Intl.DateTimeFormatOptions): string {
	const format = dateFormat(dateLocale(lang), { ...options, timeZone: at.timeZoneId });
	return tidy(format.format(at.epochMilliseconds));
}

/** The name that holds in summer and winter; where there is none (UTC), that of the day. */
function nameOf(at: Temporal.ZonedDateTime, lang: string): string {
	const named = (timeZoneName: 'longGeneric' | 'long') =>
		dateFormat(dateLocale(lang), { timeZone: at.timeZoneId, timeZoneName })
			.formatToParts(at.epochMilliseconds)
			.find(({ type }) => type === 'timeZoneName')?.value ?? at.timeZoneId;
	const generic = named('longGeneric');
	return /[+-]\d/.test(generic) ? named('long') : generic;
}
