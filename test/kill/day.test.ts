import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestStore } from '../store/open.ts';
import { act, openDay, prepare, type Day, type DayScene } from './day-scenes.ts';
import { engines, runWorker } from './process.ts';

/** Every point takes a process; `npm run soak` dies at each of them, before and after. */
const EVERY = process.env['KINDRED_KILL_ALL'] ? 1 : 4;
let test: TestStore;
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'kindred day '));
});
afterEach(() => rmSync(folder, { recursive: true }));

const work = (scene: DayScene, mailbox: string, ...options: string[]) =>
	runWorker('day-worker.ts', '--store', test.url!, '--mailbox', mailbox, '--scene', scene, ...options);

const all = engines.flatMap(([engine, open]) =>
	(['reminders', 'thanks'] as const).map((scene) => ({ engine, open, scene })),
);

describe.each(all)('a process killed on $engine while it sends $scene', ({ open, scene }) => {
	const kind = scene === 'reminders' ? 'reminded' : 'thanked';

	async function begun(round: number): Promise<{ day: Day; mailbox: string; before: number }> {
		test = await open();
		const mailbox = join(folder, `letters${round}`);
		const day = await openDay(test.store, mailbox);
		await prepare(day);
		return { day, mailbox, before: day.left().length };
	}
	/** What was logged, and the letters of the scene: those that left, one by one, and those that wait. */
	async function books({ house, left }: Day, before: number) {
		const waiting = await test.store.db.selectFrom('outgoing').select('key').execute();
		const past = await house.store.attendance.past('supper');
		return {
			logged: past.filter((line) => line.kind === kind).map(({ person }) => person),
			letters: new Set([...left().slice(before), ...waiting.map(({ key }) => key)]).size,
		};
	}

	it('has written each letter with its line or neither, and who goes on writes nothing twice', async () => {
		const first = await begun(0);
		const { points = [], stderr } = work(scene, first.mailbox);
		expect(stderr).toBe('');
		expect(await books(first.day, first.before)).toEqual({ logged: [1, 2], letters: 2 });
		await test.remove();
		expect(points.length).toBeGreaterThan(5);
		for (let point = 1; point <= points.length; point += EVERY) {
			for (const when of EVERY === 1 ? ['before', 'after'] : [point % 2 ? 'after' : 'before']) {
				const { day, mailbox, before } = await begun(point * 2 + (when === 'after' ? 1 : 0));
				const died = work(scene, mailbox, '--kill-at', String(point), '--when', when);
				expect([died.signal, died.stderr]).toEqual(['SIGKILL', '']);
				const half = await books(day, before);
				expect(half.letters).toBe(half.logged.length);
				expect([0, 2]).toContain(half.letters);
				await act(scene, day);
				expect(await books(day, before)).toEqual({ logged: [1, 2], letters: 2 });
				await test.remove();
			}
		}
	});
});
