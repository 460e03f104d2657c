import { stoppable } from '../../integrations/kindred/src/mail/switch.ts';
import { sendDigest, type Plan, type SendAnswer } from '../../integrations/kindred/src/digest/index.ts';
import { sealPlan } from '../../integrations/kindred/src/digest/plan.ts';
import { site } from '../site.ts';
import { createLedger, type Ledger } from './histories-ledger.ts';
import type { Soul } from './histories-state.ts';
import { createProvider, type Provider, type TakenHere } from './histories-provider.ts';
import { createTurns, type Turns } from './histories-turns.ts';
import { compiled, digest } from './sample.ts';

/* A world in which one digest is sent by several processes while everything else happens. */

/** How a history begins. */
export interface Beginning {
	readonly readers: number;
	/** How many of a batch. */
	readonly chunk: number;
	readonly lanes: number;
	/** Readers whose address the provider refuses, as bits. */
	readonly refused: number;
	/** How far ahead the clocks of processes are, in minutes, one after the other. */
	readonly clocks: readonly number[];
}

export interface World {
	readonly ledger: Ledger;
	readonly provider: Provider;
	readonly turns: Turns;
	/** Milliseconds since 1970. */
	clock: number;
	/** The key that new processes sign with. */
	key: number;
	readonly emails: Map<string, number>;
	readonly letters: Map<number, TakenHere[]>;
	/** Who may have two letters, or none, because the author said so. */
	readonly pardoned: Set<number>;
	/** Who left, or moved, at some time. */
	readonly unsteady: Set<number>;
	/** Since when batches are held. */
	readonly heldSince: Map<number, number>;
	readonly wrong: string[];
	readonly answers: SendAnswer[];
	readonly beginning: Beginning;
	/** A process begins to send. */
	start(): void;
	plan(): Plan;
}

export const START = Date.parse('2026-11-22T09:00:00.000Z');
export const MINUTE = 60_000;
const keysOf = (n: number): readonly [string] => [`the key number ${n} of a history, long enough`];
const iso = (ms: number) => new Date(ms).toISOString();
export const emailOf = (person: number, moves = 0) => `reader${person}.${moves}@example.com`;

export function createWorld(beginning: Beginning): World {
	const souls = new Map<number, Soul>();
	const emails = new Map<string, number>();
	for (let person = 1; person <= beginning.readers; person++) {
		souls.set(person, { state: 'subscribed', email: emailOf(person) });
		emails.set(emailOf(person), person);
	}
	const refused = new Set(
		[...souls].flatMap(([n, { email }]) => ((beginning.refused >> n) & 1 ? [email] : [])),
	);
	const turns = createTurns();
	const ledger = createLedger(souls, digest.group);
	const letters = new Map<number, TakenHere[]>();
	const now = () => world.clock;
	const onTaken = (letter: TakenHere, key: string) => {
		const person = emails.get(letter.to);
		if (person === undefined) return void world.wrong.push(`a letter went to ${letter.to}`);
		const all = [...(letters.get(person) ?? []), letter];
		letters.set(person, all);
		if (all.length > 1 && !world.pardoned.has(person))
			world.wrong.push(`${person} has ${all.length} letters`);
		if (!attempted.has(`${key}:${person}`)) world.wrong.push(`${person}'s letter was never written down`);
	};
	/** Everything that was written down as handed over. */
	const attempted = new Set<string>();
	const provider = createProvider({ turns, lanes: beginning.lanes, now, refused, onTaken });
	const world: World = {
		ledger,
		provider,
		turns,
		clock: START,
		key: 0,
		emails,
		letters,
		pardoned: new Set(),
		unsteady: new Set(),
		heldSince: new Map(),
		wrong: [],
		answers: [],
		beginning,
		start,
		plan: () => planOf(ledger, beginning.chunk),
	};

	function start(): void {
		const id = turns.begin();
		const ahead = (beginning.clocks[id % beginning.clocks.length] ?? 0) * 60_000;
		const waited = <T extends object>(books: T): T =>
			new Proxy(books, {
				get:
					(target, name) =>
					async (...values: unknown[]) => {
						await turns.turn(id);
						const work = Reflect.get(target, name) as (...all: unknown[]) => Promise<unknown>;
						const answer = await work(...values);
						if (name === 'attempt' && answer) writeDown(values[1] as never, attempted, world);
						// What was done may be heard of later.
						if ((await turns.turn(id)) % 16 === 15) await turns.turn(id);
						return answer;
					},
			});
		const store = waited(ledger.books) as never;
		const stopped = waited({ stopped: async () => ledger.stopped });
		const sending = sendDigest(digest, async () => (await turns.turn(id), world.plan()), {
			store,
			mailer: stoppable(provider.mailer(id), stopped),
			site,
			keys: keysOf(world.key),
			now: () => iso(world.clock + ahead),
			async wait(seconds) {
				await turns.turn(id);
				world.clock += Math.min(seconds, 30) * 1000;
			},
		});
		sending.then(
			(answer) => void (turns.ended(id), world.answers.push(answer)),
			(error: Error) => void (turns.ended(id), world.wrong.push(`a process failed: ${error.stack}`)),
		);
	}
	return world;
}

function writeDown(
	{ key, readings }: { key: string; readings: readonly { person: number }[] },
	attempted: Set<string>,
	{ ledger, wrong }: World,
): void {
	for (const { person } of readings) {
		attempted.add(`${key}:${person}`);
		if (ledger.souls.get(person)!.state !== 'subscribed') wrong.push(`${person} had left`);
	}
}

/** Everybody who is subscribed and has nothing of it yet, so many in a part. */
function planOf({ souls, lines }: Ledger, size: number): Plan {
	const [readings, excluded] = [[] as object[], [] as object[]];
	for (const [person, { state, email }] of souls) {
		if (state !== 'subscribed') continue;
		const has = lines.get(person)?.state;
		if (has === 'sent' || has === 'pending' || has === 'held')
			excluded.push({ person, email, reason: 'got it already' });
		else readings.push({ person, email, name: '', lang: 'en', items: {} });
	}
	const parts = (all: object[]) =>
		Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
			JSON.stringify(all.slice(n * size, (n + 1) * size)),
		);
	return sealPlan({
		digest: digest.group,
		templates: { en: compiled('en', { items: [], template: TEMPLATE }) },
		pieces: {},
		groups: {},
		counts: { readers: readings.length, excluded: {}, languages: {} },
		parts: { readings: parts(readings), excluded: parts(excluded) },
	});
}

const TEMPLATE = {
	lang: 'en',
	subject: ['What I learnt'],
	html: ['<a href="', { slot: 'leave-url', before: '', after: '' }, '">leave</a>'],
	text: [{ slot: 'leave-url', before: '', after: '' }],
};
