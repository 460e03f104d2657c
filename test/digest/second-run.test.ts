import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { digest, now } from './sample.ts';
import { carrier, refused, sendingOn } from './sending.ts';

const LATER = '2026-11-22T10:00:00.000Z';
const refuseAll = (letters: readonly Letter[]) => ({
	ok: true as const,
	results: letters.map(() => ({ ok: false as const, kind: 'rejected' as const, message: 'no such mailbox' })),
});

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('what an earlier run of a digest leaves behind, on %s', (_engine, open) => {
	let test: TestStore;
	beforeAll(async () => {
		test = await open();
	});
	beforeEach(() => test.empty());
	afterAll(() => test.remove());

	const frozen = async () => {
		const rows = await test.store.db.selectFrom('chunk').select('frozen').execute();
		return rows.map((row) => row.frozen).join('\n');
	};

	it('is not counted against the next one', async () => {
		const { digests, people, subscribe, approve, send } = sendingOn(test);
		await subscribe(site.breaker.least + 1);
		await approve();
		await send(carrier().mailer);
		await test.store.db.updateTable('delivery').set({ outcome: 'bounced' }).execute();
		await people.add({ email: 'late@example.com', state: 'subscribed', languages: ['en'] }, now);
		await approve();
		const second = carrier([refuseAll]);
		expect(await send(second.mailer, LATER)).toEqual({ kind: 'done' });
		expect(second.calls.flatMap(({ letters }) => letters.map(({ to }) => to.email))).toEqual([
			'late@example.com',
		]);
		expect(await digests.health(digest.group)).toMatchObject({ bounced: 0, failed: 1 });
	});

	it('is known better by the carrier than by whoever gave it up meanwhile', async () => {
		const { digests, subscribe, approve, send, addsUp } = sendingOn(test);
		await subscribe(2);
		await approve();
		const slow = carrier();
		const mailer = {
			...slow.mailer,
			async sendBatch(...call: Parameters<typeof slow.mailer.sendBatch>) {
				const answer = await slow.mailer.sendBatch(...call);
				await digests.steer(digest.group, 'cancelled', undefined, now);
				await test.store.deliveries.resolveHeld(digest.group, 'again', now);
				expect(await addsUp()).toMatchObject({ failed: 2 });
				return answer;
			},
		};
		expect(await send(mailer)).toMatchObject({ kind: 'halted' });
		expect(await addsUp()).toMatchObject({ sent: 2, failed: 0 });
		await approve();
		const second = carrier();
		await send(second.mailer, LATER);
		expect(second.calls).toEqual([]);
	});

	it.each(['held', 'cancelled'] as const)(
		'has no address of whoever was forgotten while it was on its way, once it is %s',
		async (how) => {
			const { digests, people, subscribe, approve, send } = sendingOn(test);
			await subscribe(2);
			await approve();
			await send(carrier([refused('stop')]).mailer);
			const gone = (await people.byEmail('reader1@example.com'))!;
			await people.forget(gone.id, now, () => ['x']);
			expect(await frozen()).toContain('reader1@example.com');
			if (how === 'held') await digests.hold((await openChunk())!.id, 'nobody knows', LATER);
			else await digests.steer(digest.group, 'cancelled', undefined, LATER);
			expect(await frozen()).not.toContain('reader1@example.com');
			expect(await frozen()).toContain('reader2@example.com');
		},
	);

	async function openChunk() {
		const { digests } = test.store;
		const [first] = await digests.openChunks(digest.group);
		return first && digests.chunk(first.id);
	}
});
