import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestStore } from '../store/open.ts';
import { engines, runWorker } from './process.ts';
import {
	numberOf,
	openScene,
	prepare,
	scenes,
	standings,
	type Scene,
	type SceneName,
} from './seat-scenes.ts';

/** Every point takes a process; `npm run soak` dies at each of them, before and after. */
const EVERY = process.env['KINDRED_KILL_ALL'] ? 1 : 15;
let test: TestStore;
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'kindred seats '));
});
afterEach(() => rmSync(folder, { recursive: true }));

const work = (scene: SceneName, mailbox: string, ...options: string[]) =>
	runWorker('seat-worker.ts', '--store', test.url!, '--mailbox', mailbox, '--scene', scene, ...options);

const all = engines.flatMap(([engine, open]) =>
	(Object.keys(scenes) as SceneName[]).map((name) => ({ engine, open, name })),
);

describe.each(all)('a process killed on $engine in the scene "$name"', ({ open, name }) => {
	const { now, end, letters } = scenes[name];
	/** A letter's key without the event and the time. */
	const shortly = (key: string) => {
		const [, person = '', seat = ''] = /^rsvp:supper:(\d+):(\w+):/.exec(key)!;
		return `${numberOf(Number(person))}:${seat}`;
	};

	/** A store as it is before the scene. */
	async function begun(round: number): Promise<{ scene: Scene; mailbox: string; before: readonly string[] }> {
		test = await open();
		const mailbox = join(folder, `letters${round}`);
		const clock = { now: '2031-05-01T09:00:00.000Z' };
		const scene = await openScene(test.store, mailbox, clock);
		await prepare(scene, name);
		clock.now = now;
		return { scene, mailbox, before: scene.left() };
	}
	/** Letters of the scene: those that left, and those that still wait. */
	async function told(scene: Scene, before: readonly string[]): Promise<string[]> {
		const waiting = await test.store.db.selectFrom('outgoing').select('key').execute();
		const keys = new Set([...scene.left(), ...waiting.map(({ key }) => key)]);
		return [...keys]
			.filter((key) => !before.includes(key))
			.map(shortly)
			.sort();
	}

	it('leaves all of a move or nothing, and who tries again finds each seat and each letter once', async () => {
		const first = await begun(0);
		const { points = [], stderr } = work(name, first.mailbox);
		expect(stderr).toBe('');
		expect([await standings(first.scene), await told(first.scene, first.before)]).toEqual([end, letters]);
		await test.remove();
		expect(points.length).toBeGreaterThan(5);
		for (let point = 1; point <= points.length; point += EVERY) {
			for (const when of EVERY === 1 ? ['before', 'after'] : [point % 2 ? 'after' : 'before']) {
				const { scene, mailbox, before } = await begun(point * 2 + (when === 'after' ? 1 : 0));
				const untouched = await standings(scene);
				const died = work(name, mailbox, '--kill-at', String(point), '--when', when);
				expect([died.signal, died.stderr]).toEqual(['SIGKILL', '']);
				const half = await standings(scene);
				// Who is forgotten leaves in one transaction, and their seat goes on in the next.
				const between = name === 'forgotten' ? [['2 waiting', '3 waiting']] : [];
				expect([untouched, end, ...between]).toContainEqual(half);
				if (JSON.stringify(half) === JSON.stringify(end)) expect(await told(scene, before)).toEqual(letters);
				await scenes[name].act(scene);
				expect([await standings(scene), await told(scene, before)]).toEqual([end, letters]);
				await test.remove();
			}
		}
	});
});
