import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/digest.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { letterTo } from '../mail/letters.ts';
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
] as const)('steering a digest on %s', async (_engine, open) => {
	const place = await open();
	const { digests, mail } = place.store;
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
	const said = ({ message, hint }: { message: string; hint: string }) => `${message}\n${hint}`;

	test('a pause that comes while lanes run lets nothing more leave, and resume and send do the rest', async () => {
		await world.subscribe(600);
		await world.approve();
		let taken = 0;
		let isPaused = false;
		const late: number[] = [];
		const { mailer, got } = takingCarrier(3, async ([first]) => {
			if (isPaused) late.push(Number(/\d+/.exec(first!.to.email)?.[0]));
			if (++taken !== 2) return;
			await digests.steer(digest.group, 'paused', 'a typo', world.clock);
			isPaused = true;
		});
		world.mailer = mailer;
		await expect(kindred('send').catch(said)).resolves.toMatchInlineSnapshot(`
			"The run is paused: a typo.
			Who has it: kindred digest status 2026-11 --people. To go on: kindred digest resume 2026-11, then: kindred digest send 2026-11"
		`);
		// Three lanes: what the two others had written down when the pause came, and not one batch more.
		expect(late.length).toBeLessThanOrEqual(2);
		const { sent, pending } = await world.books();
		expect([sent + pending, sent <= 300, pending >= 300]).toEqual([600, true, true]);
		await expect(kindred('send')).rejects.toThrow('paused');
		await kindred('resume');
		await kindred('send');
		expect([got.length, new Set(got).size]).toEqual([600, 600]);
		expect(await world.books()).toMatchObject({ sent: 600, pending: 0 });
	});

	test('a pause says what is on its way, and one that came too late leaves nothing to go on with', async () => {
		await world.subscribe(2);
		await world.approve();
		let said = '';
		world.mailer = takingCarrier(1, async () => {
			const other = new SteerDesk(place);
			door.desk = other;
			await run(['pause'], other.io);
			[said, door.desk] = [other.out, world];
		}).mailer;
		await kindred('send');
		expect(said).toMatchInlineSnapshot(`
			"Digest 2026-11: 2 candidates = 0 sent + 0 excluded + 2 pending + 0 failed + 0 held
			Paused: nothing more is handed over. 1 batch was on the way already and may arrive.
			  to go on       kindred digest resume 2026-11
			  to end it      kindred digest cancel 2026-11
			  who has it     kindred digest status 2026-11 --people
			"
		`);
		await kindred('send');
		expect([(await digests.run(digest.group))?.state, (await world.books()).sent]).toEqual(['done', 2]);
	});

	test('cancel leaves everybody else out, with the reason, and says where to look', async () => {
		await world.subscribe(150);
		await world.approve();
		const cancels = () => digests.steer(digest.group, 'cancelled', 'a wrong link', world.clock);
		const { mailer, got } = takingCarrier(1, cancels);
		world.mailer = mailer;
		await expect(kindred('send').catch(said)).resolves.toMatchInlineSnapshot(`
			"The run is cancelled: a wrong link.
			Who has it: kindred digest status 2026-11 --people. To send it to the others, approve it anew: kindred digest plan 2026-11 --approve"
		`);
		expect(got).toHaveLength(100);
		expect(await world.books()).toMatchObject({
			sent: 100,
			held: 0,
			excluded: { 'cancelled by the author': 50 },
		});
		expect((await digests.run(digest.group))?.state).toBe('cancelled');
		await expect(kindred('send')).rejects.toThrow('cancelled');
		await expect(kindred('cancel')).rejects.toThrow('under way');
	});

	test('of a batch that was on its way when it was cancelled, those who certainly have nothing get nothing', async () => {
		await world.subscribe(3);
		await world.approve();
		world.mailer = carrier([
			(letters) => ({
				ok: true,
				results: letters.map((_, at) =>
					at === 0 ? { ok: true, id: 'x' } : { ok: false, kind: 'stop', message: 'quota' },
				),
			}),
		]).mailer;
		const { sendBatch } = world.mailer;
		world.mailer = {
			...world.mailer,
			async sendBatch(batch, key) {
				await digests.steer(digest.group, 'cancelled', undefined, world.clock);
				return sendBatch(batch, key);
			},
		};
		await expect(kindred('send')).rejects.toThrow();
		expect(await world.books()).toMatchObject({
			sent: 1,
			held: 0,
			excluded: { 'cancelled by the author': 2 },
		});
	});

	test('an approval that has not begun is called off by cancel', async () => {
		await world.subscribe(1);
		await world.approve();
		await kindred('cancel');
		expect(world.out).toBe(
			'"2026-11" is approved no more, and nobody was mailed. Plan anew: kindred digest plan 2026-11\n',
		);
		await expect(kindred('send')).rejects.toThrow('No plan of "2026-11" is approved.');
		await expect(kindred('cancel')).rejects.toThrow('No run of "2026-11" is under way.');
	});

	test('without a name the digest under way is meant, not a newer file', async () => {
		await world.subscribe(1);
		await world.approve();
		world.mailer = carrier([refused('stop')]).mailer;
		await expect(kindred('send')).rejects.toThrow();
		world.digests = [{ ...digest, id: '2026-12', group: '2026-12', date: '2026-12-20' }];
		await kindred('pause');
		expect(world.out).toMatchInlineSnapshot(`
			"Digest 2026-11: 1 candidates = 0 sent + 0 excluded + 1 pending + 0 failed + 0 held
			Paused: nothing more is handed over. 1 batch was on the way already and may arrive.
			  to go on       kindred digest resume 2026-11
			  to end it      kindred digest cancel 2026-11
			  who has it     kindred digest status 2026-11 --people
			"
		`);
		expect((await digests.run(digest.group))?.state).toBe('paused');
	});

	test('one switch stops digests and single letters, and lets both go again', async () => {
		await world.subscribe(2);
		await world.approve();
		const { mailer, got } = takingCarrier();
		world.mailer = mailer;
		await kindred('pause', '--all', '--why', 'a leak');
		expect(await world.desk.postman.post(letterTo('ann@example.com'), 'confirm:1')).toBe('queued');
		await expect(kindred('send').catch(said)).resolves.toMatchInlineSnapshot(`
			"All mail is stopped: a leak.
			Let it leave again with \`kindred digest resume --all\`, then go on with: kindred digest send 2026-11"
		`);
		await kindred('send', '--if-due');
		expect([world.out, world.err, got]).toEqual(['', '', []]);
		await kindred('resume', '--all');
		expect(world.out).toMatchInlineSnapshot(`
			"Mail may leave again. 1 waiting letter left just now.
			A digest goes on with: kindred digest send 2026-11
			"
		`);
		await kindred('send');
		expect(got).toEqual(['ann@example.com', 'reader1@example.com', 'reader2@example.com']);
		await kindred('resume', '--all');
		expect([world.out, await mail.stopped()]).toEqual(['Mail was not stopped.\n', undefined]);
	});

	test('with a clock of its own nothing leaves through a real provider, and everything through a stand-in here', async () => {
		await world.subscribe(2);
		await world.approve();
		world.isRehearsed = true;
		await expect(kindred('send').catch(said)).resolves.toMatchInlineSnapshot(`
			"\`--now\` is for rehearsals, and RESEND_API_KEY would send real letters.
			Leave \`--now\` out, or take the key away: then letters go to the outbox."
		`);
		expect(await world.books()).toMatchObject({ candidates: 0 });
		world.env = { RESEND_BASE_URL: 'http://127.0.0.1:4010' };
		await kindred('send');
		expect(await world.books()).toMatchObject({ sent: 2 });
	});
});
