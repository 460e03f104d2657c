import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	openReplyTag,
	openToken,
	replyTag,
	seal,
	signToken,
	unseal,
} from '../../integrations/kindred/src/base/token.ts';
import { main } from '../../integrations/kindred/src/cli/main.ts';
import { rotateKeys } from '../../integrations/kindred/src/files/rotate.ts';
import { keyReader, readKeys } from '../../integrations/kindred/src/files/secret.ts';

const now = '2031-05-01T00:00:00.000Z';
const until = '2033-05-01T00:00:00.000Z';
const later = '2033-05-01T00:00:01.000Z';
const claim = { purpose: 'leave', person: '7', thing: '', expires: until } as const;

let root: string;
let file: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kindred rotate '));
	file = join(root, '.kindred', 'secret');
});
afterEach(() => rm(root, { recursive: true }));

describe('a new key', () => {
	it('signs, and what the old one signed opens until its time is over', async () => {
		const before = await readKeys(root, {}, now);
		const old = {
			token: signToken(claim, before),
			sealed: seal('an ask', before, new Uint8Array(12)),
			tag: replyTag(7, 'digest:2031-05', before),
		};
		expect(await rotateKeys(root, { now, until })).toEqual({ keys: 2, dropped: 0 });
		const ring = await readKeys(root, {}, now);
		expect(ring).toEqual([expect.not.stringMatching(before[0]), before[0]]);
		expect(signToken(claim, ring)).not.toBe(old.token);
		expect(openToken(old.token, 'leave', ring, now)).toMatchObject({ ok: true });
		expect(unseal(old.sealed, ring)).toBe('an ask');
		expect(openReplyTag(old.tag, ring)).toMatchObject({ person: 7 });

		expect(await readKeys(root, {}, later)).toEqual([ring[0]]);
		expect(await rotateKeys(root, { now: later, until: '2035-01-01T00:00:00.000Z' })).toEqual({
			keys: 2,
			dropped: 1,
		});
	});
	it('after a leak stands alone', async () => {
		const before = await readKeys(root, {}, now);
		const token = signToken(claim, before);
		expect(await rotateKeys(root, { now, until, leaked: true })).toEqual({ keys: 1, dropped: 1 });
		expect(openToken(token, 'leave', await readKeys(root, {}, now), now)).toMatchObject({
			reason: 'invalid',
		});
	});
	it('opens at once in a server that was there before', async () => {
		const keys = keyReader(root, {}, () => now);
		const [first] = await keys();
		await rotateKeys(root, { now, until });
		expect(await keys()).toEqual([expect.any(String), first]);
		expect(await keys()).toBe(await keys());
	});
});

describe('the file of the keys', () => {
	it('is only for its owner, and nothing lies beside it', async () => {
		await rotateKeys(root, { now, until });
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(await readdir(join(root, '.kindred'))).toEqual(['secret']);
	});
	it('may be from before there were several', async () => {
		await readKeys(root, {}, now);
		await writeFile(file, `${'k'.repeat(43)}\n`);
		await rotateKeys(root, { now, until });
		expect((await readKeys(root, {}, now))[1]).toBe('k'.repeat(43));
	});
	it('with a weak key among them is refused', async () => {
		await rotateKeys(root, { now, until });
		await writeFile(file, `${await readFile(file, 'utf8')}short ${until}\n`);
		await expect(readKeys(root, {}, now)).rejects.toThrow(/only 5 characters/);
	});
	it('loses no key when eight rotate at once', async () => {
		const [first] = await readKeys(root, {}, now);
		const code = `import { parentPort, workerData } from 'node:worker_threads';
			const { rotateKeys } = await import(workerData.module);
			parentPort.postMessage(await rotateKeys(workerData.root, workerData).then(() => 'done', (error) => error.name));`;
		const module = new URL('../../integrations/kindred/src/files/rotate.ts', import.meta.url).href;
		const told = await Promise.all(
			Array.from({ length: 8 }, () => {
				const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
					workerData: { module, root, now, until },
				});
				return new Promise<string>((resolve, reject) =>
					worker.once('message', resolve).once('error', reject),
				);
			}),
		);
		const done = told.filter((each) => each === 'done').length;
		expect(told.every((each) => each === 'done' || each === 'KindredError')).toBe(true);
		const ring = await readKeys(root, {}, now);
		expect([done > 0, ring.length, ring.at(-1)]).toEqual([true, done + 1, first]);
	});
	it('is not locked by a process that died, and is by one that lives', async () => {
		await readKeys(root, {}, now);
		await writeFile(`${file}.lock`, '2147483646');
		expect(await rotateKeys(root, { now, until })).toMatchObject({ keys: 2 });
		await writeFile(`${file}.lock`, String(process.pid));
		await expect(rotateKeys(root, { now, until })).rejects.toThrow(/Another process/);
		expect(await readKeys(root, {}, now)).toHaveLength(2);
	});
});

describe('kindred secret rotate', () => {
	const run = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
		const told = { out: '', err: '' };
		const io = {
			cwd: root,
			env,
			isTTY: false,
			stdout: (text: string) => void (told.out += text),
			stderr: (text: string) => void (told.err += text),
		};
		return { code: await main(['secret', ...args], io), ...told };
	};

	it('says how long old links open', async () => {
		await readKeys(root, {}, now);
		const { code, out } = await run(['rotate', '--now', now]);
		expect([code, out]).toEqual([
			0,
			'A new key signs from now on. The old one opens what it signed, until 2033-04-30 at the latest.\n',
		]);
		for (const key of await readKeys(root, {}, now)) expect(out).not.toContain(key);
	});
	it('leaves keys of the environment to their owner', async () => {
		const { code, err } = await run(['rotate'], { KINDRED_SECRET: 's'.repeat(32) });
		expect(code).toBe(1);
		expect(err).toContain('which only you can change');
		expect(await readdir(root)).toEqual([]);
	});
	it.each([[[]], [['turn']], [['rotate', 'all']], [['rotate', '--hard']]])(
		'misused as %j changes nothing',
		async (args) => {
			expect((await run(args)).code).toBe(2);
			expect(await readdir(root)).toEqual([]);
		},
	);
});
