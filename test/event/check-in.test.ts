import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	checkIn,
	checkInCode,
	closeDoor,
	peopleOfCode,
	readCode,
	readResult,
	undoCheckIn,
} from '../../integrations/kindred/src/event/index.ts';
import { openEventHouse, type EventTest } from './house.ts';

const keys = ['a secret that is long enough to sign with'] as const;

describe('the code of a guest', () => {
	it('is never that of another, for any number of guests', () => {
		const codes = new Set(Array.from({ length: 20_000 }, (_, person) => checkInCode('supper', person, keys)));
		expect(codes.size).toBe(20_000);
		expect([...codes].every((code) => /^[0-9A-HJKMNP-TV-Z]{6}$/.test(code))).toBe(true);
	});

	it('leads back to its person, at this event only', () => {
		fc.assert(
			fc.property(fc.nat({ max: 2 ** 30 - 1 }), (person) => {
				const code = checkInCode('supper', person, keys);
				expect(peopleOfCode('supper', code, keys)).toEqual([person]);
				expect(peopleOfCode('lunch', code, keys)).not.toEqual([person]);
			}),
			{ numRuns: 200 },
		);
	});

	it('is still known after the secret was changed', () => {
		const code = checkInCode('supper', 7, keys);
		expect(peopleOfCode('supper', code, ['another secret, which is newer', ...keys])).toContain(7);
	});

	it('is read as people write it', () => {
		expect([' 7k3-m9q ', '7K3 M9Q', 'oil109'].map(readCode)).toEqual(['7K3M9Q', '7K3M9Q', '011109']);
		expect(['', '7K3M9', '7K3M9QQ', '7K3M9U', '七七七七七七', 'a@b.co'].map(readCode)).toEqual(
			Array.from({ length: 6 }),
		);
		expect(peopleOfCode('supper', 'U', keys)).toEqual([]);
	});
});

describe('the result of the sheet', () => {
	it('names the event, and who came with how many', () => {
		expect(readResult('Came to supper:\r\n7k3m9q\n 8ABCDE +2 \n\nbob@example.com\n')).toEqual({
			event: 'supper',
			names: [
				{ name: '7K3M9Q', guests: undefined },
				{ name: '8ABCDE', guests: 2 },
				{ name: 'bob@example.com', guests: undefined },
			],
		});
	});
	it('may be empty, without a head, or hostile', () => {
		expect(readResult('')).toEqual({ event: undefined, names: [] });
		expect(readResult('7K3M9Q+0').names).toEqual([{ name: '7K3M9Q', guests: 0 }]);
		expect(readResult(`${'+'.repeat(50_000)}\n`.repeat(3)).names).toHaveLength(3);
		expect(readResult('x\n'.repeat(50_000)).names).toHaveLength(10_000);
	});
});

describe('at the door', () => {
	let test: EventTest;
	beforeEach(async () => {
		test = await openEventHouse();
		for (const name of ['ada', 'bob', 'cy']) await test.comes(name);
		test.clock.now = '2031-05-17T11:05:00.000Z';
	});
	afterEach(() => test.test.remove());

	const door = () => ({ store: test.test.store, now: () => test.clock.now });
	const lines = async (person: number) =>
		(await test.test.store.people.timeline(person))
			.filter(({ kind }) => kind === 'attended' || kind === 'missed')
			.map(({ kind, detail }) => [kind, detail]);

	it('everybody is noted once, however often, and by whomever', async () => {
		expect(await checkIn('supper', [{ person: 1 }, { person: 1 }], door())).toEqual([1]);
		const twice = await Promise.all(
			[1, 2].map(() => checkIn('supper', [{ person: 1 }, { person: 3 }], door())),
		);
		expect(twice.toSorted()).toEqual([[], [3]]);
		expect(await lines(1)).toEqual([['attended', {}]]);
	});

	it('another number of companions takes the place of the first', async () => {
		await checkIn('supper', [{ person: 1, guests: 2 }], door());
		expect(await checkIn('supper', [{ person: 1 }], door())).toEqual([]);
		expect(await checkIn('supper', [{ person: 1, guests: 1 }], door())).toEqual([1]);
		expect(await lines(1)).toEqual([['attended', { guests: 1 }]]);
	});

	it('what was noted by mistake is taken back, and leaves nothing', async () => {
		await checkIn('supper', [{ person: 1 }], door());
		expect(await undoCheckIn('supper', [1, 2], door())).toEqual([1]);
		expect(await lines(1)).toEqual([]);
		expect(await checkIn('supper', [{ person: 1 }], door())).toEqual([1]);
	});

	it('whoever had a seat and did not come has missed it, and no longer when they come late', async () => {
		await checkIn('supper', [{ person: 1 }], door());
		expect(await closeDoor('supper', door())).toEqual([2]);
		expect(await closeDoor('supper', door())).toEqual([]);
		expect([await lines(1), await lines(2), await lines(3)]).toEqual([
			[['attended', {}]],
			[['missed', {}]],
			[],
		]);
		await checkIn('supper', [{ person: 2 }], door());
		expect(await lines(2)).toEqual([['attended', {}]]);
	});
});
