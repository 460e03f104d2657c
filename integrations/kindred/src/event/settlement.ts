import type { Instant } from '../base/time.ts';
import type { NewInteraction, Person } from '../person/index.ts';
import { decide, queueOf, review, type Answer, type Refusal, type Rsvp, type Rules } from './rsvp.ts';

/** One person's answer, by whatever door it came, once we know that it is theirs. */
export interface GivenAnswer {
	/** The event's group. */
	readonly event: string;
	readonly person: Person;
	readonly answer: Answer;
	readonly door: 'form' | 'link' | 'mail' | 'calendar' | 'host';
	readonly guests?: number | undefined;
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

/** What an answer changes in the ledger of its event. `replay`: this very act has been counted before. */
export function settleAnswer(
	ledger: readonly Rsvp[],
	given: GivenAnswer,
	{ rules, at, replay }: { rules: Rules; at: Instant; replay: boolean },
): Settlement & { readonly outcome: Outcome } {
	const { person, answer, guests = 0 } = given;
	const before = ledger.find((rsvp) => rsvp.person === person.id);
	if (replay && before) {
		const outcome: Outcome = {
			ok: true,
			standing: before,
			changed: false,
			place: placeOf(ledger, before),
			promoted: [],
		};
		return { rows: [], log: [], tell: [], outcome };
	}
	const decision = decide(ledger, { person: person.id, answer, guests, at }, rules);
	if (!decision.ok) return { rows: [], log: [], tell: [], outcome: decision };

	const { rows, standing, promoted } = decision;
	const after = [...ledger.filter((rsvp) => !rows.some((row) => row.person === rsvp.person)), ...rows];
	return {
		rows,
		log: [
			...answerLog(standing, before, given, at, rows.length > 0),
			...promotionLog(rows.slice(1), given.event, at),
		],
		tell: given.always && rows.length === 0 ? [standing] : rows,
		outcome: { ok: true, standing, changed: rows.length > 0, place: placeOf(after, standing), promoted },
	};
}

/** What filling the free seats of an event changes. */
export function settleFreeSeats(
	ledger: readonly Rsvp[],
	event: string,
	rules: Rules,
	at: Instant,
): Settlement {
	const rows = review(ledger, rules);
	return { rows, log: promotionLog(rows, event, at), tell: rows };
}

function placeOf(ledger: readonly Rsvp[], { person }: Rsvp): number | undefined {
	return queueOf(ledger).findIndex((rsvp) => rsvp.person === person) + 1 || undefined;
}

function answerLog(
	standing: Rsvp,
	before: Rsvp | undefined,
	given: GivenAnswer,
	at: Instant,
	changed: boolean,
): NewInteraction[] {
	if (!changed) return [];
	const about = { person: standing.person, at, subject: `event:${given.event}` };
	const { answer, guests, seat } = standing;
	const detail = { answer, door: given.door, ...(guests ? { guests } : {}) };
	const moved = seat !== 'none' && seat !== before?.seat;
	return [
		{ ...about, kind: 'rsvp', detail, key: given.key },
		...(moved ? [{ ...about, kind: seat } as const] : []),
	];
}

function promotionLog(rows: readonly Rsvp[], event: string, at: Instant): NewInteraction[] {
	return rows.map(({ person }) => ({ person, at, kind: 'promoted', subject: `event:${event}` }) as const);
}
