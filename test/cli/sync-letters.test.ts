import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Desk } from '../../integrations/kindred/src/cli/open.ts';
import { learnLetters } from '../../integrations/kindred/src/cli/sync-letters.ts';
import { openHouse, type TestHouse } from '../inbox/house.ts';

let house: TestHouse;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.test.remove());

/** A desk whose carrier answers with this error, or keeps no list. */
const deskOf = (error?: string) =>
	({
		...house,
		mailer:
			error === undefined
				? {}
				: {
						taken: () => ({
							[Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error(error)) }),
						}),
					},
	}) as unknown as Desk;

test('A carrier without a list has nothing to tell, and a key that may only send is no trouble', async () => {
	expect(await learnLetters(deskOf())).toBeUndefined();
	expect(
		await learnLetters(deskOf('Resend: This API key may only send (restricted_api_key)')),
	).toBeUndefined();
});

test('A carrier that cannot be asked keeps no answer from being read: the round goes on and says so', async () => {
	expect(await learnLetters(deskOf('Resend: sorry (internal_server_error)'))).toBe(
		'letters: Resend: sorry (internal_server_error)',
	);
});
