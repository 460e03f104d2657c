import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callSite, serveSite, type ServedSite } from './site.ts';

const SITE = 'https://table.example';
let served: ServedSite;
beforeAll(async () => {
	served = await serveSite(SITE);
});
afterAll(() => served?.stop());

/** Signs up as a TLS proxy hands it on that adds the address it was called from. */
const signUp = (email: string, forwarded: string) =>
	callSite(
		served.port,
		'POST',
		'/kindred/subscribe/',
		{
			Host: 'table.example',
			Origin: SITE,
			'X-Forwarded-Proto': 'https',
			'X-Forwarded-For': forwarded,
			'Content-Type': 'application/x-www-form-urlencoded',
		},
		new URLSearchParams({ email }).toString(),
	);

/** How many letters there are in the end: they are handed over while nobody waits for them. */
const lettersAfter = async () => {
	await new Promise((resolve) => setTimeout(resolve, 1500));
	return served.letterCount();
};

it('a network that makes up where it comes from is one network all the same, and hears what everybody hears', async () => {
	const victims = Array.from({ length: 25 }, (_, n) => `victim${n}@example.net`);
	const answers = await Promise.all(
		victims.map((victim, n) => signUp(victim, `198.51.${n}.1, 203.0.113.${n}`)),
	);
	expect(await lettersAfter()).toBe(20);
	expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);

	const visitor = await signUp('visitor@example.org', '192.0.2.1');
	expect(visitor.text).toBe(answers[0]!.text);
	expect(await lettersAfter()).toBe(21);
});

it('an address has three letters a day, from wherever they are asked for', async () => {
	const before = served.letterCount();
	for (let n = 0; n < 5; n++) {
		await signUp('one@example.net', `192.0.${10 + n}.1`);
		// A letter that waits stands for all that are asked for meanwhile.
		await lettersAfter();
	}
	expect(served.letterCount()).toBe(before + 3);
});

it('nobody is led away from the site, whatever the address says', async () => {
	const away = 'https://evil.example/';
	const query = new URLSearchParams({ next: away, url: away, redirect: away, return_to: away, via: away });
	for (const page of ['subscribe', 'confirm', 'preferences', 'leave', 'rsvp', 'outbox']) {
		for (const path of [
			`/kindred/${page}/?${query}`,
			`/kindred/${page}//evil.example/`,
			`//evil.example/kindred/${page}/`,
		]) {
			const { status, headers, text } = await callSite(
				served.port,
				'GET',
				path,
				{ Host: 'table.example' },
				'',
			);
			expect(status, path).toBeLessThan(500);
			expect(String(headers['location'] ?? SITE), path).toMatch(/^(https:\/\/table\.example|\/(?!\/))/);
			expect(text, path).not.toContain(`href="${away}`);
		}
	}
});

it('what is built and published holds no key, no letter and nobody', async () => {
	await signUp('somebody@example.org', '192.0.99.1');
	const key = readFileSync(join(served.root, '.kindred', 'secret'), 'utf8').trim();
	expect(key.length).toBeGreaterThan(30);
	const read = (pattern: string) =>
		globSync(pattern, { cwd: served.root }).map((file) => ({
			file,
			text: readFileSync(join(served.root, file), 'latin1'),
		}));
	const published = read('dist/client/**/*.*');
	const server = [...read('dist/server/**/*.{mjs,js,json}'), ...read('.kindred/site.json')];
	expect(server.length).toBeGreaterThan(5);
	for (const { file, text } of [...published, ...server]) {
		expect(text.includes(key), file).toBe(false);
		expect(/somebody@example\.org|victim\d+@example\.net/.test(text), file).toBe(false);
	}
	expect(published.filter(({ file }) => /kindred\.json|site\.json|_kindred/.test(file))).toEqual([]);
	// The key is not with the people either: who has a copy of the store cannot sign.
	const store = read('.kindred/kindred.db*');
	expect(store.length).toBeGreaterThan(0);
	for (const { file, text } of store) expect(text.includes(key), file).toBe(false);
});
