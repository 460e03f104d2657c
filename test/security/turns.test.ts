import { afterEach, describe, expect, it } from 'vitest';
import { networkOf } from '../../integrations/kindred/src/base/network.ts';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { MOST_NETWORKS } from '../../integrations/kindred/src/store/stranger-network.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { mostInAnHour, openBesiegedHouse } from './flood.ts';

const engines = [
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const;

type House = Awaited<ReturnType<typeof openBesiegedHouse>>;
let house: House;
afterEach(() => house.test.remove());

/**
 * A new network for each ask, every half minute for four hours; visitors come seconds before one of them. Answers how many
 * minutes each visitor waits.
 */
async function siege(attacker: (n: number) => string, visitor: (n: number) => string): Promise<number[]> {
	const start = house.clock.now;
	const came = new Map<string, number>();
	for (let n = 0; n < 480; n++) {
		if (n >= 150 && n % 30 === 15) {
			await house.passTo(after(start, { minutes: n / 2 - 0.1 }));
			const email = `visitor${n}@example.org`;
			came.set(email, Date.parse(house.clock.now));
			await house.signUp(email, networkOf(visitor(came.size)));
		}
		await house.passTo(after(start, { minutes: n / 2 }));
		await house.signUp(`victim${n}@example.net`, networkOf(attacker(n)));
	}
	await house.pass({ hours: 1 });
	const letters = house.confirmations();
	expect(mostInAnHour(letters)).toBeLessThanOrEqual(60);
	return [...came].map(([email, at]) => {
		const letter = letters.find(({ to }) => to === email);
		return letter ? (Date.parse(letter.at) - at) / 60_000 : Number.POSITIVE_INFINITY;
	});
}

const kinds: readonly (readonly [string, (n: number) => string])[] = [
	['/24 of two /16', (n: number) => `10.${n % 2}.${n >> 1}.9`],
	['/48 of one /32', (n: number) => `2001:db8:${n.toString(16)}::9`],
	['/24 of 130 /16', (n: number) => `100.${n % 130}.${Math.floor(n / 130)}.9`],
	['of both kinds', (n: number) => (n % 2 ? `10.1.${n >> 1}.9` : `2001:db8:${n.toString(16)}::9`)],
];

describe.each(engines)('on %s, the networks of a flood', (engine, open) => {
	it.each(engine === 'SQLite' ? kinds : kinds.slice(-1))(
		'keep nobody waiting who comes from elsewhere, when each ask has a new one: %s',
		{ timeout: 60_000 },
		async (_kind, attacker) => {
			house = await openBesiegedHouse(open);
			const waits = await siege(attacker, (n) => (n % 2 ? `198.${n}.100.9` : `2a00:${n}::5`));
			expect(waits).toHaveLength(11);
			expect(Math.max(...waits)).toBeLessThanOrEqual(10);
		},
	);

	it(
		'keep nobody waiting who comes from the busiest /16 of theirs, when a few ask again and again',
		{ timeout: 60_000 },
		async () => {
			house = await openBesiegedHouse(open);
			const wide = (n: number) => (n % 10 < 4 ? 0 : n % 10 < 7 ? 1 : 2);
			const waits = await siege(
				(n) => `10.${wide(n)}.${n % 50}.9`,
				(n) => `10.0.${200 + n}.9`,
			);
			expect(Math.max(...waits)).toBeLessThanOrEqual(10);
		},
	);

	it('are counted beyond any number of them: the oldest are forgotten', async () => {
		house = await openBesiegedHouse(open);
		const { db } = house.test.store;
		const early = Array.from({ length: MOST_NETWORKS }, (_, n) => ({
			hash: `h${n}`,
			asked: 1,
			letters: 0,
			since: after(house.clock.now, { minutes: -600 + n / 100 }),
		}));
		for (const wide of [0, 1])
			for (let from = 0; from < early.length; from += 1000)
				await db
					.insertInto('network')
					.values(early.slice(from, from + 1000).map((row) => ({ ...row, wide })))
					.execute();
		for (const n of [1, 2, 3]) await house.signUp(`victim${n}@example.net`, networkOf('203.0.113.7'));
		const kept = await db.selectFrom('network').select(['hash', 'wide', 'asked']).execute();
		expect(kept).toHaveLength(2 * MOST_NETWORKS);
		expect(kept.filter(({ asked }) => asked === 3).map(({ wide }) => wide)).toEqual([0, 1]);
		expect(kept.some(({ hash }) => hash === 'h0')).toBe(false);
		expect(kept.filter(({ hash }) => hash === 'h1')).toHaveLength(2);
	});
});
