import { calendarFeed } from '../../integrations/kindred/src/event/calendar/feed/index.ts';
import {
	calendarFile,
	invitationFile,
	type EventFrontMatter,
	type KindredEvent,
} from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { eventOf } from './supper.ts';

/** A calendar file and what has to be read from it. */
export interface CalendarCase {
	readonly name: string;
	readonly method: (typeof methods)[number];
	readonly event: KindredEvent;
	readonly file: string;
	/** The title as it is read back: line ends made one, control characters gone. */
	readonly words: string;
	/** The name of organiser and guest as it is read back, in one line. */
	readonly called: string;
}

const methods = ['none', 'PUBLISH', 'REQUEST', 'CANCEL'] as const;

/** When and where: around changes of clocks, across several, without any, by the day. */
const times: readonly (readonly [zone: string | undefined, start: string, duration: string])[] = [
	['Europe/Berlin', '2031-03-30T01:30', 'PT3H'],
	['Europe/Berlin', '2031-10-26T01:30', 'PT1H30M'],
	['Europe/Berlin', '2031-10-26T02:30', 'PT1H'],
	['Europe/Dublin', '2031-03-30T00:30', 'PT2H'],
	['Australia/Lord_Howe', '2031-04-06T01:45', 'PT30M'],
	['America/New_York', '2031-11-02T00:30', 'PT3H'],
	['America/Santiago', '2031-09-07T00:30', 'PT2H'],
	['Africa/Casablanca', '2031-01-01T19:00', 'P60D'],
	['Asia/Kathmandu', '2031-05-17T19:00', 'PT4H'],
	['Europe/Berlin', '2031-12-30T12:00', 'P200D'],
	['UTC', '2031-05-17T19:00', 'PT2H'],
	[undefined, '2031-05-17', 'P1D'],
	[undefined, '2031-12-31', 'P3D'],
];

/** What somebody may be called, and call an event; the second as it is read back, where that is something else. */
const sayings: readonly (readonly [text: string, read?: string])[] = [
	['Supper'],
	['"Soup", she said: "come"'],
	['One; two, three\\four'],
	['晚餐：一鍋、八張椅子與一個問題，歡迎帶朋友一起來。晚餐：一鍋、八張椅子與一個問題，歡迎帶朋友一起來。'],
	['👩‍👩‍👧‍👦🫖 a family 🇹🇼 and 𝒇𝒂𝒏𝒄𝒚 words 👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳'],
	['مائدة طويلة: خبز، حساء؛ \u2067سؤال\u2069 واحد'],
	['One line\nand another\r\nand one more\rend', 'One line\nand another\nand one more\nend'],
	['x:mailto:evil@example.com'],
	['x;PARTSTAT=ACCEPTED'],
	['x";PARTSTAT=ACCEPTED;CN="y'],
	['x\r\nATTENDEE:mailto:evil@example.com', 'x\nATTENDEE:mailto:evil@example.com'],
	['Supper\r\nEND:VEVENT\r\nBEGIN:VALARM', 'Supper\nEND:VEVENT\nBEGIN:VALARM'],
	["^n ^^ ^' carets"],
	['bell\u0007 tab\t null\u0000 next\u0085line\u2028end', 'bell tab\t null next\nline\nend'],
	['long '.repeat(400).trim()],
	['é饗🫖'.repeat(300)],
];

const stamp = '2026-11-22T09:30:00.000Z';
const keys: [string] = ['a secret that is long enough to sign with'];

function write(event: KindredEvent, name: string, method: CalendarCase['method']): string {
	if (method === 'none') return calendarFile(event, { site, stamp });
	const guest = { person: 7, name, email: "o'hara+x@example.com", answer: 'maybe', guests: 2 } as const;
	const own = {
		...site,
		from: { ...site.from, name },
		...(method === 'PUBLISH' ? { inbound: undefined } : {}),
	};
	const secrets = { joinUrl: 'https://meet.example.com/x;y,z', address: name, note: name };
	const asked = method === 'CANCEL' ? { method } : {};
	return invitationFile(event, guest, { site: own, keys, at: stamp, sequence: 3, secrets, ...asked }).content;
}

/** Every time with every saying by every method. */
export const calendarCases: readonly CalendarCase[] = times.flatMap(([zone, start, duration]) =>
	sayings.flatMap(([said, read = said], index) => {
		const front: Partial<EventFrontMatter> = { start, duration, zone, title: said, description: said };
		const event = eventOf({ ...front, place: { name: said }, tags: ['food', said] });
		return methods.map((method) => ({
			name: `${zone ?? 'all day'} ${start} ${index} ${method}`,
			method,
			event,
			file: write(event, said, method),
			words: read,
			called: read.replace(/[\n\t]/g, ' ').trim(),
		}));
	}),
);

/** The events of all cases, each a gathering of its own, and the calendar of them. */
export const gatherings = calendarCases
	.filter(({ method }) => method === 'none')
	.map(({ event, words }, index) => {
		const group = `supper-${index}`;
		return { words, event: { ...event, id: group, group, uid: `${group}@example.com`, series: 'suppers' } };
	});
export const feed = calendarFeed(
	gatherings.map(({ event }) => event),
	{ site, stamp },
);
