import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../integrations/kindred/src/store/index.ts';
import { emptyLedger, linkOf, press, round, serveTwins, type Twins } from './last-seat.ts';

/** `npm run soak` plays 200, on Postgres too. */
const ROUNDS = 1;
let twins: Twins;
let store: Store;
beforeAll(async () => {
	twins = await serveTwins();
	store = await openStore(undefined, { root: twins.site.root });
});
afterAll(async () => {
	await store?.close();
	await twins?.site.stop();
});

describe('64 people who press at once for one seat, at two servers with one store', () => {
	it('see a true page each: one has the seat, the others their place in the queue', async () => {
		for (let one = 1; one <= ROUNDS; one++) {
			await emptyLedger(store);
			expect(await round(twins, store, { group: 'waits', guests: 64, name: `waits${one}` })).toEqual([]);
		}
	});

	it('or hear that there is none, where nobody waits', async () => {
		await emptyLedger(store);
		expect(await round(twins, store, { group: 'full', guests: 64, name: 'full' })).toEqual([]);
	});

	it('find it gone to the one who pressed first, however often they press', async () => {
		await emptyLedger(store);
		const [ada, bob] = [linkOf('ada@example.net', 'waits'), linkOf('bob@example.net', 'waits')];
		await press(twins.ports[0], ada);
		const answers = await Promise.all(
			Array.from({ length: 16 }, (_, n) => press(twins.ports[n % 2]!, n % 4 < 2 ? ada : bob)),
		);
		expect(answers.map(({ title }) => title)).toEqual(
			answers.map((_, n) => (n % 4 < 2 ? 'You have a seat' : 'You are on the waiting list')),
		);
		expect(await store.events.ledger('waits')).toHaveLength(2);
	});
});
