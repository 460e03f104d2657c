import { readBatch } from '../../integrations/kindred/src/base/batch.ts';
import { sha256 } from '../../integrations/kindred/src/base/hash.ts';
import type {
	BatchHandover,
	Letter,
	Mailer,
	TakenLetter,
} from '../../integrations/kindred/src/base/letter.ts';
import { OUTSIDE, type Turns } from './histories-turns.ts';

/* The provider of a history: what Resend promises, and everything that may go wrong on the way there and back. */

const MINUTE = 60_000;
/** A key is remembered for so long. */
const KEY_LIFE = 24 * 60 * MINUTE;
/** A call that has not arrived by then never does: its connection is gone. */
const LONGEST_WAY = 2 * MINUTE;
/** A letter that was taken stands in the list by then. */
const LONGEST_LAG = 4 * MINUTE;

export interface TakenHere extends TakenLetter {
	readonly ms: number;
	/** When it stands in the list. */
	readonly listed: number;
}
interface Known {
	readonly hash: string;
	readonly ms: number;
	answer?: BatchHandover | undefined;
}

export interface Provider {
	readonly taken: readonly TakenHere[];
	/** Calls that may still arrive. */
	readonly under: ReadonlySet<{ readonly letters: readonly Letter[]; readonly at: number }>;
	/** Nothing more arrives of what is under way. */
	dropAll(): void;
	/** How far back its list reaches, in milliseconds. */
	memory: number;
	/** What every call is answered. */
	mood: 'well' | 'stop' | 'broken';
	/** What was never to happen. */
	readonly wrong: string[];
	/** The carrier as a process has it. */
	mailer(process: number): Mailer;
}

const retry = (message: string): BatchHandover => ({ ok: false, kind: 'retry', message });
const stop: BatchHandover = { ok: false, kind: 'stop', message: 'no quota is left' };

export interface ProviderWorld {
	readonly turns: Turns;
	readonly lanes: number;
	now(): number;
	/** Addresses it refuses. */
	readonly refused: ReadonlySet<string>;
	/** Somebody's letter was taken. */
	onTaken(letter: TakenHere, key: string): void;
}

export function createProvider({ turns, lanes, now, refused, onTaken }: ProviderWorld): Provider {
	const keys = new Map<string, Known>();
	const bytesOf = new Map<string, string>();
	const taken: TakenHere[] = [];
	const under = new Set<{ letters: readonly Letter[]; at: number; lost: boolean }>();
	const provider: Provider = {
		taken,
		under,
		dropAll: () => under.forEach((call) => (call.lost = true)),
		memory: Infinity,
		mood: 'well',
		wrong: [],
		mailer: (process) => ({
			name: 'resend',
			lanes,
			send: () => Promise.reject(new Error('A digest goes in batches.')),
			sendBatch: async ({ bytes }, key, isFresh) => {
				await turns.turn(process);
				return isFresh?.() === false ? retry('it took too long') : post(process, bytes.slice(), key);
			},
			taken: () => list(process),
		}),
	};

	async function post(process: number, bytes: Uint8Array, key: string): Promise<BatchHandover> {
		const call = { letters: readBatch(bytes), at: now(), lost: false };
		const hash = sha256(bytes);
		if (bytesOf.has(key) && bytesOf.get(key) !== hash) provider.wrong.push(`key ${key} with other bytes`);
		bytesOf.set(key, hash);
		under.add(call);
		let answer: BatchHandover | undefined;
		void arrive(call, hash, key)
			.then((came) => (answer = came))
			.finally(() => under.delete(call));
		// The call may live on after its process gave up, or died.
		for (;;) {
			const bits = await turns.turn(process);
			if (bits % 16 === 15) return retry('no answer came');
			if (answer) return answer;
		}
	}

	async function arrive(
		call: { letters: readonly Letter[]; at: number; lost: boolean },
		hash: string,
		key: string,
	): Promise<BatchHandover> {
		const way = await turns.turn(OUTSIDE);
		if (call.lost || now() - call.at > LONGEST_WAY || way % 8 === 7) return retry('the connection broke');
		if (provider.mood === 'stop') return stop;
		if (provider.mood === 'broken' || way % 8 === 6) return retry('a fault of the provider');
		const known = keys.get(key);
		if (known && now() - known.ms < KEY_LIFE) {
			if (known.hash !== hash) return { ok: false, kind: 'stop', message: 'another payload' };
			return known.answer ?? retry('the first one is still at work');
		}
		const entry: Known = { hash, ms: now() };
		keys.set(key, entry);
		const work = await turns.turn(OUTSIDE);
		if (call.lost || now() - call.at > LONGEST_WAY) return (keys.delete(key), retry('the connection broke'));
		entry.answer = take(call.letters, key, work);
		return work % 8 === 7 ? retry('a fault after the work was done') : entry.answer;
	}

	function take(letters: readonly Letter[], key: string, bits: number): BatchHandover {
		const results = letters.map(({ to, subject }) => {
			if (refused.has(to.email)) return { ok: false, kind: 'rejected', message: 'no such address' } as const;
			const id = `re_${taken.length}`;
			const lag = (((bits >> 3) % 8) / 7) * LONGEST_LAG;
			const at = new Date(now()).toISOString();
			const letter = { id, to: to.email, subject, at, ms: now(), listed: now() + lag };
			taken.push(letter);
			onTaken(letter, key);
			return { ok: true, id } as const;
		});
		return { ok: true, results };
	}

	async function* list(process: number): AsyncGenerator<TakenLetter> {
		if ((await turns.turn(process)) % 16 === 15) throw new Error('The list cannot be read now.');
		const from = now() - provider.memory;
		for (const letter of taken.filter(({ listed, ms }) => listed <= now() && ms >= from).toReversed())
			yield letter;
		// Somebody was written to long ago.
		if (provider.memory === Infinity)
			yield { id: 're_old', to: 'old@example.com', subject: '', at: '2020-01-01T00:00:00.000Z' };
	}
	return provider;
}
