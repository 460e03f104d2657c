import { readingsOf } from '../../integrations/kindred/src/digest/index.ts';
import { happen, approve, resolve, tell } from './histories-actions.ts';
import { createWorld, MINUTE, type Beginning, type World } from './histories.ts';
import { quiet } from './histories-turns.ts';
import { digest } from './sample.ts';

/** Of 256 numbers so many let a process go on; the others let something happen around it. */
const TURNS = 225;
const MOST_ROUNDS = 40;
const MOST_STEPS = 5000;

/**
 * Plays a history: every number is one step, and afterwards everything goes well until the run has ended.
 *
 * @returns what must never be, in words; empty when all is well.
 */
export async function play(beginning: Beginning, steps: readonly number[]): Promise<readonly string[]> {
	const world = createWorld(beginning);
	approve(world);
	world.start();
	await quiet();
	for (const step of steps) {
		world.clock += 200;
		const [kind, n] = [step % 256, Math.floor(step / 256)];
		if (kind < TURNS) world.turns.next(n % 64, Math.floor(n / 64));
		else happen(world, n);
		await quiet();
		if (look(world).length) return world.wrong;
	}
	await bringToEnd(world);
	return world.wrong;
}

/** Whether the books are right, at any moment. */
function look(world: World): readonly string[] {
	const { ledger, letters, pardoned, wrong, provider, heldSince } = world;
	for (const [person, { state, chunk: id, reason }] of ledger.lines) {
		const chunk = id === undefined ? undefined : ledger.chunks[id]!;
		const isOpen = chunk?.readings.some((reading) => reading.person === person);
		if (state === 'pending' && !(isOpen && /planned|attempted/.test(chunk!.state)))
			wrong.push(`${person} is pending and in no batch (${chunk?.state})`);
		if (state === 'held' && chunk?.state !== 'held')
			wrong.push(`${person} is held in a ${chunk?.state} batch`);
		if (pardoned.has(person)) continue;
		if (state === 'sent' && !letters.has(person)) wrong.push(`${person} is sent and has no letter`);
		if ((state === 'failed' || state === 'excluded') && letters.has(person))
			wrong.push(`${person} is ${state} (${reason}) and has a letter`);
	}
	for (const { id, state } of ledger.chunks) {
		if (state !== 'held') heldSince.delete(id);
		else if (!heldSince.has(id)) heldSince.set(id, world.clock);
	}
	wrong.push(...provider.wrong);
	return wrong;
}

/** From here on all goes well, and the author knows the truth. */
async function bringToEnd(world: World): Promise<void> {
	const { turns, provider, ledger } = world;
	turns.alive.toReversed().forEach(turns.kill);
	provider.dropAll();
	while (turns.next(0, 0)) await quiet();
	provider.mood = 'well';
	ledger.stopped = undefined;
	if (!ledger.run) approve(world);
	for (let round = 0; round < MOST_ROUNDS && !look(world).length; round++) {
		const { state } = ledger.run ?? {};
		if (state === 'cancelled') return;
		if (state === 'done') return whoIsLost(world);
		if (state === 'paused') await ledger.books.steer(digest.group, 'running', undefined, '');
		if (round % 2) world.clock += 25 * 60 * MINUTE;
		if (await run(world)) return;
		if (world.answers.at(-1)?.kind === 'nobody') return;
		tellTheTruth(world);
	}
	if (!world.wrong.length)
		world.wrong.push(
			`it never ends: ${JSON.stringify([world.answers.at(-1), [...ledger.lines], ledger.chunks])}`,
		);
}

/** One process, undisturbed. True when something is wrong. */
async function run(world: World): Promise<boolean> {
	world.start();
	for (let steps = 0; world.turns.alive.length; steps++) {
		await quiet();
		world.clock += 200;
		if (!world.turns.next(0, 0) && steps > 5) break;
		if (steps > MOST_STEPS) world.wrong.push('a process goes on for ever');
		if (look(world).length) return true;
	}
	await quiet();
	return false;
}

function tellTheTruth(world: World): void {
	const { ledger, provider } = world;
	const held = () => [...ledger.lines.values()].some(({ state }) => state === 'held');
	if (!held()) return;
	for (const letter of provider.taken) tell(ledger, letter, undefined, world.clock);
	if (held()) resolve(world, 'again');
}

function whoIsLost({ ledger, letters, unsteady, pardoned, beginning, wrong }: World): void {
	for (const { person } of readingsOf(ledger.run!.plan)) {
		const isRefused = (beginning.refused >> person) & 1;
		if (unsteady.has(person) || pardoned.has(person) || isRefused) continue;
		const state = ledger.lines.get(person)?.state;
		if (letters.get(person)?.length !== 1 || state !== 'sent') wrong.push(`${person} is lost (${state})`);
	}
}
