import type { Instant } from '../../base/time.ts';
import type { NewInteraction } from '../../person/index.ts';
import { stateOf, type Invitation } from '../invite/invitation.ts';
import type { Rsvp, Rules } from './rsvp.ts';
import { isHeld, seatsHeld, seatsTaken, sizeOf } from './seats.ts';
import { settleAnswer, settleFreeSeats, type Settlement } from './settlement.ts';

/** The ledger of an event while several things happen to it at once, and everything that is to be written of them. */
export class Books {
	readonly #scene: { readonly event: string; readonly rules: Rules; readonly now: Instant };
	readonly #ledger: Map<number, Rsvp>;
	readonly #rows = new Map<number, Rsvp>();
	readonly #tell = new Map<number, Rsvp>();
	readonly #log: NewInteraction[] = [];

	/** Begins with what time has brought by itself. */
	constructor(ledger: readonly Rsvp[], scene: { event: string; rules: Rules; now: Instant }) {
		this.#scene = scene;
		this.#ledger = new Map(ledger.map((rsvp) => [rsvp.person, rsvp]));
		this.#take(settleFreeSeats(ledger, scene.event, scene.rules, scene.now));
	}

	settlement(): Settlement {
		return { rows: [...this.#rows.values()], log: this.#log, tell: [...this.#tell.values()] };
	}

	/** An invitation in the state it has by the ledger. */
	restated(one: Invitation): Invitation {
		return { ...one, state: stateOf(one, this.#ledger.get(one.person.id), this.#scene.now) };
	}

	/** How many seats somebody has, or has kept for them, with those they bring. */
	seatsOf({ person }: Pick<Invitation, 'person'>): number {
		const row = this.#ledger.get(person.id);
		return row && (row.seat === 'seated' || isHeld(row)) ? sizeOf(row) : 0;
	}

	/** How many seats nobody has and none is kept in; less than none where there were more once. */
	free(): number {
		const ledger = [...this.#ledger.values()];
		const { capacity = Number.POSITIVE_INFINITY } = this.#scene.rules;
		return capacity - seatsTaken(ledger) - seatsHeld(ledger);
	}

	/** Invites somebody, and keeps a seat for them until a moment; none without it. */
	invite({ person }: Pick<Invitation, 'person'>, until: Instant | undefined, wave: number): void {
		const { event } = this.#scene;
		const key = `invite:${event}:${person.id}:${wave}`;
		this.#settle({ event, person: person.id, answer: 'invite', door: 'host', guests: 0, until, key });
	}

	/** A letter that cannot arrive asks nobody: what was kept for its reader is free again, and they are told nothing. */
	giveBack({ person }: Pick<Invitation, 'person'>): void {
		this.#settle({ event: this.#scene.event, person: person.id, answer: 'remove', door: 'host' });
		this.#tell.delete(person.id);
	}

	#settle(given: Parameters<typeof settleAnswer>[1]): void {
		const { rules, now: at } = this.#scene;
		this.#take(settleAnswer([...this.#ledger.values()], given, { rules, at, replay: false }));
	}

	#take({ rows, log, tell }: Settlement): void {
		for (const row of rows) {
			this.#ledger.set(row.person, row);
			this.#rows.set(row.person, row);
		}
		for (const row of tell) this.#tell.set(row.person, row);
		this.#log.push(...log);
	}
}
