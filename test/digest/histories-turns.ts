/*
 * Decides who goes next. Every process of a history stops wherever it waits for the world; each step lets one of them go on,
 * so that any order of any number of processes is one list of numbers.
 */

/** Somebody who waits for a turn. `bits`: what is left to chance for them; 0 is the ordinary course of things. */
interface Waiting {
	readonly owner: number;
	go(bits: number): void;
}

/** The provider and what is on its way to it: not a process of ours, so nothing of ours ends it. */
export const OUTSIDE = -1;

export interface Turns {
	/** Waits to be let go; never ends once the process is dead. */
	turn(owner: number): Promise<number>;
	/** Lets one of those who wait go on. False when nobody waits. */
	next(place: number, bits: number): boolean;
	/** A process is gone, wherever it stood. */
	kill(owner: number): void;
	isAlive(owner: number): boolean;
	ended(owner: number): void;
	/** A process begins; its number. */
	begin(): number;
	readonly alive: readonly number[];
}

export function createTurns(): Turns {
	const waiting: Waiting[] = [];
	const alive: number[] = [];
	let count = 0;
	const end = (owner: number) => {
		if (alive.includes(owner)) alive.splice(alive.indexOf(owner), 1);
	};
	return {
		alive,
		isAlive: (owner) => owner === OUTSIDE || alive.includes(owner),
		begin() {
			alive.push(++count);
			return count;
		},
		ended: end,
		kill(owner) {
			end(owner);
			for (let place = waiting.length - 1; place >= 0; place--)
				if (waiting[place]!.owner === owner) waiting.splice(place, 1);
		},
		turn(owner) {
			if (owner !== OUTSIDE && !alive.includes(owner)) return new Promise(() => {});
			return new Promise((go) => waiting.push({ owner, go }));
		},
		next(place, bits) {
			const [chosen] = waiting.splice(place % Math.max(1, waiting.length), 1);
			chosen?.go(bits);
			return chosen !== undefined;
		},
	};
}

/** Everything that needs no turn has happened. */
export const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
