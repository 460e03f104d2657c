import type { Instant } from '../base/time.ts';
import { isAnswer, moves, moveTo } from './moves.ts';
import type { Ask, Decision, Refusal, Rsvp, Rules } from './rsvp.ts';
import { fillSeats, isHeld, lapsed, sizeOf } from './seats.ts';

/**
 * Decides one act. Seats never exceed the capacity, no free seat stays idle while somebody who fits on it waits, and the queue
 * moves in order. The same answer again changes nothing. Pure: the store calls it with the whole ledger of the event, in a
 * transaction that keeps everybody else out.
 */
export function decide(before: readonly Rsvp[], asked: Ask, rules: Rules, now = asked.at): Decision {
	const ask = isAnswer(asked.act) ? { ...asked, guests: Math.min(asked.guests, rules.guests) } : asked;
	const gone = lapsed(before, now);
	const ledger = withRows(before, gone);
	const own = ledger.find(({ person }) => person === ask.person);
	const done = (rows: readonly Rsvp[], standing: Rsvp): Decision => {
		const after = withRows(ledger, rows);
		const filled = mayFill(rules) ? fillSeats(after, rules, now, ask.person) : [];
		const changed = withRows(withRows(gone, rows), filled);
		return {
			ok: true,
			rows: changed,
			standing: changed.find(({ person }) => person === ask.person) ?? standing,
			promoted: filled.flatMap(({ person }) => (person === ask.person ? [] : [person])),
			lapsed: gone.map(({ person }) => person),
		};
	};
	const refusal = refusalOf(own, ask, rules);
	if (refusal) return { ok: false, reason: refusal, standing: own };
	if (own && (ask.at < own.answeredAt || isSame(own, ask))) return done([], own);

	const move = moves[own?.seat ?? 'none'][ask.act];
	if (move === 'stay') return done([], own ?? stranger(ask));
	const moved = moveTo(move, own ?? stranger(ask), ask, { ledger, rules });
	if (typeof moved === 'string') return { ok: false, reason: moved, standing: own };
	if ((rules.capacity ?? Infinity) < sizeOf(moved) && moved.seat !== 'none')
		return { ok: false, reason: 'full', standing: own };
	const decision = done([moved], moved);
	const waits = decision.ok && decision.standing.seat === 'waiting' && own?.seat !== 'waiting';
	return waits && !rules.waitlist ? { ok: false, reason: 'full', standing: own } : decision;
}

/** Seats that became free without anybody's act (the capacity was raised, an offer has run out) go to those who wait. */
export function review(
	before: readonly Rsvp[],
	rules: Rules,
	now: Instant,
): Pick<Decision & { ok: true }, 'rows' | 'promoted' | 'lapsed'> {
	const gone = mayFill(rules) ? lapsed(before, now) : [];
	const filled = mayFill(rules) ? fillSeats(withRows(before, gone), rules, now) : [];
	return {
		rows: withRows(gone, filled),
		promoted: filled.map(({ person }) => person),
		lapsed: gone.map(({ person }) => person),
	};
}

const mayFill = ({ state }: Rules) => state === 'open' || state === 'closed';

/** The ledger with these rows in place of the ones of the same people. */
function withRows(ledger: readonly Rsvp[], rows: readonly Rsvp[]): Rsvp[] {
	const changed = new Set(rows.map(({ person }) => person));
	return [...ledger.filter(({ person }) => !changed.has(person)), ...rows];
}

/** After the deadline nobody new comes in, but a seat can be given back or a kept one taken, and the host may do as they like. */
function refusalOf(own: Rsvp | undefined, ask: Ask, { state }: Rules): Refusal | undefined {
	if (state === 'open') return undefined;
	if (state !== 'closed') return state;
	if (!isAnswer(ask.act)) return undefined;
	const holds = own !== undefined && own.seat !== 'none';
	const allowed = holds && (ask.act !== 'yes' || isHeld(own) || isSame(own, ask));
	return allowed || (own && isSame(own, ask)) ? undefined : 'closed';
}

function isSame(own: Rsvp, { act, guests, detail, uncalled }: Ask): boolean {
	if (!isAnswer(act) || own.answer !== act || detail !== undefined || uncalled) return false;
	return act === 'yes' ? own.guests === guests && own.seat !== 'none' && !isHeld(own) : !isHeld(own);
}

const stranger = ({ person, at }: Ask): Rsvp => ({
	person,
	answer: 'none',
	seat: 'none',
	guests: 0,
	answeredAt: at,
});
