import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { joinPeople, type Person, type PersonStore } from '../../integrations/kindred/src/person/index.ts';
import type { Reply } from '../../integrations/kindred/src/reply/index.ts';
import { deliver } from '../inbox/delivery.ts';
import type { OpenTestStore, TestStore } from './open.ts';

const NOW = '2031-05-17T19:00:00.000Z';
const LATER = '2031-05-18T19:00:00.000Z';

/** What every engine has to do where two people are one, or may be. */
export function mergeContract(name: string, open: OpenTestStore): void {
	describe(`${name}, two who are one`, () => {
		let test: TestStore;
		let people: PersonStore;
		let lin: Person;
		let twin: Person;
		beforeAll(async () => {
			test = await open();
			people = test.store.people;
		}, 60_000);
		beforeEach(async () => {
			await test.empty();
			lin = (await people.add({ email: 'lin@example.net', name: 'Lin', state: 'subscribed' }, NOW)).person;
			twin = (await people.add({ email: 'lin@example.com', zone: 'Asia/Taipei' }, NOW)).person;
		});
		afterAll(() => test.remove());

		const merge = (kept = lin.id, other = twin.id) => people.merge(kept, other, LATER, joinPeople);
		const mail = (changes: Partial<Reply> = {}): Omit<Reply, 'id'> => ({
			contentHash: 'f00d',
			person: twin.id,
			forwardedBy: lin.id,
			from: 'lin@example.com',
			at: NOW,
			receivedAt: NOW,
			subject: '',
			text: '',
			quoted: '',
			signature: '',
			kind: 'human',
			reason: '',
			verified: false,
			...changes,
		});
		const log = (reply: number) => [
			{ person: twin.id, at: NOW, kind: 'replied' as const, detail: { reply }, key: 'reply:f00d' },
			{ person: lin.id, at: NOW, kind: 'forwarded' as const, detail: { reply }, key: 'forward:f00d' },
		];
		const proposal = () => ({ person: lin.id, email: 'lin@example.com', reason: 'the same name' });

		it('are one person with both addresses, and whoever asks for the other finds them', async () => {
			expect(await merge()).toEqual({ ok: true, events: [] });
			const one = await people.byId(lin.id);
			expect(one).toMatchObject({ email: 'lin@example.net', state: 'subscribed', zone: 'Asia/Taipei' });
			expect(await people.byId(twin.id)).toEqual(one);
			expect(await people.byEmail('lin@example.com')).toEqual(one);
			expect(await people.everybody()).toEqual([one]);
			expect(await people.decide(twin.id, LATER, (person) => ({ answer: person?.id }))).toBe(lin.id);
		});

		it('have one past, in which nobody passed a letter on to themselves', async () => {
			const { id } = await test.store.replies.keep(mail(), NOW, log, proposal());
			expect(await test.store.proposals.open()).toEqual([{ ...proposal(), reply: id, at: NOW }]);
			await merge();
			expect(await test.store.replies.byId(id)).toMatchObject({ person: lin.id, forwardedBy: undefined });
			const past = await people.timeline(lin.id);
			expect(past.map(({ kind }) => kind)).toEqual(['replied', 'noted']);
			expect(await test.store.proposals.open()).toEqual([]);
		});

		it('take the main address from whoever said yes to letters', async () => {
			await merge(twin.id, lin.id);
			expect(await people.byId(lin.id)).toMatchObject({
				id: twin.id,
				email: 'lin@example.net',
				state: 'subscribed',
			});
			expect((await people.addressesOf(twin.id)).toSorted()).toEqual(['lin@example.com', 'lin@example.net']);
		});

		it('stay counted twice where both were sent a digest, and keep what either answered', async () => {
			for (const person of [lin, twin]) await deliver(test.store.db, { person: person.id, state: 'sent' });
			await deliver(test.store.db, { person: twin.id, digest: '2031-05', state: 'sent' });
			const seat = { event: 'supper', guests: 0, answered_at: NOW, updated_at: NOW };
			const rsvps = [
				{ ...seat, person_id: lin.id, answer: 'no', seat: 'none' },
				{ ...seat, person_id: twin.id, answer: 'yes', seat: 'seated' },
				{ ...seat, event: 'walk', person_id: twin.id, answer: 'yes', seat: 'seated' },
			];
			await test.store.db.insertInto('rsvp').values(rsvps).execute();
			expect(await merge()).toEqual({ ok: true, events: ['supper'] });
			const sent = await test.store.db
				.selectFrom('delivery')
				.select(['digest', 'person_id'])
				.orderBy('digest')
				.orderBy('person_id')
				.execute();
			expect(sent).toEqual([
				{ digest: '2031-04', person_id: lin.id },
				{ digest: '2031-04', person_id: twin.id },
				{ digest: '2031-05', person_id: lin.id },
			]);
			const answers = await test.store.db
				.selectFrom('rsvp')
				.select(['event', 'person_id', 'seat'])
				.orderBy('event')
				.execute();
			expect(answers).toEqual(
				['supper', 'walk'].map((event) => ({ event, person_id: lin.id, seat: 'seated' })),
			);
		});

		it('are not merged while a digest is on its way to one of them, nor with nobody, nor with themselves', async () => {
			expect(await merge(lin.id, lin.id)).toEqual({ ok: false, reason: 'unknown' });
			expect(await merge(lin.id, 4711)).toEqual({ ok: false, reason: 'unknown' });
			await deliver(test.store.db, { person: twin.id, state: 'pending' });
			expect(await merge()).toEqual({ ok: false, reason: 'on-its-way', digest: '2031-04' });
			expect(await people.everybody()).toHaveLength(2);
		});

		it('are merged once by however many at the same time, in whatever order', async () => {
			const tries = await Promise.all([merge(), merge(twin.id, lin.id), merge(), merge(twin.id, lin.id)]);
			expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
			expect(await people.everybody()).toHaveLength(1);
			expect((await people.byId(lin.id))?.id).toBe((await people.byId(twin.id))?.id);
		});

		it('are forgotten together, with everything that was concluded about them', async () => {
			await test.store.replies.keep(mail(), NOW, log, proposal());
			for (const person of [lin, twin])
				await deliver(test.store.db, { person: person.id, state: 'sent', providerId: `p${person.id}` });
			await test.store.messageIds.remember({ messageId: 'a@x.example', to: 'lin@example.com', at: NOW });
			await merge();
			await people.forget(lin.id, LATER, (email) => [email]);
			const { db } = test.store;
			for (const table of ['address', 'reply', 'interaction', 'proposal', 'sent_letter'] as const)
				expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
			const left = await db.selectFrom('delivery').select('provider_id').execute();
			expect(left).toEqual([{ provider_id: null }, { provider_id: null }]);
			expect(await people.suppressed('lin@example.com')).toBe(true);
			expect((await people.byId(twin.id))?.state).toBe('forgotten');
		});

		it('have what came in while they were merged, and nothing that came in while they were forgotten', async () => {
			const { replies } = test.store;
			await merge();
			const { id } = await replies.keep(mail(), NOW, log, proposal());
			expect(await replies.byId(id)).toMatchObject({ person: lin.id, forwardedBy: undefined });
			const past = await people.timeline(lin.id);
			expect(past.map(({ kind }) => kind).toSorted()).toEqual(['noted', 'replied']);
			expect(await test.store.proposals.open()).toEqual([]);
			await people.forget(lin.id, LATER, (email) => [email]);
			expect(await replies.keep(mail({ contentHash: 'late' }), NOW, log)).toMatchObject({
				added: false,
				gone: true,
			});
			expect(await replies.list({})).toEqual([]);
			expect(await test.store.db.selectFrom('interaction').selectAll().execute()).toEqual([]);
		});

		it('are told everything that is kept of them', async () => {
			await test.store.replies.keep(
				mail({ proof: { by: 'dkim', verdict: 'pass', reason: 'x' } }),
				NOW,
				log,
				proposal(),
			);
			await test.store.messageIds.remember({
				messageId: 'a@x.example',
				to: 'lin@example.com',
				thing: 'event:supper',
				at: NOW,
			});
			await merge();
			expect(await people.everything(lin.id)).toMatchObject({
				replies: [{ from_email: 'lin@example.com', proof: { by: 'dkim' }, received_at: NOW }],
				letters: [{ message_id: 'a@x.example', about: 'event:supper' }],
				proposals: [{ email: 'lin@example.com', state: 'merged' }],
				answers: [],
			});
		});
	});

	describe(`${name}, what is known of mails`, () => {
		let test: TestStore;
		beforeAll(async () => {
			test = await open();
		}, 60_000);
		beforeEach(() => test.empty());
		afterAll(() => test.remove());

		it('is found by the first id that is known, of digests, single letters and answers', async () => {
			const { db, people, messageIds } = test.store;
			const { person } = await people.add({ email: 'lin@example.net' }, NOW);
			await deliver(db, { person: person.id, state: 'sent', providerId: '<smtp@x.example>' });
			await deliver(db, { person: person.id, digest: 'two', state: 'sent', providerId: 're_2' });
			await db
				.updateTable('delivery')
				.set({ message_id: 'two@x.example' })
				.where('digest', '=', 'two')
				.execute();
			await messageIds.remember({
				messageId: 'seat@x.example',
				to: 'lin@example.net',
				thing: 'event:a',
				at: NOW,
			});
			const answer = {
				person_id: person.id,
				reply_id: null,
				at: NOW,
				subject: '',
				text: '',
				created_at: NOW,
			};
			await db
				.insertInto('answer')
				.values([
					{ ...answer, content_hash: 'a', message_id: 'ours@x.example', by: 'command' },
					{ ...answer, content_hash: 'b', message_id: 'never@x.example', by: 'refused' },
				])
				.execute();
			const about = async (...ids: string[]) =>
				(await messageIds.byMessageId(['no@x.example', ...ids]))?.about;
			expect(await about('smtp@x.example', 'two@x.example')).toBe('digest:2031-04');
			expect(await about('two@x.example', 'smtp@x.example')).toBe('digest:two');
			expect(await about('seat@x.example')).toBe('event:a');
			expect(await messageIds.byMessageId(['ours@x.example'])).toMatchObject({ person: person.id });
			expect(await messageIds.byMessageId(['never@x.example'])).toBeUndefined();
			expect(await messageIds.byMessageId([])).toBeUndefined();
		});
	});
}
