import { whatIsWrong, whatIsWrongAtTheEnd } from './books.ts';
import { digest, emailOf } from './digest.ts';
import type { Ended, KillHouse } from './house.ts';
import { goOn, isDone } from './list.ts';

/* What happens around a run, each scene with processes of its own; all answer what is wrong at the end, in words. */

const HOUR = 3_600_000;

/** So many processes send the same digest at once. */
export async function together(house: KillHouse, count: number): Promise<string[]> {
	await house.reset();
	await house.work('--do', 'plan').ended;
	const started = Array.from({ length: count }, () => house.work('--do', 'send'));
	const all = await Promise.all(started.map(({ ended }) => ended));
	const wrong = all.flatMap(({ code, stderr }) => (code === 0 ? [] : [`a process failed: ${stderr}`]));
	if (!all.some(isDone)) wrong.push(...(await goOn(house)).wrong);
	return [...wrong, ...(await whatIsWrongAtTheEnd(house))];
}

/** The same, and all but the last are killed at these points. */
export async function togetherKilled(house: KillHouse, points: readonly number[]): Promise<string[]> {
	await house.reset();
	await house.work('--do', 'plan').ended;
	const killed = points.map((point) =>
		house.work('--do', 'send', '--kill-at', `${point}`, '--when', 'after'),
	);
	const last = house.work('--do', 'send');
	await Promise.all([...killed, last].map(({ ended }) => ended));
	const wrong = await whatIsWrong(house);
	wrong.push(...(await goOn(house)).wrong);
	return [...wrong, ...(await whatIsWrongAtTheEnd(house))];
}

/** What an author, or a reader, does in another process while a run was cut off or goes on. */
export type Steering = 'pause' | 'stop' | 'cancel' | `leave:${number}`;

/** A sender dies at one point, and who steers dies at another; the one who steers tries again, and the run goes on. */
export async function steered(
	house: KillHouse,
	what: Steering,
	{ senderDies, steererDies }: { senderDies?: number; steererDies?: number },
): Promise<string[]> {
	await house.reset();
	await house.work('--do', 'plan').ended;
	const dies = (point: number | undefined) => (point ? ['--kill-at', `${point}`, '--when', 'after'] : []);
	const sender = house.work('--do', 'send', ...dies(senderDies));
	await (senderDies ? sender.ended : hasBegun(house));
	const left = senderDies && what.startsWith('leave') ? await leaves(house, what) : [];
	await house.work('--do', what, ...dies(steererDies)).ended;
	await sender.ended;
	const wrong = await whatIsWrong(house);
	const { stderr, code } = await house.work('--do', what).ended;
	if (code !== 0) wrong.push(`who steers failed: ${stderr}`);
	if (!what.startsWith('leave')) wrong.push(...(await goesNoFurther(house)));
	if (what === 'pause') await house.work('--do', 'resume').ended;
	if (what === 'stop') await house.work('--do', 'start').ended;
	if (what === 'cancel') await beginAgain(house);
	wrong.push(...(await goOn(house)).wrong);
	// A run that is not cut off may be faster than who leaves.
	if (what.startsWith('leave') && !senderDies) return [...wrong, ...(await whatIsWrong(house))];
	return [...wrong, ...(await whatIsWrongAtTheEnd(house, { left }))];
}

async function hasBegun({ store: { digests } }: KillHouse): Promise<void> {
	while (!(await digests.run(digest.group))) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The reader, if their batch was not tried yet. */
async function leaves({ store: { db } }: KillHouse, what: string): Promise<number[]> {
	const reader = Number(what.replace('leave:', ''));
	const row = await db
		.selectFrom('delivery')
		.innerJoin('address', 'address.person_id', 'delivery.person_id')
		.innerJoin('chunk', 'chunk.id', 'delivery.chunk_id')
		.select('chunk.state')
		.where('email', '=', emailOf(reader))
		.executeTakeFirst();
	return row?.state === 'planned' ? [reader] : [];
}

/** Nothing is handed over any more, whoever tries. */
async function goesNoFurther(house: KillHouse): Promise<string[]> {
	const { answer, points = [] } = await house.work('--do', 'send').ended;
	if (points.some((name) => name.startsWith('HTTP'))) return ['letters left all the same'];
	const kind = (answer as { kind?: string } | undefined)?.kind;
	return kind === 'halted' || kind === 'done' || kind === 'stopped'
		? []
		: [`it answered ${JSON.stringify(answer)}`];
}

/** After a cancelled run: webhooks tell what left, the author says that the rest did not, and a new plan reaches the others. */
async function beginAgain(house: KillHouse): Promise<void> {
	const { deliveries } = house.store;
	const at = new Date().toISOString();
	const { letters } = await house.control<{ letters: { id: string; to: string[] }[] }>('/letters?limit=2000');
	for (const { id, to } of letters) {
		const email = /[^<\s]+@[^>\s]+/.exec(to[0]!)![0];
		const tags = { stream: 'digest', thing: `digest-${digest.group}` };
		await deliveries.hear({ at, reason: '', providerId: id, to: [email], tags }, at);
	}
	await house.work('--do', 'again').ended;
	const run = await house.store.digests.run(digest.group);
	if (run?.state !== 'done') await house.work('--do', 'plan').ended;
}

/**
 * A batch has no answer, and a day passes, so that its key is dead: it is looked up in the provider's list. Where that does
 * not reach back, nothing goes out again before the author says so.
 */
export async function aDayLater(
	house: KillHouse,
	{ accepted, reachesBack }: { accepted: boolean; reachesBack: boolean },
	authorDies?: number,
): Promise<string[]> {
	await house.reset();
	if (reachesBack) await sendOldLetter(house);
	await house.work('--do', 'plan', ...(await itsClock(house))).ended;
	const trouble = accepted ? 'hang-after' : 'hang';
	await house.control('/troubles', { next: [{ trouble, path: '/emails/batch' }] });
	const sender = house.work('--do', 'send', ...(await itsClock(house)));
	// One batch has no answer; the others came through.
	const [calls, letters] = [Math.ceil(house.readers / 100), house.readers - (accepted ? 0 : 100)];
	await house.control(`/wait?path=/emails/batch&requests=${calls}&letters=${letters}`);
	sender.process.kill('SIGKILL');
	await sender.ended;
	await house.control('/clock', { advance: 25 * HOUR });
	const late = await itsClock(house);
	const wrong = await whatIsWrong(house);
	const isUnknown = !accepted && !reachesBack;
	if (isUnknown) wrong.push(...(await asksTheAuthor(house, late, authorDies)));
	wrong.push(...(await goOn(house, ...late)).wrong);
	return [...wrong, ...(await whatIsWrongAtTheEnd(house))];
}

async function asksTheAuthor(house: KillHouse, late: string[], dies: number | undefined): Promise<string[]> {
	const kind = ({ answer }: Ended) => (answer as { kind?: string } | undefined)?.kind;
	const held = await house.work('--do', 'send', ...late).ended;
	if (kind(held) !== 'held') return [`it was not held: ${JSON.stringify(held.answer)} ${held.stderr}`];
	if (dies) await house.work('--do', 'again', '--kill-at', `${dies}`, '--when', 'after', ...late).ended;
	await house.work('--do', 'again', ...late).ended;
	return [];
}

/** The stand-in's clock as an option of workers. */
async function itsClock(house: KillHouse): Promise<string[]> {
	const { now } = await house.control<{ now: number }>('');
	return ['--ahead', String(Math.round(now - Date.now()))];
}

/** Somebody had a letter an hour before. */
async function sendOldLetter(house: KillHouse): Promise<void> {
	const letter = { from: 'ada@example.com', to: 'old@example.net', subject: 'Before', text: 'Hello' };
	await house.post('/emails', letter);
	await house.control('/clock', { advance: HOUR });
}
