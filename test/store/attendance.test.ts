import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from './open.ts';

const AT = '2031-05-17T11:05:00.000Z';
const letter: Letter = {
	from: { name: '', email: 'ada@example.com' },
	to: { name: '', email: 'bob@example.com' },
	subject: '',
	html: '',
	text: '',
	headers: {},
	tags: {},
};

describe.each([
	['sqlite', openSqliteForTest],
	['postgres', openPostgresForTest],
] as const)('what happened around an event, in %s,', (_engine, open) => {
	let test: TestStore;
	let person: number;
	beforeAll(async () => void (test = await open()));
	afterAll(() => test.remove());
	beforeEach(async () => {
		await test.empty();
		person = (await test.store.people.add({ email: 'bob@example.com' }, AT)).person.id;
	});

	const line = (kind: 'attended' | 'missed' | 'reminded', event = 'supper') =>
		({ person, at: AT, kind, subject: `event:${event}`, key: `${kind}:${event}:${person}` }) as const;
	const kinds = async () => (await test.store.attendance.past('supper')).map(({ kind }) => kind);

	it('is read event by event, without what is none of its business', async () => {
		const { attendance, people } = test.store;
		await attendance.note('supper', AT, { decide: () => ({ log: [line('attended'), line('reminded')] }) });
		await attendance.note('lunch', AT, { decide: () => ({ log: [line('missed', 'lunch')] }) });
		await people.log({ person, at: AT, kind: 'noted', subject: 'event:supper' });
		expect(await kinds()).toEqual(['attended', 'reminded']);
	});

	it('is taken out again for one person, kind and event', async () => {
		const { attendance } = test.store;
		await attendance.note('supper', AT, { decide: () => ({ log: [line('attended'), line('missed')] }) });
		await attendance.note('lunch', AT, { decide: () => ({ log: [line('attended', 'lunch')] }) });
		await attendance.note('supper', AT, {
			decide: () => ({ log: [], undo: [{ person, kind: 'attended' }] }),
		});
		expect(await kinds()).toEqual(['missed']);
		expect(await attendance.past('lunch')).toHaveLength(1);
	});

	it('is decided by one after the other, with each letter kept once', async () => {
		const once = () =>
			test.store.attendance.note('supper', AT, {
				decide: (_ledger, past) =>
					past.length ? { log: [], tell: [] } : { log: [line('reminded')], tell: [person] },
				write: () => ({ key: 'reminder', letter }),
			});
		const all = await Promise.all(Array.from({ length: 8 }, once));
		expect(all.flatMap(({ letters }) => letters)).toHaveLength(1);
		expect(await kinds()).toEqual(['reminded']);
		expect(await test.store.outgoing.due('2031-05-17T12:00:00.000Z', 10)).toHaveLength(1);
	});

	it('is all written or not at all', async () => {
		const failing = test.store.attendance.note('supper', AT, {
			decide: () => ({ log: [line('reminded')], tell: [person] }),
			write: () => {
				throw new Error('The letter cannot be written.');
			},
		});
		await expect(failing).rejects.toThrow('cannot be written');
		expect(await kinds()).toEqual([]);
	});

	it('brings no letter to who was forgotten', async () => {
		await test.store.people.forget(person, AT, () => ['none']);
		const { letters } = await test.store.attendance.note('supper', AT, {
			decide: () => ({ log: [], tell: [person] }),
			write: () => ({ key: 'reminder', letter }),
		});
		expect(letters).toEqual([]);
	});
});
