import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { backupStore } from '../../integrations/kindred/src/store/backup.ts';
import { connect, nouns } from '../../integrations/kindred/src/store/index.ts';
import { restoreStore } from '../../integrations/kindred/src/store/restore.ts';
import { digest, now } from '../digest/sample.ts';
import { carrier, refused, sendingOn } from '../digest/sending.ts';
import { openSqliteForTest, type TestStore } from './open.ts';

const LATER = after(now, { hours: 2 });

describe('a store restored from a backup', () => {
	let source: TestStore;
	let folder: string;
	let restored: TestStore | undefined;
	beforeEach(async () => {
		source = await openSqliteForTest();
		folder = mkdtempSync(join(tmpdir(), 'kindred-restored-'));
	});
	afterEach(async () => {
		await source.remove();
		await restored?.remove();
	});

	/** The store as it is now, once everything else that happens has happened to the first one. */
	async function asItIsNow(): Promise<() => Promise<TestStore>> {
		const file = join(folder, 'people.db');
		await backupStore(source.store, file);
		return async () => {
			const open = await connect(`sqlite:${join(folder, '.kindred', 'copy.db')}`, { root: folder });
			await restoreStore(open, file);
			const remove = async () => {
				await open.close();
				rmSync(folder, { recursive: true });
			};
			restored = { store: { ...open, ...nouns(open.db, open.engine) }, empty: async () => {}, remove };
			return restored;
		};
	}
	/** The carrier with its list of what it took, and a letter from before the run, so that the list reaches back. */
	function listing({ mailer, calls }: ReturnType<typeof carrier>): Mailer {
		return {
			...mailer,
			async *taken() {
				for (const [n, { to, subject }] of calls.flatMap(({ letters }) => letters).entries())
					yield { id: `id-${n}`, to: to.email, subject, at: now };
				yield { id: 'old', to: 'x@example.com', subject: 'Old', at: after(now, { hours: -9 }) };
			},
		};
	}

	it('does not send again what an approval began after the backup', async () => {
		const { subscribe, approve, send } = sendingOn(source);
		await subscribe(2);
		await approve();
		const restore = await asItIsNow();
		const first = carrier();
		await send(first.mailer);
		const copy = sendingOn(await restore());
		expect(await copy.digests.unsent()).toEqual([]);
		expect(await copy.send(first.mailer, LATER)).toEqual({ kind: 'not approved' });
		expect(first.calls).toHaveLength(1);
	});

	it('looks for the letters of a run that went on after the backup, and sends only the others', async () => {
		const { subscribe, approve, send, plan, digests } = sendingOn(source);
		await subscribe(150);
		await approve();
		await digests.begin(await plan(), now);
		const restore = await asItIsNow();
		const both = carrier([undefined as never, refused('stop')]);
		await send(both.mailer);
		// The second batch was refused: nobody of it has a letter.
		expect(both.calls.splice(1)).toHaveLength(1);
		const copy = sendingOn(await restore());
		expect(await copy.send(listing(both), LATER)).toMatchObject({
			kind: 'halted',
			message: expect.stringContaining('restored from a backup'),
		});
		await copy.digests.steer(digest.group, 'running', undefined, LATER);
		expect(await copy.send(listing(both), LATER)).toEqual({ kind: 'done' });
		const got = both.calls.flatMap(({ letters }) => letters.map(({ to }) => to.email));
		expect(got).toHaveLength(150);
		expect(new Set(got).size).toBe(150);
		expect(await copy.addsUp()).toMatchObject({ sent: 150 });
	});

	it('holds what nobody can look for', async () => {
		const { subscribe, approve, send, plan, digests } = sendingOn(source);
		await subscribe(2);
		await approve();
		await digests.begin(await plan(), now);
		const restore = await asItIsNow();
		const first = carrier();
		await send(first.mailer);
		const copy = sendingOn(await restore());
		await copy.digests.steer(digest.group, 'running', undefined, LATER);
		expect(await copy.send(first.mailer, LATER)).toMatchObject({
			kind: 'held',
			message: expect.stringContaining('after the backup'),
		});
		expect(first.calls).toHaveLength(1);
	});
});
