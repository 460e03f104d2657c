import type { Instant } from '../../base/time.ts';
import type { InteractionKind, NewInteraction, Person } from '../../person/index.ts';
import { isAnswer } from './moves.ts';
import { decide, review } from './decide.ts';
import type { Answer, Ask, Detail, HostAct, Refusal, Rsvp, Rules, Written } from './rsvp.ts';
import { queueOf } from './seats.ts';

/** One person's answer, by whatever door it came, once we know that it is theirs. */
export interface GivenAnswer {
	/** The event's group. */
	readonly event: string;
	readonly person: Person;
	/** An answer, or what the host does about them. */
	readonly answer: Answer | HostAct;
	readonly door: 'form' | 'link' | 'mail' | 'calendar' | 'host';
	/** How many they bring. Nothing: as many as before. */
	readonly guests?: number | undefined;
	/** When it was said, where that is not now: a mail's date. */
	readonly saidAt?: Instant | undefined;
	readonly detail?: Detail | undefined;
	/** See `Ask`. */
	readonly uncalled?: boolean | undefined;
	readonly until?: Instant | undefined;
	/** Names this very act, so that it counts once: a link, a mail's Message-ID. */
	readonly key?: string | undefined;
	/** Write a letter even when nothing changed: they asked anew, perhaps because the first one is lost. */
	readonly always?: boolean | undefined;
}

/** The same, by the number of its person. */
export type Given = Omit<GivenAnswer, 'person'> & { readonly person: number };

/** What one settlement writes, all of it or nothing. */
export interface Settlement {
	readonly rows: readonly Rsvp[];
	readonly log: readonly NewInteraction[];
	/** Who gets a letter about where they stand now. */
	readonly tell: readonly Rsvp[];
}

/** What became of an answer. */
export type Outcome =
	| {
			readonly ok: true;
			readonly standing: Rsvp;
			/** False for the same answer again. */
			readonly changed: boolean;
			/** Their place in the queue, from 1, while they wait. */
			readonly place?: number | undefined;
			/** Who got a seat by it. */
			readonly promoted: readonly number[];
			/** How many they wanted to bring, where there was room or leave for fewer. */
			readonly asked?: number | undefined;
	  }
	| { readonly ok: false; readonly reason: Refusal; readonly standing?: Rsvp | undefined };

/** What an act changes in the ledger of its event. `replay`: this very act has been counted before. */
export function settleAnswer(
	ledger: readonly Rsvp[],
	given: Given,
	{ rules, at, replay }: { rules: Rules; at: Instant; replay: boolean },
): Settlement & { readonly outcome: Outcome } {
	const before = ledger.find(({ person }) => person === given.person);
	if (replay && before) return settleReplay(ledger, before, given.event, rules, at);
	const ask = askOf(given, before, at);
	const decision = decide(ledger, ask, rules, at);
	const { rows, lapsed } = decision;
	const isAct = decision.ok && decision.changed;
	// Time may have moved whoever asks as well, where their act changes nothing.
	const others = rows.filter(
		({ person, seat }) => person !== ask.person || (!isAct && seat !== before?.seat),
	);
	const moved = {
		rows,
		log: [
			...lapsed.map((person) => lapseLog(person, given.event, at)),
			...movedLogs(others, given.event, at),
		],
		tell: others.filter((row) => isTold(row, ledger)),
	};
	if (!decision.ok) return { ...moved, outcome: decision };

	const { standing, changed, promoted } = decision;
	const after = [...ledger.filter(({ person }) => !rows.some((row) => row.person === person)), ...rows];
	const outcome = { ok: true, standing, changed, place: placeOf(after, standing), promoted } as const;
	const asked = standing.seat !== 'none' && ask.guests > standing.guests ? ask.guests : undefined;
	return {
		rows,
		log: [...moved.log, ...answerLog(standing, before, given, { at, changed })],
		tell: [
			...(changed ? tellable(given, standing) : []),
			...moved.tell,
			...(given.always && !changed && !moved.tell.includes(standing) ? [standing] : []),
		],
		outcome: { ...outcome, asked },
	};
}

/** The same act once more: only time has passed. */
function settleReplay(
	ledger: readonly Rsvp[],
	before: Rsvp,
	event: string,
	rules: Rules,
	at: Instant,
): Settlement & { readonly outcome: Outcome } {
	const { rows, log, tell } = settleFreeSeats(ledger, event, rules, at);
	const after = [...ledger.filter(({ person }) => !rows.some((row) => row.person === person)), ...rows];
	const standing = after.find(({ person }) => person === before.person) ?? before;
	const place = placeOf(after, standing);
	return { rows, log, tell, outcome: { ok: true, standing, changed: false, place, promoted: [] } };
}

/**
 * What is put to the decision: whoever says nothing of companions brings as many as before. A mail or a calendar adds to what
 * somebody said in the form; the form is all they say.
 */
function askOf(given: Given, before: Rsvp | undefined, at: Instant): Ask {
	const { person, answer, door, saidAt = at, uncalled, until } = given;
	const adds = given.detail && before?.detail && door !== 'form' && door !== 'link';
	return {
		person,
		act: answer,
		guests: given.guests ?? before?.guests ?? 0,
		at: saidAt,
		detail: adds ? { ...before.detail, ...given.detail } : given.detail,
		uncalled,
		until,
	};
}

/** What filling the free seats of an event changes, and what has run out. */
export function settleFreeSeats(
	ledger: readonly Rsvp[],
	event: string,
	rules: Rules,
	at: Instant,
): Settlement & Written {
	const { rows, promoted, lapsed } = review(ledger, rules, at);
	return {
		rows,
		promoted,
		lapsed,
		log: [...lapsed.map((person) => lapseLog(person, event, at)), ...movedLogs(rows, event, at)],
		tell: rows.filter((row) => isTold(row, ledger)),
	};
}

/** Whoever moves up in the queue by the author's hand hears of it when there is a seat. */
function tellable({ answer }: Given, standing: Rsvp): readonly Rsvp[] {
	return answer === 'first' && standing.seat === 'waiting' ? [] : [standing];
}

/** Whoever never answered an invitation is not told that it has run out: that would be chasing. */
function isTold(row: Rsvp, ledger: readonly Rsvp[]): boolean {
	return (
		row.seat !== 'none' || ledger.some(({ person, seat }) => person === row.person && seat === 'offered')
	);
}

function placeOf(ledger: readonly Rsvp[], { person }: Rsvp): number | undefined {
	return queueOf(ledger).findIndex((rsvp) => rsvp.person === person) + 1 || undefined;
}

/** What the log calls the acts of the host; they are no sign of life of the guest. */
const kindOf = {
	approve: 'approved',
	add: 'approved',
	decline: 'declined',
	remove: 'declined',
	invite: 'invited',
	first: 'noted',
} as const satisfies Record<HostAct, InteractionKind>;

/** An act with a name is written down even where it changes nothing, so that it is known when it comes again. */
function answerLog(
	standing: Rsvp,
	before: Rsvp | undefined,
	given: Given,
	{ at, changed }: { at: Instant; changed: boolean },
): NewInteraction[] {
	const { answer, door, key } = given;
	if (!changed && key === undefined) return [];
	const about = { person: standing.person, at, subject: `event:${given.event}` };
	const { guests, seat } = standing;
	const kind = isAnswer(answer) ? 'rsvp' : kindOf[answer];
	const detail = { answer, door, ...(guests ? { guests } : {}), ...(changed ? {} : { again: true }) };
	const moved = changed && seat !== 'none' && seat !== 'invited' && seat !== before?.seat;
	return [{ ...about, kind, detail, key }, ...(moved ? [{ ...about, kind: seat } as const] : [])];
}

function movedLogs(rows: readonly Rsvp[], event: string, at: Instant): NewInteraction[] {
	return rows.flatMap(({ person, seat }) => {
		const kind = seat === 'seated' ? 'promoted' : seat === 'offered' ? 'offered' : undefined;
		return kind ? [{ person, at, kind, subject: `event:${event}` } as const] : [];
	});
}

const lapseLog = (person: number, event: string, at: Instant): NewInteraction => ({
	person,
	at,
	kind: 'lapsed',
	subject: `event:${event}`,
});
