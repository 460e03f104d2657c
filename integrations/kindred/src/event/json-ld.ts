import { Temporal } from 'temporal-polyfill';
import { absolute, type Site } from '../base/site.ts';
import { instantOf, isDay, type Instant } from '../base/time.ts';
import type { KindredEvent } from './event.ts';

const statuses = {
	scheduled: 'EventScheduled',
	postponed: 'EventPostponed',
	cancelled: 'EventCancelled',
} as const;

/**
 * An event as search engines read it (schema.org/Event), made safe to stand inside `<script type="application/ld+json">`.
 * It says only what the page says: the join link and the street address of the store are not known here.
 *
 * @param image The address or path of a picture, usually its card.
 */
export function eventJsonLd(
	event: KindredEvent,
	site: Pick<Site, 'url' | 'name' | 'from'>,
	image?: string,
): string {
	const { day, start, end, zone, instants, place, online } = event;
	const previous = (event.previousStart ?? []).map((wall) =>
		isDay(wall) ? wall : withOffset(instantOf(wall, zone), zone),
	);
	const moved = event.status === 'scheduled' && previous.length > 0;
	const mode = !online ? 'Offline' : place ? 'Mixed' : 'Online';
	const value = {
		'@context': 'https://schema.org',
		'@type': 'Event',
		name: event.title,
		description: event.description || undefined,
		startDate: day ? start : withOffset(instants.start, zone),
		endDate: day ? end : withOffset(instants.end, zone),
		previousStartDate: previous.length ? previous : undefined,
		eventStatus: `https://schema.org/${moved ? 'EventRescheduled' : statuses[event.status]}`,
		eventAttendanceMode: `https://schema.org/${mode}EventAttendanceMode`,
		location: locations(event, site),
		url: absolute(site, event.url),
		image: image && absolute(site, image),
		inLanguage: event.lang,
		maximumAttendeeCapacity: event.capacity,
		organizer: { '@type': 'Person', name: site.from.name || site.name, url: absolute(site, '/') },
	};
	// `</script>` would end the script, `<!--` would change how it is read.
	return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function locations({ place, online, url }: KindredEvent, site: Pick<Site, 'url'>): unknown {
	const virtual = { '@type': 'VirtualLocation', url: absolute(site, url) };
	if (!place) return online ? virtual : undefined;
	const real = { '@type': 'Place', name: place.name, address: place.address ?? place.name, url: place.url };
	return online ? [real, virtual] : real;
}

/** `2031-05-17T19:00:00+02:00`: the clock of the place and its distance to UTC. */
function withOffset(at: Instant, zone: string): string {
	const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
	return zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
