import {
	answers,
	hostActs,
	type Answer,
	type Ask,
	type HostAct,
	type Rsvp,
	type Rules,
	type Seat,
} from './rsvp.ts';
import { seatsFree, sizeOf } from './seats.ts';

/** What an act does to somebody; see `moves`. */
export type Move = 'enter' | 'queue' | 'claim' | 'hold' | 'keep' | 'note' | 'leave' | 'front' | 'stay';

/**
 * What an act does to somebody who holds a seat, a place in the queue or nothing. `enter`: as the event's rule of entry says ·
 * `queue`: to its end, from which free seats are filled at once · `claim`: the seat that was kept is theirs · `hold`: one is kept ·
 * `keep`: only what they say and bring changes · `note`: an answer without a seat · `leave`: what they held is free ·
 * `front`: to the head of the queue · `stay`: nothing.
 */
export const moves: Readonly<Record<Seat, Readonly<Record<Answer | HostAct, Move>>>> = {
	//         yes maybe no        approve decline add remove invite first
	none: row('enter note note', 'stay stay queue stay hold stay'),
	invited: row('claim keep note', 'stay leave claim leave stay stay'),
	requested: row('keep note note', 'queue leave queue leave queue stay'),
	waiting: row('keep note note', 'stay leave stay leave stay front'),
	offered: row('claim note note', 'stay leave claim leave stay stay'),
	seated: row('keep note note', 'stay leave stay leave stay stay'),
};

function row(guest: string, host: string): Record<Answer | HostAct, Move> {
	const steps = `${guest} ${host}`.split(' ') as Move[];
	const acts = [...answers, ...hostActs];
	return Object.fromEntries(acts.map((act, at) => [act, steps[at]!])) as Record<Answer | HostAct, Move>;
}

/** Is it an answer, and not an act of the host? */
export function isAnswer(act: Ask['act']): act is Answer {
	return (answers as readonly string[]).includes(act);
}

/** The row somebody has after a move, or why they may not make it. A new place in the queue may become a seat at once. */
export function moveTo(
	move: Exclude<Move, 'stay'>,
	own: Rsvp,
	ask: Ask,
	{ ledger, rules }: { readonly ledger: readonly Rsvp[]; readonly rules: Rules },
): Rsvp | 'full' | 'not-invited' {
	const base = {
		...own,
		position: undefined,
		until: undefined,
		answeredAt: ask.at,
		detail: ask.detail ?? own.detail,
	};
	const free = seatsFree(ledger, rules) ?? Infinity;
	const queued = (): Rsvp => {
		const last = Math.max(0, ...ledger.map(({ position }) => position ?? 0));
		const guests = ask.act === 'approve' ? own.guests : ask.guests;
		return { ...base, answer: 'yes', seat: 'waiting', guests, position: last + 1 };
	};
	switch (move) {
		case 'enter': {
			if (rules.entry === 'invitation' && !own.invited && !ask.uncalled) return 'not-invited';
			const mayEnter = !ask.uncalled && (rules.entry === 'open' || own.invited);
			return mayEnter ? queued() : { ...base, answer: 'yes', seat: 'requested', guests: ask.guests };
		}
		case 'queue':
			return queued();
		case 'claim': {
			const guests = Math.max(0, Math.min(ask.guests, free + sizeOf(own) - 1));
			return { ...base, answer: 'yes', seat: 'seated', guests };
		}
		case 'hold':
			if (ask.until === undefined) return { ...base, invited: true };
			return free < 1 ? 'full' : { ...base, invited: true, seat: 'invited', until: ask.until };
		case 'keep':
			return kept(own, ask, free);
		case 'note':
			return { ...base, answer: ask.act as Answer, seat: 'none', guests: 0 };
		case 'leave':
			return { ...base, seat: 'none', guests: 0 };
		case 'front': {
			const first = Math.min(...ledger.map(({ position }) => position ?? Infinity));
			return { ...own, position: first - 1 };
		}
	}
}

/** Whoever holds something says more, or brings more or fewer; a seated party cannot outgrow the room. */
function kept(own: Rsvp, { act, guests, at, detail }: Ask, free: number): Rsvp | 'full' {
	if (own.seat === 'seated' && guests - own.guests > free) return 'full';
	const brings = own.seat === 'invited' ? own.guests : guests;
	return { ...own, answer: act as Answer, guests: brings, answeredAt: at, detail: detail ?? own.detail };
}
