import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatchHandover, Letter, Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { digest, now } from './sample.ts';
import { carrier, refused, sendingOn } from './sending.ts';

const LATER = after(now, { minutes: 11 });

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('sending a digest on %s', async (_engine, open) => {
	const place = await open();
	const { subscribe, approve, send, addsUp } = sendingOn(place);
	const { deliveries } = place.store;
	afterAll(() => place.remove());
	beforeEach(() => place.empty());

	describe('through a mail server, which knows no keys', () => {
		const smtp = (answers: Parameters<typeof carrier>[0]) => {
			const { mailer, calls } = carrier(answers);
			return { mailer: { ...mailer, name: 'smtp' as const }, calls };
		};

		test('a run that dies in a batch holds it: who got it cannot be known', async () => {
			await subscribe(2);
			await approve();
			await expect(send(smtp([() => new Error('killed')]).mailer)).rejects.toThrow('killed');
			const { mailer, calls } = smtp([]);
			expect(await send(mailer, LATER)).toMatchObject({ kind: 'held' });
			expect(calls).toEqual([]);
			expect(await addsUp()).toMatchObject({ held: 2 });
		});

		test('a batch that another run is handing over is not given up, and nobody is asked about it', async () => {
			await subscribe(2);
			await approve();
			const slow = smtp([]);
			const meanwhile = smtp([]);
			const mailer: Mailer = {
				...slow.mailer,
				async sendBatch(...call) {
					expect(await send(meanwhile.mailer)).toMatchObject({
						kind: 'stopped',
						message: expect.stringContaining('another run is at it'),
					});
					expect(await deliveries.heldChunks(digest.group)).toEqual([]);
					return slow.mailer.sendBatch(...call);
				},
			};
			expect(await send(mailer)).toEqual({ kind: 'done' });
			expect(meanwhile.calls).toEqual([]);
			expect(await addsUp()).toMatchObject({ sent: 2 });
		});

		test('a server that takes nothing costs nobody their letter', async () => {
			await subscribe(2);
			await approve();
			expect(await send(smtp([refused('stop')]).mailer)).toMatchObject({ kind: 'stopped' });
			expect(await send(smtp(Array.from({ length: 5 }, () => refused('retry'))).mailer)).toMatchObject({
				kind: 'stopped',
			});
			expect(await addsUp()).toMatchObject({ pending: 2, failed: 0 });
			expect(await send(smtp([]).mailer)).toEqual({ kind: 'done' });
			expect(await addsUp()).toMatchObject({ sent: 2 });
		});

		test('a server that goes away in the middle is asked again for those it certainly did not take', async () => {
			await subscribe(4);
			await approve();
			const { mailer, calls } = smtp([
				() => ({
					ok: true,
					results: [
						{ ok: true, id: 'x' },
						{ ok: false, kind: 'retry', message: 'gone', unclear: true },
						...[3, 4].map(() => ({ ok: false, kind: 'stop', message: 'gone' }) as const),
					],
				}),
			]);
			expect(await send(mailer)).toEqual({ kind: 'stopped', message: 'gone' });
			expect(await addsUp()).toMatchObject({ sent: 1, held: 1, pending: 2 });
			expect(await send(mailer)).toEqual({ kind: 'done' });
			expect(calls[1]!.letters.map(({ to }) => to.email)).toEqual([
				'reader3@example.com',
				'reader4@example.com',
			]);
			expect(await addsUp()).toMatchObject({ sent: 3, held: 1, pending: 0 });
		});

		test('a mailbox that is busy is tried again alone, and given up after some tries', async () => {
			await subscribe(2);
			await approve();
			const busy = (letters: readonly Letter[]): BatchHandover => ({
				ok: true,
				results: letters.map(({ to }) =>
					to.email.startsWith('reader2')
						? { ok: false, kind: 'retry', message: 'busy' }
						: { ok: true, id: 'x' },
				),
			});
			const { mailer, calls } = smtp([busy, busy, busy, busy, busy]);
			expect(await send(mailer)).toEqual({ kind: 'done' });
			expect(calls.map(({ letters }) => letters.length)).toEqual([2, 1, 1, 1, 1]);
			expect(await addsUp()).toMatchObject({ sent: 1, failed: 1 });
		});
	});
});
