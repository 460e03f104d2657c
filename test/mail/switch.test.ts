import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchOf } from '../../integrations/kindred/src/base/batch.ts';
import type { Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { createPostman } from '../../integrations/kindred/src/mail/postman.ts';
import { stoppable } from '../../integrations/kindred/src/mail/switch.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { letterTo } from './letters.ts';

const START = '2026-11-22T09:30:00.000Z';
const letter = letterTo('ann@example.com');

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
])('the switch that stops all mail, on %s', (_name, open) => {
	let test: TestStore;
	let time: string;
	let given: string[];
	beforeAll(async () => {
		test = await open();
	}, 60_000);
	beforeEach(async () => {
		[time, given] = [START, []];
		await test.empty();
	});
	afterAll(() => test.remove());

	const carrier: Mailer = {
		name: 'smtp',
		lanes: 2,
		async send(_letter, key) {
			given.push(key);
			return { ok: true, id: key };
		},
		async sendBatch({ size }, key) {
			given.push(key);
			return { ok: true, results: Array.from({ length: size }, () => ({ ok: true, id: key })) };
		},
	};
	const mailer = () => stoppable(carrier, test.store.mail);
	const postman = () =>
		createPostman({
			mailer: mailer(),
			outgoing: test.store.outgoing,
			now: () => time,
			stopped: () => test.store.mail.stopped(),
		});
	const kept = () => test.store.db.selectFrom('outgoing').select(['key', 'attempts']).execute();

	it('holds letters and batches alike, and says why', async () => {
		await test.store.mail.stop('a leak');
		const refusal = { ok: false, kind: 'stop', message: 'All mail is stopped: a leak' };
		expect(await mailer().send(letter, 'a')).toEqual(refusal);
		expect(await mailer().sendBatch(batchOf([letter]), 'b')).toEqual(refusal);
		await test.store.mail.stop('');
		expect(await mailer().send(letter, 'a')).toMatchObject({ message: 'All mail is stopped' });
		await test.store.mail.start();
		expect(await mailer().send(letter, 'a')).toEqual({ ok: true, id: 'a' });
		expect([given, mailer().lanes, mailer().name]).toEqual([['a'], 2, 'smtp']);
	});

	it('keeps each letter that is posted meanwhile, and lets all go at once, however often they were asked about', async () => {
		await test.store.mail.stop('a leak');
		for (const key of ['a', 'b', 'c']) expect(await postman().post(letter, key)).toBe('queued');
		expect(await postman().post(letter, 'a')).toBe('queued');
		for (let hour = 1; hour < 20; hour++) {
			time = after(START, { hours: hour });
			expect(await postman().flush()).toEqual({ sent: 0, queued: 0, refused: [] });
		}
		expect(await kept()).toEqual(['a', 'b', 'c'].map((key) => ({ key, attempts: 0 })));
		await test.store.mail.start();
		expect(await postman().flush()).toEqual({ sent: 3, queued: 0, refused: [] });
		expect([given, await kept()]).toEqual([['a', 'b', 'c'], []]);
	});

	it('costs nobody their letter when it stays for a week', async () => {
		await test.store.mail.stop('');
		await postman().post(letter, 'a');
		time = after(START, { days: 7 });
		await postman().flush();
		await test.store.mail.start();
		expect(await postman().flush()).toEqual({ sent: 1, queued: 0, refused: [] });
	});

	it('gives no new day to a letter that may have left before', async () => {
		const crashing = { ...carrier, send: () => Promise.reject(new Error('power cut')) };
		const dying = createPostman({ mailer: crashing, outgoing: test.store.outgoing, now: () => time });
		await expect(dying.post(letter, 'a')).rejects.toThrow('power cut');
		await test.store.mail.stop('');
		time = after(START, { hours: 25 });
		await postman().flush();
		await test.store.mail.start();
		expect(await postman().flush()).toMatchObject({ sent: 0, refused: [{ key: 'a' }] });
		expect(given).toEqual([]);
	});

	it('gives a letter that waited to one of two who let it go', async () => {
		await test.store.mail.stop('');
		for (let n = 0; n < 20; n++) await postman().post(letter, `k${n}`);
		await test.store.mail.start();
		await Promise.all([postman().flush(), postman().flush()]);
		expect([given.length, new Set(given).size]).toEqual([20, 20]);
	});
});
