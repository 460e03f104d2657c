import { contentLines, lineFaults, type ContentLine } from './lint-lines.ts';

/**
 * A strict reading of a calendar file of ours: RFC 5545, 5546, 6047 and 6868 as far as we write them, and our own promise that
 * nobody is named but the recipient. It closes what libical's own check lets through; `lint.test.ts` has a probe for each.
 */
export function lint(file: string): string[] {
	const faults = lineFaults(file);
	const fault = (text: string) => void faults.push(text);
	const lines = contentLines(file, fault);
	const calendar = lines.filter(({ path }) => path.join() === 'VCALENDAR');
	const method = calendar.find(({ name }) => name === 'METHOD')?.value;
	for (const [name, value] of [
		['VERSION', '2.0'],
		['CALSCALE', 'GREGORIAN'],
	])
		if (only(calendar, name!)?.value !== value) fault(`${name} is not ${value}`);
	if (!only(calendar, 'PRODID')) fault('no PRODID, or two');
	const events = chunks(lines, 'VEVENT');
	if (!events.length) fault('no VEVENT');
	if (method && events.length > 1) fault('a message about two events');
	for (const event of events) {
		event.forEach((line) => valueFaults(line).forEach(fault));
		eventFaults(event).forEach(fault);
		methodFaults(event, method).forEach(fault);
	}
	zoneFaults(lines).forEach(fault);
	return faults;
}

const only = (lines: readonly ContentLine[], name: string) => {
	const found = lines.filter((line) => line.name === name);
	return found.length === 1 ? found[0] : undefined;
};

/** The lines of each component of a kind. */
function chunks(lines: readonly ContentLine[], kind: string): ContentLine[][] {
	const found: ContentLine[][] = [];
	for (const line of lines) {
		if (line.name === 'BEGIN' && line.value === kind) found.push([]);
		else if (line.path.at(-1) === kind) found.at(-1)!.push(line);
	}
	return found;
}

const text = /^(?:[^\\;,]|\\[\\;,nN])*$/;
const texts = /^(?:[^\\;]|\\[\\;,nN])*$/;
const clock = /^\d{8}(?:T\d{6}Z?)?$/;
/** RFC 6068 section 2: one address, nothing else; what a URI cannot hold is encoded. */
const mailto = /^mailto:(?:[\w.!$'*+~^`{|}-]|%[0-9A-F]{2})+@[A-Za-z0-9.-]+$/;

/** What a property's value may look like; a property that is not here is none of ours. */
const shapes: Readonly<Record<string, RegExp>> = {
	UID: text,
	DTSTAMP: /^\d{8}T\d{6}Z$/,
	DTSTART: clock,
	DTEND: clock,
	SEQUENCE: /^\d+$/,
	STATUS: /^(?:CONFIRMED|TENTATIVE|CANCELLED)$/,
	SUMMARY: text,
	DESCRIPTION: text,
	LOCATION: text,
	CATEGORIES: texts,
	URL: /^https?:\/\/[!-~]+$/,
	ORGANIZER: mailto,
	ATTENDEE: mailto,
	'RELATED-TO': text,
	TRANSP: /^(?:OPAQUE|TRANSPARENT)$/,
};

/** What a parameter's value may look like. A name is always quoted. */
const params: Readonly<Record<string, RegExp>> = {
	LANGUAGE: /^[A-Za-z0-9-]+$/,
	TZID: /^[A-Za-z0-9_+/-]+$/,
	VALUE: /^DATE$/,
	CN: /^"(?:[^^"]|\^[\^'n])+"$/,
	CUTYPE: /^INDIVIDUAL$/,
	ROLE: /^REQ-PARTICIPANT$/,
	PARTSTAT: /^(?:NEEDS-ACTION|ACCEPTED|TENTATIVE|DECLINED)$/,
	RSVP: /^TRUE$/,
	RELTYPE: /^SIBLING$/,
	'X-NUM-GUESTS': /^\d+$/,
};

function valueFaults({ name, value, params: given }: ContentLine): string[] {
	const shape = shapes[name];
	return [
		...(shape ? [] : [`${name} is not a property we write`]),
		...(shape && !shape.test(value) ? [`${name} may not be "${value.slice(0, 60)}"`] : []),
		...given.flatMap((param, index) => [
			...(params[param.name]?.test(param.value) ? [] : [`${name} has ${param.name}=${param.value}`]),
			...(given.findIndex((other) => other.name === param.name) < index
				? [`${name} has two ${param.name}`]
				: []),
		]),
	];
}

function eventFaults(event: readonly ContentLine[]): string[] {
	const once = ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SEQUENCE', 'STATUS', 'SUMMARY'];
	const times = ['DTSTART', 'DTEND'].map((name) => only(event, name));
	const kinds = times.map((line) => [
		/T/.test(line?.value ?? ''),
		line?.params.some(({ name, value }) => name === 'VALUE' && value === 'DATE') ?? false,
	]);
	return [
		...once.filter((name) => !only(event, name)).map((name) => `no ${name}, or two`),
		...(kinds[0]?.join() === kinds[1]?.join() ? [] : ['it begins on a day and ends at a clock time, or so']),
		...(kinds.some(([isTime, isDate]) => isTime === isDate) ? ['a day that is no VALUE=DATE'] : []),
		...times.flatMap((line) =>
			/T\d{6}$/.test(line?.value ?? '') !== (line?.params.some(({ name }) => name === 'TZID') ?? false)
				? [`${line?.name} has no zone, or one too many`]
				: [],
		),
	];
}

/** RFC 5546 sections 3.2.1, 3.2.2 and 3.2.5; a file for everybody names nobody. */
function methodFaults(event: readonly ContentLine[], method: string | undefined): string[] {
	const count = (name: string) => event.filter((line) => line.name === name).length;
	const status = only(event, 'STATUS')?.value;
	const people = { organizers: count('ORGANIZER'), attendees: count('ATTENDEE') };
	const wanted =
		method === undefined
			? { organizers: 0, attendees: 0 }
			: { organizers: 1, attendees: method === 'PUBLISH' ? 0 : 1 };
	return [
		...(method && !['PUBLISH', 'REQUEST', 'CANCEL'].includes(method) ? [`METHOD:${method}`] : []),
		...(JSON.stringify(people) === JSON.stringify(wanted) ? [] : [`${JSON.stringify(people)} in ${method}`]),
		...(method === 'CANCEL' && status !== 'CANCELLED' ? [`CANCEL with ${status}`] : []),
		...(method === 'REQUEST' && status === 'CANCELLED' ? ['REQUEST for what is cancelled'] : []),
	];
}

/** RFC 5545 section 3.2.19: each zone that is named is there, once; and none that nobody names. */
function zoneFaults(lines: readonly ContentLine[]): string[] {
	const there = chunks(lines, 'VTIMEZONE').map((zone) => only(zone, 'TZID')?.value ?? 'none');
	const named = new Set(
		lines.flatMap((line) => line.params.flatMap(({ name, value }) => (name === 'TZID' ? [value] : []))),
	);
	return [
		...there.filter((zone, index) => there.indexOf(zone) < index).map((zone) => `two VTIMEZONE ${zone}`),
		...[...named].filter((zone) => !there.includes(zone)).map((zone) => `no VTIMEZONE ${zone}`),
		...there.filter((zone) => !named.has(zone)).map((zone) => `nobody names the zone ${zone}`),
	];
}
