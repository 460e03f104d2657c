import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reply, ReplyStore } from '../../integrations/kindred/src/reply/index.ts';
import type { OpenTestStore, TestStore } from './open.ts';

const NOW = '2031-05-17T19:00:00.000Z';
const LATER = '2031-05-18T19:00:00.000Z';

/** What every engine has to do for mails from readers. */
export function replyContract(name: string, open: OpenTestStore): void {
	describe(`${name}, answers`, () => {
		let test: TestStore;
		let replies: ReplyStore;
		let lin: number;
		beforeAll(async () => {
			test = await open();
			replies = test.store.replies;
		}, 60_000);
		beforeEach(async () => {
			await test.empty();
			lin = (await test.store.people.add({ email: 'lin@example.net' }, NOW)).person.id;
		});
		afterAll(() => test.remove());

		const answer = (changes: Partial<Reply> = {}): Omit<Reply, 'id'> => ({
			messageId: 'a@example.net',
			contentHash: 'f00d',
			person: lin,
			from: 'lin@example.net',
			at: NOW,
			subject: 'Re: 為什麼',
			text: 'Yes.',
			quoted: '> No?',
			signature: 'Lin',
			kind: 'human',
			reason: 'x',
			about: 'digest:one',
			verified: true,
			raw: 'YQ==',
			...changes,
		});

		it('are read back as they were kept', async () => {
			const { id, added } = await replies.keep(answer(), NOW);
			expect(added).toBe(true);
			expect(await replies.byId(id)).toEqual({ ...answer(), id });
			expect(await replies.byMessageId(['x', 'a@example.net'])).toMatchObject({ id });
			expect(await replies.byMessageId([])).toBeUndefined();
			expect(await replies.byId(id + 1)).toBeUndefined();
		});

		it('are one, with one line in the log, however often and however simultaneously they are kept', async () => {
			const log = (reply: number) => [
				{ person: lin, at: NOW, kind: 'replied' as const, detail: { reply }, key: 'reply:f00d' },
			];
			const kept = await Promise.all(Array.from({ length: 8 }, () => replies.keep(answer(), NOW, log)));
			expect(kept.filter(({ added }) => added)).toHaveLength(1);
			expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
			expect(await test.store.people.timeline(lin)).toMatchObject([
				{ kind: 'replied', detail: { reply: kept[0]?.id } },
			]);
			expect(await replies.known('f00d')).toBe(true);
		});

		it('are not kept when their log cannot be written', async () => {
			const log = () => [{ person: 4711, at: NOW, kind: 'replied' as const }];
			await expect(replies.keep(answer(), NOW, log)).rejects.toThrow();
			expect(await replies.known('f00d')).toBe(false);
		});

		it('wait, oldest first, until something went back', async () => {
			await replies.keep(answer({ contentHash: 'b', at: LATER }), NOW);
			await replies.keep(answer({ contentHash: 'a' }), NOW);
			await replies.keep(answer({ contentHash: 'c', kind: 'vacation' }), NOW);
			expect((await replies.list({})).map(({ contentHash }) => contentHash)).toEqual(['b', 'c', 'a']);
			const waiting = async () =>
				(await replies.list({ waiting: true })).map(({ contentHash }) => contentHash);
			expect(await waiting()).toEqual(['a', 'b']);
			await test.store.people.log({ person: lin, at: '2031-05-17T20:00:00.000Z', kind: 'answered' });
			expect(await waiting()).toEqual(['b']);
			expect(await replies.list({ most: 1 })).toHaveLength(1);
		});

		it('remember commands without their words, calls for a month, and how far a mailbox was read', async () => {
			await replies.obeyed('c0de', NOW);
			await replies.obeyed('c0de', NOW);
			expect([await replies.known('c0de'), await replies.sawCall('c0de')]).toEqual([true, false]);
			await replies.rememberCall('msg_1', NOW);
			expect(await replies.sawCall('msg_1')).toBe(true);
			await replies.rememberCall('msg_2', '2031-07-17T19:00:00.000Z');
			expect([await replies.sawCall('msg_1'), await replies.known('c0de')]).toEqual([false, true]);
			expect(await replies.place('imap')).toBeUndefined();
			await replies.rememberPlace('imap', '7:1');
			await replies.rememberPlace('imap', '7:2');
			expect(await replies.place('imap')).toBe('7:2');
		});

		it('go with their writer', async () => {
			await replies.keep(answer(), NOW);
			await test.store.people.forget(lin, NOW, (email) => [email]);
			expect(await replies.list({})).toEqual([]);
		});
	});
}
