import { Temporal } from 'temporal-polyfill';
import { KindredError } from '../base/error.ts';
import { bestTranslation } from '../base/language.ts';
import { ownPath, type Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import { nameOf, toEvent, type EventSource, type KindredEvent } from './event.ts';
import type { Rules } from './seats/rsvp.ts';

/** What is true of a gathering whatever the language, with the value that an entry has when it says nothing. */
const facts = {
	start: undefined,
	end: undefined,
	duration: undefined,
	zone: undefined,
	online: false,
	capacity: undefined,
	waitlist: true,
	offer: undefined,
	entry: 'open',
	guests: 0,
	series: undefined,
	rsvp: true,
	deadline: undefined,
	status: 'scheduled',
	sequence: 0,
} as const;
type Fact = keyof typeof facts;

/**
 * All events, earliest first. Translations share one gathering: its facts (time, zone, seats, status) come from the entry in
 * the site's language, or else the first; a translation may leave them out and may not say otherwise.
 *
 * @throws KindredError where two files disagree about a fact, or are the same language of the same event.
 */
export function toEvents(entries: readonly EventSource[], site: Site): KindredEvent[] {
	const byGroup = Map.groupBy(entries, (entry) => toEvent(entry, site).group);
	const events = [...byGroup.values()].flatMap((translations) => {
		const lead = translations.find((entry) => toEvent(entry, site).lang === site.lang) ?? translations[0]!;
		return translations.map((entry) => toEvent(entry === lead ? lead : withFacts(entry, lead), site));
	});
	refuseTwins(events);
	return events.sort((a, b) => order(a, b));
}

function order(a: KindredEvent, b: KindredEvent): number {
	const [one, other] = [`${a.instants.start} ${a.id}`, `${b.instants.start} ${b.id}`];
	return one < other ? -1 : one > other ? 1 : 0;
}

function withFacts(translation: EventSource, lead: EventSource): EventSource {
	for (const fact of Object.keys(facts) as Fact[]) {
		const [said, true_] = [translation.data[fact], lead.data[fact]];
		if (said === undefined || said === facts[fact] || said === true_) continue;
		throw new KindredError(
			`The files ${nameOf(lead)} and ${nameOf(translation)} disagree about \`${fact}\` of one event: ` +
				`${String(true_ ?? 'nothing')} and ${String(said)}.`,
			`Write the same \`${fact}\` in both, or only in the first.`,
		);
	}
	refuseOtherQuestions(translation, lead);
	const said = Object.fromEntries((Object.keys(facts) as Fact[]).map((fact) => [fact, lead.data[fact]]));
	return {
		...translation,
		data: {
			...translation.data,
			place: translation.data.place ?? lead.data.place,
			previousStart: translation.data.previousStart ?? lead.data.previousStart,
			cover: translation.data.cover ?? lead.data.cover,
			questions: translation.data.questions?.length ? translation.data.questions : lead.data.questions,
			...said,
		} as EventSource['data'],
	};
}

/** Each language words the questions of an event its own way; which there are, and how many choices each has, is one. */
function refuseOtherQuestions(translation: EventSource, lead: EventSource): void {
	if (!translation.data.questions?.length) return;
	const shapeOf = ({ data: { questions = [] } }: EventSource) =>
		questions
			.map(
				({ id, choices, required }) =>
					`${id}${choices ? ` (${choices.length} choices)` : ''}${required ? ', required' : ''}`,
			)
			.join('; ') || 'none';
	const [one, other] = [shapeOf(lead), shapeOf(translation)];
	if (one === other) return;
	throw new KindredError(
		`The files ${nameOf(lead)} and ${nameOf(translation)} ask different \`questions\` of one event: ${one} and ${other}.`,
		'Give both the same questions by `id` and in the same order, with as many `choices`; only the words may differ.',
	);
}

function refuseTwins(events: readonly KindredEvent[]): void {
	for (const twins of Map.groupBy(events, ({ group, lang }) => `${group} ${lang}`).values()) {
		const [one, other] = twins;
		if (!one || !other) continue;
		throw new KindredError(
			`The events "${one.id}" and "${other.id}" are one gathering in one language.`,
			'Give one of them another `lang`, or another `group` when they are two gatherings.',
		);
	}
}

/** Where a gathering stands in time. */
export function phaseOf(event: KindredEvent, now: Instant): 'upcoming' | 'running' | 'past' {
	if (now >= event.instants.end) return 'past';
	return now >= event.instants.start ? 'running' : 'upcoming';
}

/** May somebody still say yes? */
export function isOpen(event: KindredEvent, now: Instant): boolean {
	return event.rsvp && event.status === 'scheduled' && now < event.instants.closes;
}

/** What is still to come and will take place, earliest first, each gathering once, in the best language for the reader. */
export function upcoming(
	events: readonly KindredEvent[],
	now: Instant,
	languages: readonly string[],
): KindredEvent[] {
	return inLanguage(events, languages)
		.filter((event) => event.status !== 'cancelled' && phaseOf(event, now) !== 'past')
		.sort(order);
}

/** What is over, latest first, each gathering once, in the best language for the reader. */
export function past(
	events: readonly KindredEvent[],
	now: Instant,
	languages: readonly string[],
): KindredEvent[] {
	return inLanguage(events, languages)
		.filter((event) => phaseOf(event, now) === 'past')
		.sort((a, b) => order(b, a));
}

function inLanguage(events: readonly KindredEvent[], languages: readonly string[]): KindredEvent[] {
	return [...Map.groupBy(events, ({ group }) => group).values()].map((translations) =>
		bestTranslation(translations, languages),
	);
}

/**
 * What an answer may do to an event at a moment. From its start (or from a later deadline) everything stays as it is; a
 * postponed event takes nobody new until it has a date again.
 */
export function rulesOf(event: KindredEvent, now: Instant): Rules {
	const { capacity, waitlist, rsvp, status, instants, entry, guests, offer } = event;
	const settled = instants.closes > instants.start ? instants.closes : instants.start;
	const state = !rsvp
		? 'not-asked'
		: status === 'cancelled'
			? 'cancelled'
			: now >= settled
				? 'over'
				: isOpen(event, now)
					? 'open'
					: 'closed';
	const offerMinutes = offer === undefined ? undefined : minutesIn(offer);
	return { capacity, waitlist, entry, guests, offerMinutes, begins: instants.start, state };
}

/** An ISO 8601 duration in minutes; a day has 24 hours. */
export function minutesIn(duration: string): number {
	return Temporal.Duration.from(duration).total({ unit: 'minutes' });
}

/** What the calendar files of the events are called: each entry's id, and the group where no entry has that id. */
export function calendarNames(
	events: readonly KindredEvent[],
): { readonly name: string; readonly id: string }[] {
	const ids = new Set(events.map(({ id }) => id));
	const groups = Map.groupBy(events, ({ group }) => group);
	const extra = [...groups]
		.filter(([group]) => !ids.has(group))
		.map(([group, [lead]]) => ({ name: group, id: lead!.id }));
	return [...[...ids].map((id) => ({ name: id, id })), ...extra];
}

/** The path of the calendar file of an event, by its id or its group. */
export function calendarPath(site: Pick<Site, 'base' | 'bare'>, name: string): string {
	return ownPath(site, `events/${name.split('/').map(encodeURIComponent).join('/')}.ics`);
}

/** The gathering of a group in the best language for a reader; nothing when there is none. */
export function findEvent(
	events: readonly KindredEvent[],
	group: string,
	languages: readonly string[],
): KindredEvent | undefined {
	const translations = events.filter((event) => event.group === group && !event.draft);
	return translations.length ? bestTranslation(translations, languages) : undefined;
}
