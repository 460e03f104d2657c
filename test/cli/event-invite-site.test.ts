import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { eventSite } from './event-site.ts';

const NOW = '2031-05-01T09:00:00Z';
/** When another process may take the letters that a killed one had in hand. */
const LATER = '2031-05-01T09:10:00Z';
/** `npm run soak` dies at each write of a command; here at some. */
const [FIRST, EVERY] = process.env['KINDRED_KILL_ALL'] ? [1, 1] : [8, 16];
const people = ['ada', 'bob', 'cy', 'di', 'eve', 'fay'];
const bin = fileURLToPath(new URL('../../integrations/kindred/bin/kindred.js', import.meta.url));

let place: ReturnType<typeof eventSite>;
const kindred = (line: string, now = NOW, env: Record<string, string> = {}) =>
	place.kindred(line.split(' '), now, env);
const letters = (...names: string[]) =>
	names.map((name) => `${name}@example.com: You are invited: Supper | REQUEST 0`);
/** Several processes at once, each with the same command. */
const together = (line: string, count: number, now = NOW) =>
	Promise.all(
		Array.from({ length: count }, () =>
			promisify(execFile)(process.execPath, [bin, ...line.split(' '), '--now', now], { cwd: place.root }),
		),
	);

beforeAll(async () => {
	place = eventSite({
		'supper.md': `---
title: Supper
start: 2031-05-17T19:00
zone: Europe/Berlin
place: { name: A kitchen in Wedding }
capacity: 2
entry: invitation
description: Soup, bread and one question.
---
`,
	});
	const store = await openStore(undefined, { root: place.root });
	for (const name of people)
		await store.people.add({ email: `${name}@example.com`, name, state: 'subscribed', circle: 'core' }, NOW);
	await store.close();
	const { code, err } = kindred('event invite supper --circle core');
	if (code !== 0) throw new Error(err);
});
afterAll(() => place?.remove());

describe('invitations to an event of six people and two seats', () => {
	it('mail nobody until their author has said yes to the list, and sent it', async () => {
		expect(kindred('event invite supper --send')).toMatchObject({
			code: 1,
			err: 'You have not said yes to the list of "supper".\nLook at it, then: kindred event invite supper --approve\n',
		});
		expect(kindred('event invite supper --approve')).toMatchObject({ code: 0, err: '' });
		expect(await place.sent()).toEqual([]);
	});

	it('reach everybody of a wave once, wherever the command is killed', async () => {
		place.mark();
		const restore = place.keep();
		const file = join(place.root, 'points.json');
		expect(kindred('event invite supper --send', NOW, { POINTS_TO: file })).toMatchObject({
			code: 0,
			err: '',
		});
		const points = JSON.parse(readFileSync(file, 'utf8')) as string[];
		expect(await place.sent()).toEqual(letters('ada', 'bob'));
		for (let point = FIRST; point <= points.length; point += EVERY) {
			restore();
			const died = kindred('event invite supper --send', NOW, {
				KILL_AT: `${point}:${point % 2 ? 'after' : 'before'}`,
			});
			expect([died.signal, point]).toEqual(['SIGKILL', point]);
			expect([0, 1]).toContain(kindred('event invite supper --send').code);
			expect(kindred('sync', LATER)).toMatchObject({ code: 0 });
			expect([point, await place.sent()]).toEqual([point, letters('ada', 'bob')]);
		}
	});

	it('roll on to the next once, however many processes look after them', async () => {
		place.mark();
		expect(kindred('event decline supper ada@example.com', LATER)).toMatchObject({ code: 0 });
		await together('sync', 3, LATER);
		expect((await place.sent()).filter((line) => line.includes('invited'))).toEqual(letters('cy'));
		place.mark();
		await together('sync', 3, '2031-05-09T09:00:00Z');
		expect((await place.sent()).filter((line) => line.includes('invited'))).toEqual(letters('di', 'eve'));
		const { list } = JSON.parse(kindred('event invite supper --json', '2031-05-09T09:00:00Z').out) as {
			list: { name: string; state: string; seat: string }[];
		};
		expect(list.map(({ state }) => state)).toEqual(['lapsed', 'lapsed', 'lapsed', 'open', 'open', 'listed']);
	});
});
