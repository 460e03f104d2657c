import { canonicalJson } from '../../base/hash.ts';
import type { Instant } from '../../base/time.ts';
import { isAnswer, moves, moveTo } from './moves.ts';
import type { Ask, Decision, Refusal, Rsvp, Rules, Written } from './rsvp.ts';
import { fillSeats, isHeld, lapsed, sizeOf } from './seats.ts';

/**
 * Decides one act, after what the time has brought by itself. Seats never exceed the capacity, no free seat stays idle while
 * somebody whose party fits waits, and the queue moves in order. The same answer again changes nothing. Pure: the store calls it
 * with the whole ledger of the event, in a transaction that keeps everybody else out.
 */
export function decide(before: readonly Rsvp[], asked: Ask, rules: Rules, now = asked.at): Decision {
	const passed = review(before, rules, now);
	const ledger = withRows(before, passed.rows);
	const own = ledger.find(({ person }) => person === asked.person);
	const ask = { ...asked, guests: companions(own, asked, rules) };
	const refused = (reason: Refusal): Decision => ({ ...passed, ok: false, reason, standing: own });

	const refusal = refusalOf(own, ask, rules);
	if (refusal) return refused(refusal);
	const move = own && isOutdated(own, ask) ? 'stay' : moves[own?.seat ?? 'none'][ask.act];
	if (move === 'stay' || (move === 'leave' && !own))
		return { ...passed, ok: true, standing: own ?? stranger(ask), changed: false };
	const moved = moveTo(move, own ?? stranger(ask), ask, { ledger, rules });
	if (typeof moved === 'string') return refused(moved);
	if (outgrows(moved, own, rules)) return refused('full');

	const filled = fillSeats(withRows(ledger, [moved]), rules, now, ask.person);
	const standing = filled.find(({ person }) => person === ask.person) ?? moved;
	if (standing.seat === 'waiting' && own?.seat !== 'waiting' && !rules.waitlist) return refused('full');
	return {
		ok: true,
		rows: withRows(withRows(passed.rows, [moved]), filled),
		standing,
		changed: !own || !isSame(own, standing),
		promoted: [...passed.promoted, ...peopleOf(filled)].filter((person) => person !== ask.person),
		lapsed: passed.lapsed,
	};
}

/**
 * What time brings without anybody's act: a seat that was kept until now is free, and free seats (the capacity may have been
 * raised, or somebody forgotten) go to those who wait.
 */
export function review(before: readonly Rsvp[], rules: Rules, now: Instant): Written {
	if (rules.state !== 'open' && rules.state !== 'closed') return { rows: [], promoted: [], lapsed: [] };
	const gone = lapsed(before, now);
	const filled = fillSeats(withRows(before, gone), rules, now);
	return { rows: withRows(gone, filled), promoted: peopleOf(filled), lapsed: peopleOf(gone) };
}

const peopleOf = (rows: readonly Rsvp[]) => rows.map(({ person }) => person);

/** The ledger with these rows in place of the ones of the same people. */
function withRows(ledger: readonly Rsvp[], rows: readonly Rsvp[]): Rsvp[] {
	const changed = new Set(peopleOf(rows));
	return [...ledger.filter(({ person }) => !changed.has(person)), ...rows];
}

/** How many somebody may bring: as many as everybody, or as many as the host gave them. The host may give any number. */
function companions(own: Rsvp | undefined, { act, guests }: Ask, rules: Rules): number {
	const wanted = Math.max(0, Math.trunc(guests) || 0);
	return isAnswer(act) ? Math.min(wanted, Math.max(rules.guests, own?.guests ?? 0)) : wanted;
}

/**
 * After the deadline nobody new comes in, but what somebody holds can be given back, whole or in part, or taken where it is
 * kept for them; and the host may do as they like.
 */
function refusalOf(own: Rsvp | undefined, ask: Ask, { state }: Rules): Refusal | undefined {
	if (state === 'open') return undefined;
	if (state !== 'closed') return state;
	if (!isAnswer(ask.act) || (own && ask.act === 'no')) return undefined;
	const holds = own !== undefined && own.seat !== 'none';
	const allowed = holds && (ask.act === 'maybe' || isHeld(own) || ask.guests <= own.guests);
	return allowed ? undefined : 'closed';
}

/** The later answer wins, in whatever order they come in. Who was invited and has said nothing has no earlier answer. */
function isOutdated(own: Rsvp, ask: Ask): boolean {
	const hasAnswered = own.answer !== 'none' || !own.invited;
	return hasAnswered && isAnswer(ask.act) && ask.at < own.answeredAt;
}

/** A party that could never be seated does not wait; one that the capacity shrank below may stay as it is, or shrink too. */
function outgrows(moved: Rsvp, own: Rsvp | undefined, { capacity = Infinity }: Rules): boolean {
	if (moved.seat === 'none') return false;
	return sizeOf(moved) > Math.max(capacity, own && own.seat !== 'none' ? sizeOf(own) : 0);
}

/** Does somebody stand where they stood, whatever the day on which they said so? */
function isSame(own: Rsvp, standing: Rsvp): boolean {
	const { answeredAt: at } = own;
	return canonicalJson(own) === canonicalJson({ ...standing, answeredAt: at });
}

const stranger = ({ person, at }: Ask): Rsvp => ({
	person,
	answer: 'none',
	seat: 'none',
	guests: 0,
	answeredAt: at,
});
