import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/digest.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { digest } from '../digest/sample.ts';
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
] as const)('sending a digest once more on %s', async (_engine, open) => {
	const place = await open();
	const { digests } = place.store;
	let world: SteerDesk;
	afterAll(() => place.remove());
	beforeEach(async () => {
		await place.empty();
		world = new SteerDesk(place);
		door.desk = world;
	});
	const kindred = async (...words: string[]) => {
		[world.out, world.err] = ['', ''];
		return run(words, world.io);
	};

	test('what was cancelled before anything left can be approved and sent after all', async () => {
		await world.subscribe(2);
		await world.approve();
		world.mailer = carrier([refused('stop')]).mailer;
		await expect(kindred('send')).rejects.toThrow('told to stop');
		const first = (await digests.run(digest.group))!.plan.hash;
		await place.store.db
			.updateTable('chunk')
			.set({ state: 'planned', frozen: await frozenOf(place) })
			.execute();
		await kindred('cancel', '--why', 'not yet');
		expect(world.out).toMatchInlineSnapshot(`
			"Digest 2026-11: 2 candidates = 0 sent + 2 excluded + 0 pending + 0 failed + 0 held
			  excluded: 2 cancelled by the author
			Cancelled: whoever has no letter yet gets none.
			  who has it     kindred digest status 2026-11 --people
			  to correct it  write a digest with \`corrects: 2026-11\`: it goes to exactly those who have this one
			"
		`);
		expect((await world.approve()).hash).toBe(first);
		const { mailer, got } = takingCarrier();
		world.mailer = mailer;
		await kindred('send');
		expect(got).toHaveLength(2);
		expect(await world.books()).toMatchObject({ sent: 2, excluded: {} });
	});

	test('a plan that nobody took can be approved again as it was', async () => {
		await world.subscribe(2);
		await world.approve();
		world.mailer = carrier([refused('rejected')]).mailer;
		await kindred('send');
		expect(await world.books()).toMatchObject({ failed: 2 });
		await world.approve();
		const { mailer, got } = takingCarrier();
		world.mailer = mailer;
		await kindred('send');
		expect(got).toHaveLength(2);
		expect(await world.books()).toMatchObject({ sent: 2, failed: 0 });
	});

	test('a second wave goes to those who joined since, and to nobody again', async () => {
		await world.subscribe(120);
		await world.approve();
		const { mailer, got } = takingCarrier();
		world.mailer = mailer;
		await kindred('send');
		await world.subscribe(3, 121);
		const second = await world.approve();
		expect(second.counts).toMatchObject({ readers: 3, excluded: { 'got it already': 120 } });
		await kindred('send');
		expect([got.length, new Set(got).size]).toEqual([123, 123]);
		expect(await world.books()).toMatchObject({ candidates: 123, sent: 123 });
	});

	test('a run that another one overtook between plan and begin mails nobody again', async () => {
		await world.subscribe(150);
		const made = await world.approve();
		const { mailer, got } = takingCarrier();
		world.mailer = mailer;
		await kindred('send');
		// Both had read the approval; this one begins when the other is done.
		await digests.begin(made, world.clock);
		await kindred('send');
		expect(got).toHaveLength(150);
		// Nor does it with an approval that another author gave meanwhile.
		await digests.keepPlan(made, world.clock);
		await digests.approve(made.hash, world.clock);
		await digests.begin(made, world.clock);
		await kindred('send');
		expect(got).toHaveLength(150);
		expect(await world.books()).toMatchObject({ candidates: 150, sent: 150 });
	});
});

/** The readings of the one batch, as it was planned. */
async function frozenOf({
	store,
}: {
	store: { db: Awaited<ReturnType<typeof openSqliteForTest>>['store']['db'] };
}) {
	const { frozen } = await store.db.selectFrom('chunk').select('frozen').executeTakeFirstOrThrow();
	return frozen;
}
