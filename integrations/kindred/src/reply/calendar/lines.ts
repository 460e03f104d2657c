/** Attack: a calendar of a hundred thousand events. A series that was answered day by day has some dozen. */
const MOST_EVENTS = 50;
/** Attack: components in components. An alarm in an event is the third level. */
const MOST_DEPTH = 8;
/** Attack: an attendee as long as a book. A longer comment is cut; of what else is read no line is longer. */
const MOST_LINE = 4000;

/** The lines of one event that say who answers what, unfolded, with the method of the calendar around it. */
export interface EventLines {
	/** Upper case; empty where the calendar names none. */
	readonly method: string;
	readonly lines: readonly string[];
}

/** Everything of an event that an answer may say something with. What else is there, descriptions above all, is not looked at. */
const telling =
	/^(?:uid|dtstamp|sequence|attendee|organizer|recurrence-id|dtstart|dtend|comment|x-response-comment)[;:]/i;
const bracket = /^(begin|end)[ \t]{0,8}:[ \t]{0,8}([a-z0-9-]{1,40})[ \t]{0,8}$/i;
const method = /^method[ \t]{0,8}(?:;[^:]{0,200})?:[ \t]{0,8}([a-z-]{1,20})[ \t]{0,8}$/i;

/**
 * The events of a calendar file (RFC 5545 section 3.4 and 3.6), in one pass over its lines, so that what is parsed any further is
 * small whatever the file. Nothing for a file that ends in the middle of a component, or holds more than anybody writes.
 */
export function eventsIn(text: string): readonly EventLines[] {
	const events: EventLines[] = [];
	const open: string[] = [];
	let around = { method: '', events: [] as string[][] };
	for (const line of unfolded(text)) {
		const [, edge, name = ''] = bracket.exec(line) ?? [];
		const component = name.toUpperCase();
		if (edge?.toLowerCase() === 'begin') {
			if (open.length === 0) around = { method: '', events: [] };
			open.push(component);
			if (isEvent(open)) around.events.push([]);
			if (open.length > MOST_DEPTH || around.events.length > MOST_EVENTS) return [];
		} else if (edge) {
			if (open.pop() !== component) return [];
			if (open.length === 0 && component === 'VCALENDAR')
				events.push(...around.events.map((lines) => ({ method: around.method, lines })));
			if (events.length > MOST_EVENTS) return [];
		} else if (isEvent(open)) {
			if (telling.test(line)) around.events.at(-1)!.push(line);
		} else if (open.length === 1) around.method ||= method.exec(line)?.[1]?.toUpperCase() ?? '';
	}
	return open.length === 0 ? events : [];
}

const isEvent = (open: readonly string[]): boolean =>
	open.length === 2 && open[0] === 'VCALENDAR' && open[1] === 'VEVENT';

/** Lines put together again (RFC 5545 section 3.1), each up to a length. */
function* unfolded(text: string): Generator<string> {
	let line = '';
	for (const piece of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
		if (/^[ \t]/.test(piece)) {
			if (line.length < MOST_LINE) line += piece.slice(1, MOST_LINE);
			continue;
		}
		if (line) yield line.slice(0, MOST_LINE);
		line = piece;
	}
	if (line) yield line.slice(0, MOST_LINE);
}
