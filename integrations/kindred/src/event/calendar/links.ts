import { shorten } from '../../base/shorten.ts';
import { absolute, ownPath, type Site } from '../../base/site.ts';
import { compact, utc } from './lines.ts';
import { nextDay, type KindredEvent } from '../event.ts';
import { calendarPath } from '../list.ts';

/** A way to put one event into one's own calendar. */
export interface CalendarLink {
	readonly service: 'google' | 'outlook' | 'office365' | 'yahoo' | 'file';
	/** What it is called, the same in every language; of the file its extension. */
	readonly name: string;
	/** Absolute. A page asks for it only when somebody follows the link: nobody is told who reads the event's page. */
	readonly url: string;
}

/** A description longer than this would make addresses that browsers and servers refuse. */
const MOST_DETAILS = 500;

/**
 * Links that add an event to the calendars of Google, Outlook.com, Microsoft 365 and Yahoo, and its calendar file for all
 * others, each with the same instants, or the same days. They say what the event's page says. The services publish no reference;
 * what they take is collected at https://github.com/InteractionDesignFoundation/add-event-to-calendar-docs.
 */
export function calendarLinks(
	event: KindredEvent,
	site: Pick<Site, 'url' | 'base' | 'bare'>,
): readonly CalendarLink[] {
	const page = absolute(site, event.url);
	const about = shorten(event.description, MOST_DETAILS, event.lang);
	const facts = {
		title: event.title,
		details: [about, page].filter(Boolean).join('\n\n'),
		where: [event.place?.name, event.place?.address].filter(Boolean).join(', '),
	};
	const file = absolute(site, calendarPath(site, event.id));
	return [
		{ service: 'google', name: 'Google Calendar', url: google(event, facts) },
		{ service: 'outlook', name: 'Outlook.com', url: outlook('outlook.live.com', event, facts) },
		{ service: 'office365', name: 'Microsoft 365', url: outlook('outlook.office.com', event, facts) },
		{ service: 'yahoo', name: 'Yahoo', url: yahoo(event, facts) },
		{ service: 'file', name: '.ics', url: file },
	];
}

interface Facts {
	readonly title: string;
	readonly details: string;
	readonly where: string;
}

function google(event: KindredEvent, { title, details, where }: Facts): string {
	const { day, start, end, zone, instants } = event;
	const dates = day ? [compact(start), compact(nextDay(end))] : [utc(instants.start), utc(instants.end)];
	return address('https://calendar.google.com/calendar/render', {
		action: 'TEMPLATE',
		text: title,
		dates: dates.join('/'),
		// The clock it is shown by; the instants are in UTC.
		ctz: day ? '' : zone,
		details,
		location: where,
	});
}

function outlook(host: string, event: KindredEvent, { title, details, where }: Facts): string {
	const { day, start, end, instants } = event;
	const seconds = (at: string) => `${at.slice(0, 19)}Z`;
	return address(`https://${host}/calendar/action/compose`, {
		rru: 'addevent',
		startdt: day ? start : seconds(instants.start),
		enddt: day ? nextDay(end) : seconds(instants.end),
		allday: day ? 'true' : '',
		subject: title,
		body: details,
		location: where,
	});
}

/** `DUR=allday` is one day, and goes unheard beside an end; several days are from midnight to midnight there. */
function yahoo(event: KindredEvent, { title, details, where }: Facts): string {
	const { day, start, end, instants } = event;
	const times: Record<string, string> = !day
		? { ST: utc(instants.start), ET: utc(instants.end) }
		: start === end
			? { ST: compact(start), DUR: 'allday' }
			: { ST: compact(start), ET: compact(nextDay(end)) };
	return address('https://calendar.yahoo.com/', {
		v: '60',
		TITLE: title,
		...times,
		DESC: details,
		in_loc: where,
	});
}

/** `%20` for a space: Outlook shows a plus as one. */
function address(base: string, query: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(query).filter(([, value]) => value);
	return `${base}?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`;
}

/** The path of the calendar of all events; in a language, where one is named. */
export function feedPath(site: Pick<Site, 'base' | 'bare'>, lang?: string): string {
	return ownPath(site, `events/${feedName(lang)}.ics`);
}

/** What the calendar of all events is called among the calendar files: `feed`, `feed.zh-Hant`. */
export function feedName(lang?: string): string {
	return lang === undefined ? 'feed' : `feed.${lang}`;
}

/** The address of the calendar of all events that makes a calendar program subscribe to it. */
export function webcalAddress(site: Pick<Site, 'url' | 'base' | 'bare'>, lang?: string): string {
	return absolute(site, feedPath(site, lang)).replace(/^https?:/, 'webcal:');
}
