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

/** Letters are handed over while nobody waits for them. */
const letters = (count: number) => expect.poll(() => served.letterCount(), { timeout: 10_000 }).toBe(count);

it('a network that makes up where it comes from is one network all the same, and hears what everybody hears', async () => {
	const victims = Array.from({ length: 25 }, (_, n) => `victim${n}@example.net`);
	const answers = await Promise.all(
		victims.map((victim, n) => signUp(victim, `198.51.${n}.1, 203.0.113.${n}`)),
	);
	await letters(20);
	expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);

	const visitor = await signUp('visitor@example.org', '192.0.2.1');
	expect(visitor.text).toBe(answers[0]!.text);
	await letters(21);
});

it('an address has three letters a day, from wherever they are asked for', async () => {
	const before = served.letterCount();
	for (let n = 0; n < 4; n++) {
		await signUp('one@example.net', `192.0.${10 + n}.1`);
		await letters(before + Math.min(n + 1, 3));
	}
});
