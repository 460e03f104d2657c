import {
	answers,
	hostActs,
	type Answer,
	type Ask,
	type HostAct,
	type Refusal,
	type Rsvp,
	type Rules,
	type Seat,
} from './rsvp.ts';
import { isHeld, seatsFree, sizeOf } from './seats.ts';

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
	none: row('enter note note', 'stay leave queue leave hold stay'),
	invited: row('claim keep note', 'stay leave claim leave hold stay'),
	requested: row('keep note note', 'queue leave queue leave queue stay'),
	waiting: row('keep note note', 'stay leave keep leave stay front'),
	offered: row('claim note note', 'stay leave claim leave stay stay'),
	seated: row('keep note note', 'stay leave keep leave stay stay'),
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

/** What a move is made in. */
export interface Scene {
	readonly ledger: readonly Rsvp[];
	readonly rules: Rules;
}

/** The row somebody has after a move, or why they may not make it. A new place in the queue may become a seat at once. */
export function moveTo(move: Exclude<Move, 'stay'>, own: Rsvp, ask: Ask, scene: Scene): Rsvp | Refusal {
	switch (move) {
		case 'enter':
			return entered(own, ask, scene);
		case 'queue':
			return queued(own, ask, scene);
		case 'claim':
			return claimed(own, ask, scene);
		case 'hold':
			return held(own, ask, scene);
		case 'keep':
			return kept(own, ask, scene);
		case 'note':
			return noted(own, ask, scene);
		case 'leave':
			return { ...emptied(own, ask), answer: own.answer === 'yes' ? 'none' : own.answer, invited: undefined };
		case 'front': {
			const first = Math.min(...scene.ledger.map(({ position }) => position ?? Infinity));
			return { ...own, position: first - 1 };
		}
	}
}

/** What somebody says now in place of what they said before. */
function said(own: Rsvp, { at, detail }: Ask): Rsvp {
	return { ...own, position: undefined, until: undefined, answeredAt: at, detail: detail ?? own.detail };
}

const emptied = (own: Rsvp, ask: Ask): Rsvp => ({ ...said(own, ask), seat: 'none', guests: 0 });

function entered(own: Rsvp, ask: Ask, scene: Scene): Rsvp | Refusal {
	const { entry } = scene.rules;
	if (!ask.uncalled && (entry === 'open' || own.invited)) return queued(own, ask, scene);
	if (!ask.uncalled && entry === 'invitation') return 'not-invited';
	return { ...said(own, ask), answer: 'yes', seat: 'requested', guests: ask.guests };
}

/** Who is let in by the host has still said what they said when they said it. */
function queued(own: Rsvp, ask: Ask, { ledger }: Scene): Rsvp {
	const last = Math.max(0, ...ledger.map(({ position }) => position ?? 0));
	const answeredAt = own.seat === 'requested' && ask.act !== 'add' ? own.answeredAt : ask.at;
	return {
		...said(own, ask),
		answer: 'yes',
		seat: 'waiting',
		guests: ask.guests,
		position: last + 1,
		answeredAt,
	};
}

/** A kept seat is theirs, with as many companions as there is room for. */
function claimed(own: Rsvp, ask: Ask, { ledger, rules }: Scene): Rsvp {
	const room = (seatsFree(ledger, rules) ?? Infinity) + sizeOf(own) - 1;
	return { ...said(own, ask), answer: 'yes', seat: 'seated', guests: Math.min(ask.guests, room) };
}

/** An invitation answers nothing for them: whatever they say counts, whenever it was said. */
function held(own: Rsvp, { until }: Ask, { ledger, rules }: Scene): Rsvp | Refusal {
	if (until === undefined) return { ...own, invited: true };
	const room = (seatsFree(ledger, rules) ?? Infinity) + (isHeld(own) ? sizeOf(own) : 0);
	return room < 1 ? 'full' : { ...own, invited: true, seat: 'invited', until };
}

/** Whoever holds something says more, or brings more or fewer; a seated party cannot outgrow the room. */
function kept(own: Rsvp, { act, guests, at, detail }: Ask, { ledger, rules }: Scene): Rsvp | Refusal {
	const free = seatsFree(ledger, rules) ?? Infinity;
	if (own.seat === 'seated' && guests - own.guests > free) return 'full';
	return {
		...own,
		answer: act === 'maybe' ? 'maybe' : 'yes',
		guests: own.seat === 'invited' ? own.guests : guests,
		answeredAt: at,
		detail: detail ?? own.detail,
	};
}

function noted(own: Rsvp, ask: Ask, { rules }: Scene): Rsvp | Refusal {
	const isCalled = own.invited || own.seat !== 'none' || ask.uncalled;
	if (ask.act === 'maybe' && rules.entry === 'invitation' && !isCalled) return 'not-invited';
	return { ...emptied(own, ask), answer: ask.act as Answer };
}
