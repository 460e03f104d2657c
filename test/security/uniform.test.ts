import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deskOf, evenly } from '../../integrations/kindred/src/astro/waiting-letters.ts';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import type { Kindred } from '../../integrations/kindred/src/kindred.ts';
import { openMailer } from '../../integrations/kindred/src/mail/index.ts';
import { askForPreferences } from '../../integrations/kindred/src/person/index.ts';
import { openHouse, type TestHouse } from '../inbox/house.ts';

/** How long a page takes to answer, by a clock of its own: a carrier that takes 5 seconds for a letter must not be heard. */
describe('who is known is not heard from outside', () => {
	let house: TestHouse;
	beforeEach(async () => {
		house = await openHouse({ dynamic: true });
		await house.add('known@example.net');
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	});
	afterEach(async () => {
		vi.useRealTimers();
		await house.test.remove();
	});

	it('the page is answered without waiting for the carrier, and in the same time for everybody', async () => {
		const carried: string[] = [];
		const desk = deskOf({
			...house,
			postman: {
				...house.postman,
				handOver: async (letter: Letter) => {
					await new Promise((done) => setTimeout(done, 5000));
					carried.push(letter.to.email);
					return 'sent';
				},
			},
		} as unknown as Kindred);
		for (const email of ['known@example.net', 'unknown@example.net']) {
			let answered = false;
			let asked = false;
			const asking = evenly(async (quiet) => {
				await askForPreferences(email, { lang: 'en' }, quiet);
				asked = true;
			}, desk).then(() => {
				answered = true;
			});
			while (!asked) await realPause(5);
			await vi.advanceTimersByTimeAsync(390);
			expect(answered, `${email} too early`).toBe(false);
			await vi.advanceTimersByTimeAsync(20);
			expect(answered, `${email} too late`).toBe(true);
			await asking;
		}
		expect(carried).toEqual([]);
		await vi.advanceTimersByTimeAsync(6000);
		expect(carried).toEqual(['known@example.net']);
	});
});

const { setTimeout: realTimeout } = globalThis;
const realPause = (milliseconds: number) =>
	new Promise<void>((done) => void realTimeout(() => done(), milliseconds));

describe('a mistake in a secret', () => {
	it.each([
		{ KINDRED_SMTP: 'hunter2://ada:hunter2@mail' },
		{ KINDRED_SMTP: 'hunter2 is the password' },
		{ RESEND_API_KEY: 're_hünter2' },
	])('is told without the secret: %j', (env) => {
		const open = () =>
			openMailer(env, {
				root: '/nowhere',
				now: () => '2031-05-17T19:00:00.000Z',
				random: (bytes) => new Uint8Array(bytes),
			});
		expect(open).toThrow();
		try {
			open();
		} catch (error) {
			expect(JSON.stringify([String(error), error])).not.toMatch(/h[uü]nter2/);
		}
	});
});
