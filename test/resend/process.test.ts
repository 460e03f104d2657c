import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Resend } from 'resend';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from './listener.ts';
import { letter } from './sdk.ts';

let folder: string;
let child: ChildProcess | undefined;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'resend stand-in '))));
afterEach(async () => {
	child?.kill('SIGKILL');
	await rm(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
	child = spawn(process.execPath, ['test/resend/server.ts', '--port', '0', ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
	const url = line.replace(/^.*RESEND_BASE_URL=/, '');
	const control = async (path = '', body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
		const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
		const response = await fetch(`${url}/__control${path}`, init);
		return { ...((await response.json()) as Told), status: response.status };
	};
	return { resend: new Resend('re_test', { baseUrl: url }), control, kill: () => child!.kill('SIGKILL') };
}

const batch = ['a', 'b', 'a'].map((name) => ({ ...letter, to: `${name}@example.net` }));

/** What the control interface tells, as far as it is looked into here. */
interface Told {
	requests: object[];
	letters: object[];
	deliveries: object[];
	now: number;
	id: string;
	signing_secret: string;
}

describe('the stand-in for Resend as a process of its own', () => {
	it('tells what came, and how many letters each address was sent', async () => {
		const { resend, control } = await run('--keep', 'recipients', '--limit', '50');
		await resend.batch.send(batch, { idempotencyKey: 'chunk/1' });
		expect(await control()).toMatchObject({
			limit: 50,
			requests: 1,
			refused: 0,
			letters: 3,
			recipients: 2,
			twice: 1,
		});
		expect(await control('/recipients')).toMatchObject({ 'a@example.net': 2, 'b@example.net': 1 });
		expect(await control('/recipients?least=2')).not.toHaveProperty('b@example.net');
		expect((await control('/requests')).requests).toMatchObject([
			{ number: 1, method: 'POST', path: '/emails/batch', status: 200, key: 'chunk/1', letters: 3 },
		]);
		expect((await control('/letters?after=1&limit=1')).letters).toMatchObject([
			{ to: ['b@example.net'], key: 'chunk/1' },
		]);
		await control('/reset', {});
		expect(await control()).toMatchObject({ requests: 0, letters: 0, recipients: 0 });
	});

	it('holds back the answer of a chosen request, and says when it has come', async () => {
		const { resend, control } = await run();
		await control('/troubles', { next: [{ trouble: 'hang-after', path: '/emails/batch', skip: 1 }] });
		await resend.batch.send(batch);
		const controller = new AbortController();
		void resend.batch.send(batch, { idempotencyKey: 'k', signal: controller.signal } as never);
		expect(await control('/wait?requests=2&path=/emails/batch')).toMatchObject({ came: true });
		expect(await control('/wait?letters=6')).toMatchObject({ came: true });
		expect(await control('/wait?requests=2&answered&patience=20')).toMatchObject({ statusCode: 408 });
		controller.abort();
		expect((await control('/requests')).requests[1]).toMatchObject({ status: 'dropped' });
	});

	it('keeps accepted letters and their keys through its own death', async () => {
		const state = join(folder, 'state.jsonl');
		const first = await run('--state', state, '--keep', 'hashes');
		const { data } = await first.resend.batch.send(batch, { idempotencyKey: 'k' });
		first.kill();
		await once(child!, 'exit');
		await appendFile(state, '{"letters":[{"id":"cut o');
		const second = await run('--state', state, '--keep', 'hashes');
		expect(await second.control()).toMatchObject({ letters: 3, twice: 1 });
		expect((await second.resend.batch.send(batch, { idempotencyKey: 'k' })).data).toEqual(data);
		expect((await second.resend.emails.get(data!.data[1]!.id)).data?.to).toEqual(['b@example.net']);
		await second.resend.batch.send(batch, { idempotencyKey: 'other' });
		second.kill();
		await once(child!, 'exit');
		expect(await (await run('--state', state)).control()).toMatchObject({ letters: 6 });
	});

	it('moves its clock, changes its limits, decides fates and tells of events when asked to', async () => {
		const { resend, control } = await run('--delay', '1-5', '--network', '0-2');
		let secret = '';
		const listener = await listen({ secret: () => secret });
		({ signing_secret: secret } = await control('/webhooks', { url: listener.url }));
		await control('/fates', { '*': 'nothing', 'b@example.net': 'bounced' });
		await resend.batch.send(batch);
		await control('/clock', { advance: 0 });
		expect(listener.calls.map(({ event }) => event.type).toSorted()).toEqual([
			'email.bounced',
			'email.sent',
			'email.sent',
			'email.sent',
			'suppression.added',
		]);
		await control('/events', { letter: 'A@example.net', event: 'complained', after: 3_600_000, copies: 2 });
		await control('/clock', { advance: 3_600_000 });
		expect(listener.calls.filter(({ event }) => event.type === 'email.complained')).toHaveLength(2);
		expect((await control('/deliveries')).deliveries.at(-1)).toMatchObject({ state: 'done' });
		const { now } = await control();
		expect(now - Date.now()).toBeGreaterThan(3_500_000);
		await control('/options', { limit: 1 });
		const answers = await Promise.all([resend.emails.list(), resend.emails.list()]);
		expect(answers.map(({ error }) => error?.name ?? 'ok').toSorted()).toEqual(['ok', 'rate_limit_exceeded']);
		const { id } = await control('/receive', {
			from: 'bo@example.net',
			raw: Buffer.from('Hi').toString('base64'),
		});
		await control('/options', { limit: 100 });
		const { data } = await resend.emails.receiving.get(id);
		expect(await (await fetch(data!.raw!.download_url)).text()).toBe('Hi');
	});

	it('refuses what it does not know', async () => {
		const { control } = await run();
		expect(await control('/clock', { advance: -1 })).toMatchObject({ status: 422 });
		expect(await control('/events', { letter: 'nobody@example.net', event: 'bounced' })).toMatchObject({
			status: 422,
		});
		expect(await control('/troubles', { next: ['drob'] })).toMatchObject({ status: 500 });
		expect(await control('/nothing')).toMatchObject({ status: 404 });
		const failed = spawn(process.execPath, ['test/resend/server.ts', '--window', 'square'], {
			stdio: 'ignore',
		});
		expect((await once(failed, 'exit'))[0]).not.toBe(0);
	});
});
