import { KindredError } from '../base/error.ts';
import { after, clockIn, instantOf, isRealDay, type Instant } from '../base/time.ts';
import { lastMoment, type KindredEvent, type Terms } from '../event/index.ts';

/** The options that say how a list is carried out. */
export interface TermOptions {
	readonly days?: string | undefined;
	readonly until?: string | undefined;
	readonly seats?: string | undefined;
	readonly over?: string | undefined;
	readonly all?: boolean | undefined;
	readonly newcomers?: string | undefined;
	readonly say?: string | undefined;
}

/** Longer is a letter of its own. */
const MOST_WORDS = 2000;

/** What a command changes of the terms; nothing when it names none. */
export function termsOf(event: KindredEvent, given: TermOptions, now: Instant): Partial<Terms> | undefined {
	const terms = { ...timeIn(event, given, now), ...countsIn(given), ...wordsIn(given) };
	return Object.keys(terms).length ? terms : undefined;
}

function timeIn(event: KindredEvent, { days, until }: TermOptions, now: Instant): Partial<Terms> {
	if (days !== undefined && until !== undefined)
		throw new KindredError('`--days` and `--until` say the same thing twice.', 'Give one of them.');
	if (days !== undefined) return { days: wholeNumber('days', days, 1, 90), until: undefined };
	if (until === undefined) return {};
	if (!isRealDay(until))
		throw new KindredError(`\`--until ${until}\` is no day.`, 'Write a day, such as `--until 2031-05-10`.');
	const last = lastMoment(event);
	const end = instantOf(`${until}T23:59`, event.zone);
	const [first, latest] = [after(now, { days: 1 }), clockIn(last, event.zone)];
	if (end < first || end > after(last, { days: 1 }))
		throw new KindredError(
			`\`--until ${until}\` leaves ${end < first ? 'less than a day to answer' : 'no day between the answer and the event'}.`,
			`Write a day from ${clockIn(first, event.zone).slice(0, 10)} to ${latest.slice(0, 10)}.`,
		);
	return { until, days: undefined };
}

function countsIn({ seats, over, all, newcomers }: TermOptions): Partial<Terms> {
	if (all && over !== undefined)
		throw new KindredError('`--all` invites everybody at once, and `--over` only some.', 'Give one of them.');
	return {
		...(seats === undefined
			? {}
			: { seats: seats === 'all' ? undefined : wholeNumber('seats', seats, 1, 9999) }),
		...(over === undefined ? {} : { over: wholeNumber('over', over, 0, 9999) }),
		...(all ? { over: undefined } : {}),
		...(newcomers === undefined ? {} : { newcomers: wholeNumber('newcomers', newcomers, 0, 9999) }),
	};
}

function wordsIn({ say }: TermOptions): Partial<Terms> {
	if (say === undefined) return {};
	const words = say.trim();
	if (words.length <= MOST_WORDS) return { words };
	throw new KindredError(
		`Your words have ${words.length} characters, and there is room for ${MOST_WORDS}.`,
		'Put the long part into the description of the event.',
	);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
	const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
	if (number >= least && number <= most) return number;
	throw new KindredError(
		`\`--${name} ${text}\` is not a number from ${least} to ${most}.`,
		`Write \`--${name} ${Math.max(least, 2)}\`.`,
	);
}
