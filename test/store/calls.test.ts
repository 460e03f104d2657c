import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteForTest, type TestStore } from './open.ts';

const at = '2031-05-01T09:00:00.000Z';
let test: TestStore;
beforeAll(async () => {
	test = await openSqliteForTest();
});
beforeEach(() => test.empty());
afterAll(() => test.remove());

const note = (call: string, mail: string, answered = true, when = at) =>
	test.store.calls.note({ call, mail }, { answered, at: when });
const waiting = (when = at) => test.store.calls.waiting(9, when);

describe('a call about a mail', () => {
	it('that was answered is not answered again, and its mail waits once', async () => {
		expect(await Promise.all([note('c1', 'm1'), note('c2', 'm1'), note('c3', 'm2')])).toEqual([
			true,
			true,
			true,
		]);
		expect(await note('c1', 'm1')).toBe(false);
		expect([...(await waiting())].sort()).toEqual(['m1', 'm2']);
	});

	it('that was not answered yet may come again until its mail is filed', async () => {
		expect(await note('c1', 'm1', false)).toBe(true);
		expect(await note('c1', 'm1', false)).toBe(true);
		await test.store.calls.filed('m1', { call: 'c1', at });
		expect(await note('c1', 'm1', false)).toBe(false);
		expect(await waiting()).toEqual([]);
	});

	it('is not brought back by a copy that comes after its mail was filed', async () => {
		await note('c1', 'm1');
		await test.store.calls.filed('m1', { at });
		await test.store.calls.filed('m1', { at });
		expect(await note('c1', 'm1')).toBe(false);
		expect(await waiting()).toEqual([]);
	});

	it('is let go after three days, and that it was answered is forgotten after a month', async () => {
		await note('c1', 'm1');
		expect(await waiting('2031-05-04T08:00:00.000Z')).toEqual(['m1']);
		expect(await waiting('2031-05-04T10:00:00.000Z')).toEqual([]);
		expect(await note('c1', 'm1', true, '2031-05-30T09:00:00.000Z')).toBe(false);
		await waiting('2031-06-01T10:00:00.000Z');
		expect(await note('c1', 'm1', true, '2031-06-01T10:00:00.000Z')).toBe(true);
	});

	it('of 500 that come at once is one of 500 that wait', async () => {
		await Promise.all(Array.from({ length: 500 }, (_, n) => note(`c${n}`, `m${n}`)));
		expect((await test.store.calls.waiting(1000, at)).length).toBe(500);
	});
});
