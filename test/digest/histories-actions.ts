import type { DeliveryOutcome } from '../../integrations/kindred/src/digest/index.ts';
import { digest } from './sample.ts';
import { emailOf, MINUTE, START, type World } from './histories.ts';

/* What happens around the processes. `n` decides about all that is left to chance. */

type Action = (world: World, n: number) => void;

const HOUR = 60 * MINUTE;
const MOST_PROCESSES = 4;
/** What was written down as held so lately may still be on its way from a process that does not know it yet. */
const FRESH = 5 * MINUTE;
const fates: (DeliveryOutcome | undefined)[] = [
	undefined,
	'delivered',
	'delivered',
	'delayed',
	'bounced',
	'complained',
];

const forward: Action = (world, n) => void (world.clock += n);
const start: Action = (world) => void (world.turns.alive.length < MOST_PROCESSES && world.start());
const kill: Action = ({ turns }, n) => {
	const { alive } = turns;
	if (alive.length) turns.kill(alive[n % alive.length]!);
};

/** In the order of their numbers; the first ones are the ordinary ones. */
const actions: readonly Action[] = [
	start,
	start,
	start,
	kill,
	kill,
	(world, n) => forward(world, (1 + (n % 20)) * MINUTE),
	(world, n) => forward(world, (1 + (n % 6)) * HOUR),
	(world, n) => forward(world, (20 + (n % 9)) * HOUR),
	// Around the end of a key.
	(world, n) => forward(world, 22 * HOUR + 57 * MINUTE + (n % 7) * MINUTE),
	(world, n) => leave(world, 1 + (n % world.beginning.readers)),
	(world, n) => move(world, 1 + (n % world.beginning.readers)),
	({ ledger }) => void ledger.books.steer(digest.group, 'paused', 'to look', ''),
	({ ledger }) => void ledger.books.steer(digest.group, 'running', undefined, ''),
	({ ledger }) => void ledger.books.steer(digest.group, 'running', undefined, ''),
	({ ledger }, n) => void (n % 3 === 0 && ledger.books.steer(digest.group, 'cancelled', undefined, '')),
	({ ledger }) => void (ledger.stopped = 'all of it'),
	({ ledger }) => void (ledger.stopped = undefined),
	word,
	word,
	(world, n) => void (world.key = n % 2),
	(world, n) => resolve(world, n % 2 ? 'again' : 'sent'),
	({ provider }, n) => void (provider.mood = (['stop', 'broken', 'well', 'well'] as const)[n % 4]!),
	({ provider }, n) => void (provider.memory = [12 * HOUR, 48 * HOUR, Infinity][n % 3]!),
	approve,
	approve,
];

/** Something happens. */
export function happen(world: World, n: number): void {
	actions[n % actions.length]!(world, Math.floor(n / actions.length));
}

/** The author looks at a plan and says yes. */
export function approve(world: World): void {
	const { state } = world.ledger.run ?? {};
	if (state === 'running' || state === 'paused') return;
	const [plan, at] = [world.plan(), new Date(world.clock).toISOString()];
	void world.ledger.books.keepPlan(plan, at);
	void world.ledger.books.approve(plan.hash, at);
}

function leave({ ledger, unsteady }: World, person: number): void {
	unsteady.add(person);
	ledger.souls.get(person)!.state = 'left';
}

function move({ ledger, emails }: World, person: number): void {
	const soul = ledger.souls.get(person)!;
	soul.email = emailOf(person, 1 + Number(soul.email.split(/[.@]/)[1]));
	emails.set(soul.email, person);
}

/** The provider says something of a letter it took: any, at any time, in any order. */
function word({ ledger, provider, clock }: World, n: number): void {
	const { taken } = provider;
	if (taken.length)
		tell(ledger, taken[n % taken.length]!, fates[Math.floor(n / taken.length) % fates.length], clock);
}

export function tell(
	ledger: World['ledger'],
	{ id, to, ms }: { id: string; to: string; ms: number },
	outcome: DeliveryOutcome | undefined,
	clock: number,
): void {
	const at = new Date(Math.max(clock, ms)).toISOString();
	const tags = { stream: 'digest', thing: `digest-${digest.group}` };
	ledger.hear({ outcome, at, reason: '', providerId: id, to: [to], tags });
}

/** The author says what became of held letters, rightly or wrongly. Only who was said something wrong of is pardoned. */
export function resolve(world: World, verdict: 'sent' | 'again'): void {
	const { ledger, letters, pardoned, provider, emails } = world;
	const onTheWay = new Set(
		[...provider.under].flatMap((call) => call.letters.map(({ to }) => emails.get(to.email))),
	);
	for (const [person, { state, chunk }] of ledger.lines) {
		if (state !== 'held') continue;
		const isFresh = world.clock - (world.heldSince.get(chunk!) ?? START) < FRESH;
		const mayHave = letters.has(person) || onTheWay.has(person) || isFresh;
		if (verdict === 'again' ? mayHave : !letters.has(person)) pardoned.add(person);
	}
	ledger.resolve(verdict);
}
