import type { Instant } from '../base/time.ts';
import type { InteractionKind, NewInteraction, Person } from '../person/index.ts';
import { isAnswer } from './moves.ts';
import { decide, review } from './decide.ts';
import type { Answer, Detail, HostAct, Refusal, Rsvp, Rules } from './rsvp.ts';
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
	  }
	| { readonly ok: false; readonly reason: Refusal; readonly standing?: Rsvp | undefined };

/** What an act changes in the ledger of its event. `replay`: this very act has been counted before. */
export function settleAnswer(
	ledger: readonly Rsvp[],
	given: GivenAnswer,
	{ rules, at, replay }: { rules: Rules; at: Instant; replay: boolean },
): Settlement & { readonly outcome: Outcome } {
	const { person, answer, saidAt = at, detail, uncalled, until } = given;
	const before = ledger.find((rsvp) => rsvp.person === person.id);
	if (replay && before) {
		const place = placeOf(ledger, before);
		const outcome = { ok: true, standing: before, changed: false, place, promoted: [] } as const;
		return { rows: [], log: [], tell: [], outcome };
	}
	const guests = given.guests ?? before?.guests ?? 0;
	const ask = { person: person.id, act: answer, guests, at: saidAt, detail, uncalled, until };
	const decision = decide(ledger, ask, rules, at);
	if (!decision.ok) return { rows: [], log: [], tell: [], outcome: decision };

	const { rows, standing, promoted } = decision;
	const changed = rows.includes(standing);
	const after = [...ledger.filter((rsvp) => !rows.some((row) => row.person === rsvp.person)), ...rows];
	const others = rows.filter((row) => row !== standing);
	return {
		rows,
		log: [
			...(changed ? answerLog(standing, before, given, at) : []),
			...others.map((row) => movedLog(row, given.event, at)),
		],
		tell: [
			...(changed ? tellable(given, standing) : given.always ? [standing] : []),
			...others.filter((row) => isTold(row, ledger)),
		],
		outcome: { ok: true, standing, changed, place: placeOf(after, standing), promoted },
	};
}

/** What filling the free seats of an event changes, and what has run out. */
export function settleFreeSeats(
	ledger: readonly Rsvp[],
	event: string,
	rules: Rules,
	at: Instant,
): Settlement {
	const { rows } = review(ledger, rules, at);
	return {
		rows,
		log: rows.map((row) => movedLog(row, event, at)),
		tell: rows.filter((row) => isTold(row, ledger)),
	};
}

/** Whoever moves up in the queue by the author's hand hears of it when there is a seat. */
function tellable({ answer }: GivenAnswer, standing: Rsvp): readonly Rsvp[] {
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

function answerLog(
	standing: Rsvp,
	before: Rsvp | undefined,
	given: GivenAnswer,
	at: Instant,
): NewInteraction[] {
	const about = { person: standing.person, at, subject: `event:${given.event}` };
	const { guests, seat } = standing;
	const moved = seat !== 'none' && seat !== 'invited' && seat !== before?.seat;
	const { answer, door, key } = given;
	const detail = { answer, door, ...(guests ? { guests } : {}) };
	const kind = isAnswer(answer) ? 'rsvp' : kindOf[answer];
	return [{ ...about, kind, detail, key }, ...(moved ? [{ ...about, kind: seat } as const] : [])];
}

function movedLog({ person, seat }: Rsvp, event: string, at: Instant): NewInteraction {
	const kind = seat === 'seated' ? 'promoted' : seat === 'offered' ? 'offered' : 'lapsed';
	return { person, at, kind, subject: `event:${event}` };
}
