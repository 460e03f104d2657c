import { answersIn, type CalendarReply } from './calendar/answer.ts';
import { eventsIn } from './calendar/lines.ts';
import type { Mail } from './mail.ts';

export type { CalendarReply } from './calendar/answer.ts';
export type { ProposedTime } from './calendar/time.ts';

/** Attack: a mail of ten thousand calendars. Google sends two, which are the same. */
const MOST_FILES = 8;
/** Attack: a calendar as large as a mail may be. A description of a page with its zone is a few kilobytes. */
const MOST_TEXT = 256 * 1024;

/**
 * The attendee's own answer in a mail: iTIP's REPLY or COUNTER (RFC 5546), as Gmail, Outlook, Exchange, Apple and others write it
 * (RFC 6047). Nothing when there is none, or when it cannot be told which of several it is. Never throws, takes a time that grows
 * with the size of the mail, and looks into no mail within the mail.
 */
export function readCalendarReply(
	mail: Pick<Mail, 'parts'> & Partial<Pick<Mail, 'from' | 'attachments'>>,
): CalendarReply | undefined {
	for (const files of calendarsOf(mail)) {
		const events = files
			.flatMap(eventsIn)
			.map(answersIn)
			.filter(({ length }) => length > 0);
		if (events.length > 0) return agreed(events, mail.from?.email);
	}
	return undefined;
}

/** Texts of calendars, the surest kind first: those announced by their method (RFC 6047 section 2.4), those in the mail, files. */
function calendarsOf({ parts, attachments = [] }: Parameters<typeof readCalendarReply>[0]): string[][] {
	const calendars = parts.filter(({ type, text }) => isCalendar(type) && text !== undefined);
	const announced = calendars.filter(({ method }) => method === 'REPLY' || method === 'COUNTER');
	const others = calendars.filter((part) => !announced.includes(part) && part.type === 'text/calendar');
	const rest = calendars.filter((part) => !announced.includes(part) && !others.includes(part));
	const files = attachments.flatMap(({ name, type, content }) =>
		content && content.byteLength <= MOST_TEXT && /\.ics$/i.test(name) && type === 'application/octet-stream'
			? [new TextDecoder().decode(content)]
			: [],
	);
	const texts = [announced, others, rest].map((some) => some.map(({ text = '' }) => text));
	return [...texts, files].map((some) => some.slice(0, MOST_FILES).map((text) => text.slice(0, MOST_TEXT)));
}

/** Is it the type of a calendar? */
export function isCalendar(type: string): boolean {
	return type === 'text/calendar' || type === 'application/ics';
}

/** The one answer that all events of a mail give, a whole series before one day of it. */
function agreed(
	events: readonly (readonly CalendarReply[])[],
	from: string | undefined,
): CalendarReply | undefined {
	const own = events.map((attendees) => ownAnswer(attendees, from));
	const first = own.find((one) => one && one.recurrence === undefined) ?? own[0];
	const same = own.every(
		(one) =>
			one?.uid === first?.uid &&
			one?.method === first?.method &&
			one?.attendee === first?.attendee &&
			one?.partstat === first?.partstat,
	);
	return same ? first : undefined;
}

const decided = new Set(['ACCEPTED', 'TENTATIVE', 'DECLINED']);

/**
 * Who of the attendees answers: an answer has one (RFC 5546 section 3.2.3), and whoever stands in for somebody names them as well.
 * Where several seem to have answered it is the one that wrote the mail.
 */
function ownAnswer(all: readonly CalendarReply[], from: string | undefined): CalendarReply | undefined {
	const said = all.filter(({ partstat }) => decided.has(partstat));
	const delegating = all.filter(({ partstat }) => partstat === 'DELEGATED');
	const some = [said, delegating].find(({ length }) => length > 0) ?? all;
	const mine = some.length > 1 ? some.filter(({ attendee }) => attendee === from) : some;
	const [one, another] = mine;
	if (!one || another) return undefined;
	if (one.partstat !== '') return one;
	// What an attendee without a word stands for; a proposal needs none.
	return one.method === 'COUNTER' ? { ...one, partstat: 'NEEDS-ACTION' } : undefined;
}
