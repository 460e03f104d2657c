import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { answerKey, type Answer, type AnswerStore } from '../../integrations/kindred/src/reply/index.ts';
import type { OpenTestStore, TestStore } from './open.ts';

const NOW = '2031-05-17T19:00:00.000Z';
const LATER = '2031-05-18T19:00:00.000Z';
const WEEK = '2031-05-24T20:00:00.000Z';
const letter = { to: { name: '', email: 'lin@example.net' }, text: 'Yes.' } as Letter;

/** What every engine has to do for what the author answers. */
export function answerContract(name: string, open: OpenTestStore): void {
	describe(`${name}, the author’s answers`, () => {
		let test: TestStore;
		let answers: AnswerStore;
		let lin: number;
		beforeAll(async () => {
			test = await open();
			answers = test.store.answers;
		}, 60_000);
		beforeEach(async () => {
			await test.empty();
			lin = (await test.store.people.add({ email: 'lin@example.net' }, NOW)).person.id;
		});
		afterAll(() => test.remove());

		const answer = (changes: Partial<Answer> = {}): Omit<Answer, 'id'> => ({
			person: lin,
			messageId: 'a@example.com',
			contentHash: 'f00d',
			at: NOW,
			subject: 'Re: 為什麼',
			text: 'نعم.',
			by: 'command',
			...changes,
		});
		const keep = (changes: Partial<Answer> = {}) => {
			const one = answer(changes);
			const key = answerKey(one.contentHash);
			const log = { person: one.person, at: one.at, kind: 'answered' as const, key };
			return answers.keep(one, NOW, { log, letter: { key, letter } });
		};
		const kinds = async () => (await test.store.people.timeline(lin)).map(({ kind }) => kind);
		const due = async () => (await test.store.outgoing.due(LATER, 9)).map(({ key }) => key);

		it('are read back as they were kept, oldest first', async () => {
			expect(await keep({ contentHash: 'b', at: LATER, messageId: 'b@example.com' })).toBe('kept');
			expect(await keep()).toBe('kept');
			expect(await answers.to(lin)).toMatchObject([answer(), { contentHash: 'b' }]);
			expect(await answers.byMessageId(['x', 'b@example.com', 'a@example.com'])).toMatchObject({ at: LATER });
			expect(await answers.byMessageId([])).toBeUndefined();
		});

		it('are one, with one line in the log and one letter, however simultaneously they are kept', async () => {
			const got = await Promise.all(Array.from({ length: 8 }, () => keep()));
			expect(got.toSorted()).toEqual(['kept', ...Array.from({ length: 7 }, () => 'known')]);
			expect([await kinds(), await due()]).toEqual([['answered'], ['answer:f00d']]);
		});

		it('that nobody would carry say so, are not in the log, and can be sent anew', async () => {
			await keep();
			await test.store.outgoing.handedOver('answer:f00d');
			await answers.refused('rsvp:f00d');
			expect(await kinds()).toEqual(['answered']);
			await answers.refused('answer:f00d');
			expect([await kinds(), (await answers.to(lin))[0]?.by]).toEqual([[], 'refused']);
			expect(await answers.byMessageId(['a@example.com'])).toBeUndefined();
			expect(await keep({ at: LATER })).toBe('kept');
			expect(await answers.to(lin)).toMatchObject([{ by: 'command', at: LATER }]);
			expect([await kinds(), await due()]).toEqual([['answered'], ['answer:f00d']]);
		});

		it('to somebody who was forgotten are not kept', async () => {
			await keep();
			await test.store.people.forget(lin, NOW, (email) => [email]);
			expect(await keep({ contentHash: 'late' })).toBe('gone');
			expect([await answers.to(lin), await due(), await kinds()]).toEqual([[], [], []]);
		});

		it('are not kept when their letter cannot be', async () => {
			const log = { person: lin, at: NOW, kind: 'answered' as const, key: 'answer:f00d' };
			const unwritable = { key: 'answer:f00d', letter: { n: 1n } as unknown as Letter };
			await expect(answers.keep(answer(), NOW, { log, letter: unwritable })).rejects.toThrow();
			expect([await answers.to(lin), await kinds()]).toEqual([[], []]);
		});

		it('are acknowledged once in the time that is given, also by many at once', async () => {
			const thank = (at: string, since: string) =>
				answers.acknowledge(
					{ person: lin, at, kind: 'acknowledged', key: `acknowledge:${at}` },
					{ key: `acknowledge:${at}`, letter },
					since,
				);
			const first = await Promise.all(
				Array.from({ length: 5 }, () => thank(NOW, '2031-05-10T19:00:00.000Z')),
			);
			expect(first.filter(Boolean)).toHaveLength(1);
			expect(await thank(LATER, '2031-05-11T19:00:00.000Z')).toBe(false);
			expect(await thank(WEEK, '2031-05-17T20:00:00.000Z')).toBe(true);
			expect(await kinds()).toEqual(['acknowledged', 'acknowledged']);
		});
	});
}
