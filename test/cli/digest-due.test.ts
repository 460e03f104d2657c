import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BatchHandover, Letter } from '../../integrations/kindred/src/base/letter.ts';
import { run } from '../../integrations/kindred/src/cli/digest.ts';
import { main } from '../../integrations/kindred/src/cli/main.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { digest, now } from '../digest/sample.ts';
import { carrier, refused } from '../digest/sending.ts';
import { SteerDesk, takingCarrier } from '../digest/steer-desk.ts';

const door = vi.hoisted(() => ({ desk: {} as { desk?: unknown } }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => door.desk.desk,
}));

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('a digest that is to leave later, on %s', async (_engine, open) => {
	const place = await open();
	let world: SteerDesk;
	let got: string[];
	afterAll(() => place.remove());
	beforeEach(async () => {
		await place.empty();
		world = new SteerDesk(place);
		const taking = takingCarrier();
		[world.mailer, got] = [taking.mailer, taking.got];
		door.desk = world;
		await world.subscribe(2);
	});
	/** Exit code, what it said and what it complained of. */
	const kindred = async (...words: string[]) => {
		[world.out, world.err] = ['', ''];
		const code = await main(['digest', ...words], world.io);
		return { code, out: world.out, err: world.err };
	};
	const silent = { code: 0, out: '', err: '' };
	const cron = (clock: string) => {
		world.clock = clock;
		return kindred('send', '--if-due');
	};

	test('at a clock of the author’s zone', async () => {
		await world.approve();
		expect((await kindred('send', '--at', '2026-11-22T11:00')).out).toMatchInlineSnapshot(`
			""2026-11" leaves at 2026-11-22 11:00 (Europe/Berlin), or when cron runs \`kindred digest send --if-due\` next after that.
			To call it off: kindred digest cancel 2026-11
			"
		`);
		expect(await cron('2026-11-22T09:59:59.000Z')).toEqual(silent);
		expect(await kindred('send')).toMatchObject({
			code: 1,
			err: '"2026-11" is to leave at 2026-11-22 11:00 (Europe/Berlin); it is not that late yet.\nTo send it now, approve it anew: kindred digest plan 2026-11 --approve\n',
		});
		expect(await cron('2026-11-22T10:00:00.000Z')).toMatchObject({ code: 0, err: 'batch 1 of 1\n' });
		expect(got).toHaveLength(2);
		expect(await cron('2026-11-22T10:10:00.000Z')).toEqual(silent);
	});

	test('at an instant', async () => {
		await world.approve();
		await kindred('send', '--at', '2026-11-22T11:00:00+01:00');
		expect((await place.store.digests.approval(digest.group))?.due).toBe('2026-11-22T10:00:00.000Z');
		await kindred('send', '--at', '2026-11-22T12:00:00Z');
		expect((await place.store.digests.approval(digest.group))?.due).toBe('2026-11-22T12:00:00.000Z');
	});

	test.each([
		['2026-11-22T09:00:00Z', 'has passed already.'],
		['tomorrow', 'is no time.'],
		['2026-11-30', 'is no time.'],
		['2026-13-45T09:00', 'is no time.'],
		['2027-02-30T09:00:00Z', 'is no time.'],
		['2026-12-01T24:01', 'is no time.'],
		['2026-12-01T09:00+99:00', 'is no time.'],
		['', 'is no time.'],
	])('but not at %j', async (at, why) => {
		await world.approve();
		const { code, err } = await kindred('send', '--at', at);
		expect([code, err]).toEqual([1, expect.stringContaining(why)]);
		expect((await place.store.digests.approval(digest.group))?.due).toBeUndefined();
	});

	test('not without an approval, and not together with the question whether it is due', async () => {
		expect((await kindred('send', '--at', '2026-12-01T09:00')).err).toContain(
			'No plan of "2026-11" is approved.',
		);
		expect((await kindred('send', '--at', '2026-12-01T09:00', '--if-due')).code).toBe(1);
	});

	test('says nothing to cron while nothing is approved, or its day has not come', async () => {
		expect(await cron(now)).toEqual(silent);
		world.digests = [{ ...digest, date: '2026-11-24' }];
		await world.approve();
		// 23:59 and midnight in Berlin.
		expect(await cron('2026-11-23T22:59:00.000Z')).toEqual(silent);
		expect(await cron('2026-11-23T23:00:00.000Z')).toMatchObject({ code: 0 });
		expect(got).toHaveLength(2);
	});

	test('is not sent any more when it is more than a day late, until the author says what to do', async () => {
		await world.approve();
		await kindred('send', '--at', '2026-11-22T11:00');
		expect(await cron('2026-11-23T10:00:01.000Z')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": ""2026-11" was to leave at 2026-11-22 11:00 (Europe/Berlin), which is more than a day ago.
			If it is still true: kindred digest send 2026-11. If not: kindred digest cancel 2026-11
			",
			  "out": "",
			}
		`);
		expect(got).toEqual([]);
		await kindred('cancel', '2026-11');
		expect(await kindred('send', '--if-due')).toEqual(silent);
	});

	test('without a time it may be a day late as well, counted from when it was approved', async () => {
		world.digests = [{ ...digest, date: '2026-11-01' }];
		await world.approve();
		expect((await cron('2026-11-24T09:00:00.000Z')).err).toContain('was to leave on 2026-11-22');
		expect(await cron('2026-11-23T09:00:00.000Z')).toMatchObject({ code: 0 });
		expect(got).toHaveLength(2);
	});

	test('is left alone while it is paused, and gone on with when it was cut off', async () => {
		await world.subscribe(150, 3);
		await world.approve();
		const taken = (letters: readonly Letter[]): BatchHandover => ({
			ok: true,
			results: letters.map(() => ({ ok: true, id: 'x' })),
		});
		world.mailer = carrier([taken, refused('stop')]).mailer;
		expect(await cron(now)).toMatchObject({ code: 1, err: expect.stringContaining('told to stop') });
		await kindred('pause');
		expect(await kindred('send', '--if-due')).toEqual(silent);
		await kindred('resume');
		// A day has passed, or a week: what has begun is brought to its end.
		expect(await cron('2026-11-22T20:00:00.000Z')).toMatchObject({ code: 0 });
		expect(await world.books()).toMatchObject({ sent: 152, pending: 0 });
	});

	test('says nothing again and again about what is held', async () => {
		await world.approve();
		world.mailer = { ...carrier([() => new Error('killed')]).mailer, name: 'smtp' };
		await expect(cron(now)).rejects.toThrow('killed');
		expect(await cron('2026-11-22T09:10:00.000Z')).toMatchObject({
			code: 1,
			err: expect.stringContaining('--held'),
		});
		expect(await cron('2026-11-22T09:20:00.000Z')).toEqual(silent);
		expect(await world.books()).toMatchObject({ held: 2 });
	});

	test('an older approval that was replaced does not come back when the newer one was sent', async () => {
		await world.approve();
		await kindred('send', '--at', '2026-11-22T09:30:00Z');
		await world.subscribe(1, 3);
		world.clock = '2026-11-22T09:10:00.000Z';
		await world.approve();
		expect(await cron('2026-11-22T09:40:00.000Z')).toMatchObject({ code: 0 });
		expect(got).toHaveLength(3);
		expect(await cron('2026-11-25T09:40:00.000Z')).toEqual(silent);
	});

	test('is sent although another one cannot be: what is wrong is said, and the exit code is 1', async () => {
		const [first, second] = [digest, { ...digest, id: '2026-12', group: '2026-12' }];
		world.digests = [first, second];
		await world.approve(first);
		await world.subscribe(1, 3);
		await world.approve(second);
		const gone = { ...digest, id: '2026-10', group: '2026-10' };
		await world.approve(gone);
		expect(await cron(now)).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "batch 1 of 1
			"2026-10" is to be sent, but there is no such file any more.
			Put it back, or call it off with: kindred digest cancel 2026-10

			Something moved since "2026-11" was approved: 1 more reader. Nobody was mailed.
			Look again and approve what is true now: kindred digest plan 2026-11 --approve
			",
			  "out": "Digest 2026-12: 3 candidates = 3 sent + 0 excluded + 0 pending + 0 failed + 0 held
			  of those sent: 3 no word yet
			  wrote back: 0 readers, 0 replies
			  answered an invitation within 14 days: 0 readers
			  left within 14 days: 0 readers

			  language  sent  wrote back
			  en           3           0

			  article  sent  wrote back  about it
			  a           3           0         0
			  b           3           0         0
			  by-hand     3           0         0
			",
			}
		`);
		expect(await kindred('cancel', '2026-10')).toMatchObject({ code: 0 });
		expect((await cron(now)).err).not.toContain('2026-10');
	});

	test('a mistake of ours in one is told, after the others were sent', async () => {
		const broken = { ...digest, id: '2026-10', group: '2026-10' };
		world.digests = [broken, digest];
		await world.approve(broken);
		await world.approve(digest);
		const { digests } = place.store;
		const planOf = vi.spyOn(digests, 'run').mockImplementationOnce(() => Promise.reject(new Error('a bug')));
		await expect(run(['send', '--if-due'], world.io)).rejects.toThrow('a bug');
		planOf.mockRestore();
		expect(got).toHaveLength(2);
	});
});
