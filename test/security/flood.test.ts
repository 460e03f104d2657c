import { afterEach, describe, expect, it } from 'vitest';
import { networkOf } from '../../integrations/kindred/src/base/network.ts';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { mostWaiting } from '../../integrations/kindred/src/person/index.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { mostInAnHour, openBesiegedHouse } from './flood.ts';

/** `npm run soak` sends ten thousand, the size that docs/security.md speaks of. */
const signups = Number(process.env['KINDRED_SIGNUPS'] ?? 1_000);

type House = Awaited<ReturnType<typeof openBesiegedHouse>>;
let house: House;
afterEach(() => house.test.remove());

/** `networks` addresses of visitors, each in a network of its own. */
const ip = (n: number) => `10.${(n >> 8) & 255}.${n & 255}.9`;

/** So many signups for so many foreign addresses, evenly over some minutes; a visitor comes when half of them are done. */
async function flood(
	{ signups, networks, minutes }: { signups: number; networks: number; minutes: number },
	order: 'in turns' | 'each in one go',
) {
	const start = house.clock.now;
	for (let n = 0; n < signups; n++) {
		await house.passTo(after(start, { minutes: (minutes * n) / signups }));
		const attacker = order === 'in turns' ? n % networks : Math.floor((n * networks) / signups);
		await house.signUp(`victim${n}@example.net`, networkOf(ip(attacker)));
		if (n === signups / 2) await house.signUp('visitor@example.org', networkOf('2001:db8:7::5'));
	}
	const came = after(start, { minutes: minutes / 2 });
	await house.pass({ hours: 3 });
	const letter = house.confirmations().find(({ to }) => to === 'visitor@example.org');
	return letter ? (Date.parse(letter.at) - Date.parse(came)) / 60_000 : Number.POSITIVE_INFINITY;
}

describe('a flood of signups', () => {
	it(
		'for foreign addresses, ten from each network: 60 letters an hour, a visitor has theirs in 10 minutes, the author is told once',
		{ timeout: 600_000 },
		async () => {
			house = await openBesiegedHouse(openSqliteForTest);
			const networks = signups / 10;
			expect(await flood({ signups, networks, minutes: 60 }, 'in turns')).toBeLessThanOrEqual(10);
			expect(mostInAnHour(house.confirmations())).toBeLessThanOrEqual(60);
			expect(house.notices().map(({ to }) => to)).toEqual([site.from.email]);
			const { db } = house.test.store;
			const waiting = await db.selectFrom('waiting').select('email_hash').execute();
			expect(waiting.length).toBeLessThanOrEqual(mostWaiting(site.signups));
		},
	);

	it.each([
		['each in one go', 60],
		['in turns', 5],
		['in turns', 600],
	] as const)(
		'is the same when the networks come %s, over %d minutes',
		{ timeout: 120_000 },
		async (order, minutes) => {
			house = await openBesiegedHouse(openSqliteForTest);
			expect(await flood({ signups: 600, networks: 60, minutes }, order)).toBeLessThanOrEqual(10);
			expect(mostInAnHour(house.confirmations())).toBeLessThanOrEqual(60);
			expect(house.notices()).toHaveLength(1);
		},
	);

	it('is the same on Postgres', { timeout: 120_000 }, async () => {
		house = await openBesiegedHouse(openPostgresForTest);
		expect(await flood({ signups: 200, networks: 20, minutes: 60 }, 'in turns')).toBeLessThanOrEqual(10);
		expect(mostInAnHour(house.confirmations())).toBeLessThanOrEqual(60);
		expect(house.notices()).toHaveLength(1);
	});

	it('from one network makes us write twenty letters a day', async () => {
		house = await openBesiegedHouse(openSqliteForTest);
		for (let n = 0; n < 200; n++) {
			await house.signUp(`victim${n}@example.net`, networkOf('203.0.113.7'));
			await house.pass({ minutes: 5 });
		}
		expect(house.confirmations()).toHaveLength(20);
		await house.pass({ hours: 24 });
		await house.signUp('victim999@example.net', networkOf('203.0.113.7'));
		expect(house.confirmations()).toHaveLength(21);
	});

	it('of one address makes us write three letters a day to it, from however many networks', async () => {
		house = await openBesiegedHouse(openSqliteForTest);
		for (let n = 0; n < 60; n++) {
			await house.signUp('victim@example.net', networkOf(ip(n)));
			await house.pass({ minutes: 10 });
		}
		expect(house.confirmations()).toHaveLength(3);
	});

	it('is told of again when a day was quiet in between, and not before', async () => {
		house = await openBesiegedHouse(openSqliteForTest);
		const wave = async (name: string) => {
			for (let n = 0; n < 100; n++) await house.signUp(`${name}${n}@example.net`, networkOf(ip(n)));
		};
		await wave('a');
		await house.pass({ hours: 20 });
		await wave('b');
		expect(house.notices()).toHaveLength(1);
		await house.pass({ hours: 30 });
		await wave('c');
		expect(house.notices()).toHaveLength(2);
	});
});

describe('what is kept of a flood', () => {
	it('names neither an address nor a network, and is gone after a day', async () => {
		house = await openBesiegedHouse(openSqliteForTest);
		for (let n = 0; n < 100; n++) await house.signUp(`victim${n}@example.net`, networkOf(ip(n)));
		const tables = ['signup', 'network', 'waiting', 'setting', 'person', 'address', 'interaction'] as const;
		const kept = async () => {
			const { db } = house.test.store;
			return JSON.stringify(
				await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())),
			);
		};
		expect(await kept()).not.toMatch(/victim|example|10\.\d/);
		const salt = async () =>
			(
				await house.test.store.db
					.selectFrom('setting')
					.select('value')
					.where('key', '=', 'network-salt')
					.executeTakeFirstOrThrow()
			).value;
		const before = await salt();
		await house.pass({ hours: 50 });
		await house.signUp('somebody@example.org', networkOf('203.0.113.7'));
		expect(await salt()).not.toBe(before);
		const { db } = house.test.store;
		expect(await db.selectFrom('network').selectAll().execute()).toHaveLength(2);
		expect(await db.selectFrom('signup').selectAll().execute()).toHaveLength(1);
		expect(await db.selectFrom('waiting').selectAll().execute()).toEqual([]);
	});
});
