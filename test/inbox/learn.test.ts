import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { learnLetter, learnMessageIds } from '../../integrations/kindred/src/inbox/index.ts';
import type { TakenLetter } from '../../integrations/kindred/src/base/letter.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import { deliver } from './delivery.ts';
import { mail, NOW, openHouse, type TestHouse } from './house.ts';

let house: TestHouse;
let lin: Person;
beforeEach(async () => {
	house = await openHouse();
	lin = await house.add('lin@example.net');
	await deliver(house.store.db, { person: lin.id, state: 'sent', providerId: 're_1' });
});
afterEach(() => house.test.remove());

const answered = (id: string) => house.take(mail({ subject: 'Hello', headers: [`In-Reply-To: <${id}>`] }));

/** Learns from a carrier's list; says how many lines of it were read. */
async function learn(list: readonly Partial<TakenLetter>[]): Promise<number> {
	let read = 0;
	async function* taken() {
		for (const one of list) {
			read++;
			yield { id: 're_0', from: 'ada@example.com', to: 'lin@example.net', subject: '', at: NOW, ...one };
		}
	}
	await learnMessageIds({ ...house, mailer: { taken } });
	return read;
}

describe('A letter is known by the id it got on its way', () => {
	it('once the list of the carrier was asked for it, without any webhook', async () => {
		await learn([
			{ id: 're_2', messageId: 'single@ses.example' },
			{ id: 're_1', messageId: 'digest@ses.example' },
		]);
		expect(await answered('digest@ses.example')).toMatchObject({ about: 'digest:2031-04' });
		expect(await answered('single@ses.example')).toMatchObject({ person: lin.id, about: undefined });
		const [single, digest] = await house.store.replies.list({});
		expect([digest, single].map((reply) => reply?.rung)).toEqual(['in-reply-to', 'in-reply-to']);
	});

	it('and is asked for once', async () => {
		const old = { at: '2031-04-30T09:00:00.000Z', messageId: 'old@ses.example' };
		expect(await learn([{ messageId: 'a@ses.example' }, old, old])).toBe(3);
		expect(await learn([{ messageId: 'b@ses.example' }, { messageId: 'a@ses.example' }, old, old])).toBe(3);
	});

	it('unless it is of another site of the same account', async () => {
		await learn([{ messageId: 'x@ses.example', from: 'other@example.org' }]);
		await learnLetter(
			{ messageId: 'y@ses.example', to: ['lin@example.net'], tags: {}, at: NOW },
			house.store,
		);
		for (const id of ['x@ses.example', 'y@ses.example']) await answered(id);
		expect((await house.store.replies.list({})).map(({ rung }) => rung)).toEqual(['sender', 'sender']);
	});

	it('and by its label, when a webhook told of it', async () => {
		const word = { to: ['lin@example.net'], tags: { stream: 'event', thing: 'event-supper' }, at: NOW };
		await learnLetter({ ...word, messageId: 'seat@ses.example' }, house.store);
		expect(await answered('seat@ses.example')).toMatchObject({ person: lin.id, about: 'event:supper' });
	});

	it('but not when its address is nobody’s yet', async () => {
		const word = { to: ['new@example.com'], tags: { stream: 'confirm' }, at: NOW };
		await learnLetter({ ...word, messageId: 'confirm@ses.example' }, house.store);
		expect(await house.store.db.selectFrom('sent_letter').selectAll().execute()).toEqual([]);
	});
});
