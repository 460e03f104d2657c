import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Handover, Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { createPostman } from '../../integrations/kindred/src/mail/postman.ts';
import { outgoingStore } from '../../integrations/kindred/src/store/outgoing.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { letterTo } from './letters.ts';

const START = '2026-11-22T09:30:00.000Z';
const later = (minutes: number) => after(START, { minutes });

/** A carrier that answers as it is told, else takes everything, and knows what it was given. */
function carrier() {
	const given: string[] = [];
	const answers: Handover[] = [];
	const mailer: Mailer = {
		name: 'smtp',
		async send(_letter, key) {
			given.push(key);
			return answers.shift() ?? { ok: true, id: key };
		},
		sendBatch: () => Promise.reject(new Error('A postman hands over single letters.')),
	};
	return { given, answers, mailer };
}

const busy: Handover = { ok: false, kind: 'retry', message: 'busy' };
const letter = letterTo('i-chun@example.com');

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
])('the postman with a store on %s', (_name, open) => {
	let test: TestStore;
	let time: string;
	beforeAll(async () => {
		test = await open();
	}, 60_000);
	beforeEach(async () => {
		time = START;
		await test.empty();
	});
	afterAll(() => test.remove());

	const outgoing = () => outgoingStore(test.store.db, test.store.engine);
	const postman = (mailer: Mailer) => createPostman({ mailer, outgoing: outgoing(), now: () => time });
	const kept = () => test.store.db.selectFrom('outgoing').selectAll().execute();

	it('hands a letter over and keeps nothing of it', async () => {
		const { mailer, given } = carrier();
		expect(await postman(mailer).post(letter, 'confirm:1')).toBe('sent');
		expect([given, await kept()]).toEqual([['confirm:1'], []]);
	});

	it('keeps the letter before it is tried, so that a crash loses nothing', async () => {
		const { mailer, given } = carrier();
		const crashing: Mailer = { ...mailer, send: () => Promise.reject(new Error('power cut')) };
		await expect(postman(crashing).post(letter, 'confirm:1')).rejects.toThrow('power cut');
		expect(await postman(mailer).flush(later(4))).toMatchObject({ sent: 0 });
		expect(await postman(mailer).flush(later(5))).toEqual({ sent: 1, queued: 0, refused: [] });
		expect([given, await kept()]).toEqual([['confirm:1'], []]);
	});

	it('tells of a letter that has left before it is deleted, and of no other', async () => {
		const { mailer, answers } = carrier();
		const told: string[] = [];
		const left = async (_letter: unknown, key: string) => {
			told.push(`${key}, ${(await kept()).length} kept`);
		};
		const telling = createPostman({ mailer, outgoing: outgoing(), now: () => time, left });
		answers.push(busy, { ok: false, kind: 'rejected', message: 'no such address' });
		for (const key of ['late', 'refused', 'sent']) await telling.post(letter, key);
		expect(told).toEqual(['sent, 2 kept']);
		await telling.flush(later(5));
		expect(told).toEqual(['sent, 2 kept', 'late, 1 kept']);
	});

	it('gives the letter to the carrier as it was', async () => {
		const { mailer, answers } = carrier();
		answers.push(busy);
		await postman(mailer).post(letter, 'k');
		const [waiting] = await outgoing().due(later(1), 10);
		expect(waiting).toEqual({ key: 'k', letter, attempts: 1, keptAt: START });
	});

	it('makes one letter of two with the same key', async () => {
		const { mailer, answers, given } = carrier();
		answers.push(busy);
		expect([await postman(mailer).post(letter, 'k'), await postman(mailer).post(letter, 'k')]).toEqual([
			'queued',
			'queued',
		]);
		expect(given).toEqual(['k']);
	});

	it('waits longer after each failure, and gives up after a day', async () => {
		const { mailer, answers, given } = carrier();
		answers.push(...Array.from({ length: 20 }, () => busy));
		await postman(mailer).post(letter, 'k');
		const tries = [0];
		for (let minute = 1; minute <= 1440; minute += minute < 36 ? 1 : 12) {
			const before = given.length;
			const { refused } = await postman(mailer).flush(later(minute));
			if (given.length > before) tries.push(minute);
			expect(refused).toEqual([]);
		}
		expect(tries).toEqual([0, 1, 6, 36, 156, 516, 876, 1236]);
		const { refused } = await postman(mailer).flush(later(1596));
		expect(refused).toEqual([{ key: 'k', reason: 'It could not be handed over within a day.' }]);
		expect([given.length, await kept()]).toEqual([tries.length, []]);
	}, 20_000);

	it('waits as long as the carrier asks', async () => {
		const { mailer, answers } = carrier();
		answers.push({ ...busy, retryAfterSeconds: 601 });
		await postman(mailer).post(letter, 'k');
		expect((await kept())[0]).toMatchObject({ not_before: later(11), last_error: 'busy', attempts: 1 });
	});

	it('refuses what never can be delivered', async () => {
		const { mailer, answers } = carrier();
		answers.push({ ok: false, kind: 'rejected', message: 'no such address' });
		expect(await postman(mailer).post(letter, 'k')).toBe('refused');
		expect(await kept()).toEqual([]);
	});

	it('stops a round when nothing can be sent, and loses nothing', async () => {
		const { mailer, answers, given } = carrier();
		for (const key of ['a', 'b', 'c']) await outgoing().keep(key, letter, START);
		answers.push({ ok: false, kind: 'stop', message: 'quota' });
		expect(await postman(mailer).flush(later(5))).toEqual({ sent: 0, queued: 1, refused: [] });
		expect([given, (await kept()).length]).toEqual([['a'], 3]);
		expect(await postman(mailer).flush(later(6))).toMatchObject({ sent: 3 });
	});

	it('ends a round when the carrier is down', async () => {
		const { mailer, answers, given } = carrier();
		for (const key of ['a', 'b', 'c', 'd', 'e']) await outgoing().keep(key, letter, START);
		answers.push(busy, { ok: true, id: '1' }, busy, busy, busy);
		expect(await postman(mailer).flush(later(5))).toEqual({ sent: 1, queued: 4, refused: [] });
		answers.push(busy, busy, busy);
		await postman(mailer).flush(later(6));
		expect([given.length, (await kept()).length]).toEqual([8, 4]);
	});

	it('hands over what a transaction has kept', async () => {
		const { mailer, given } = carrier();
		await outgoing().keep('rsvp:1', letter, START);
		expect(await postman(mailer).handOver(letter, 'rsvp:1')).toBe('sent');
		expect([given, await kept()]).toEqual([['rsvp:1'], []]);
	});

	it('delivers what waited once a letter went through again', async () => {
		const { mailer, answers, given } = carrier();
		answers.push(busy);
		await postman(mailer).post(letter, 'early');
		time = later(2);
		await postman(mailer).post(letter, 'late');
		expect([given, await kept()]).toEqual([['early', 'late', 'early'], []]);
	});

	it('gives a letter to one of two postmen at a time', async () => {
		for (let index = 0; index < 50; index++) await outgoing().keep(`k${index}`, letter, START);
		const [one, other] = [carrier(), carrier()];
		await Promise.all([postman(one.mailer).flush(later(5)), postman(other.mailer).flush(later(5))]);
		const all = [...one.given, ...other.given];
		expect([all.length, new Set(all).size]).toEqual([50, 50]);
	});
});
