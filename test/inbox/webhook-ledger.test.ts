import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerWebhook } from '../../integrations/kindred/src/astro/webhook-door.ts';
import { signWebhook, webhookSecret } from '../resend/webhook.ts';
import { deliver, wordOf, type Told } from './delivery.ts';
import { mail, NOW, openHouse, type TestHouse } from './house.ts';

const secret = webhookSecret();
let house: TestHouse;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.test.remove());

/** One call through the door. */
async function tell(told: Told, { id, by = secret }: { id?: string; by?: string } = {}, secrets = secret) {
	const body = JSON.stringify(wordOf(told));
	const request = new Request('https://example.com/kindred/webhook', {
		method: 'POST',
		body,
		headers: signWebhook(by, body, id === undefined ? {} : { id }),
	});
	const response = await answerWebhook(request, { secret: secrets, receiving: undefined }, house);
	return `${response.status} ${(await response.text()).trim()}`;
}

const line = (person: number, digest = '2031-04') =>
	house.test.store.db
		.selectFrom('delivery')
		.selectAll()
		.where('digest', '=', digest)
		.where('person_id', '=', person)
		.executeTakeFirstOrThrow();
const stateOf = async (person: number) => (await house.store.people.byId(person))?.state;

describe('the ledger hears from Resend', () => {
	it('what became of a letter, by the id Resend gave it', async () => {
		const lin = await house.add('lin@example.net');
		await deliver(house.test.store.db, { person: lin.id, state: 'sent', providerId: 're_lin' });
		expect(await tell({ type: 'delivered', id: 're_lin', messageId: '<one@example.com>' })).toBe('200 noted');
		expect(await line(lin.id)).toMatchObject({
			state: 'sent',
			outcome: 'delivered',
			outcome_at: NOW,
			message_id: 'one@example.com',
		});
	});

	it('nothing, where the letter is not one of a digest', async () => {
		await house.add('lin@example.net');
		expect(await tell({ type: 'delivered', id: 're_confirm', to: 'lin@example.net', tags: {} })).toBe(
			'200 ignored',
		);
	});

	it('the same at the end, in whatever order and however often it is told', async () => {
		const calls = ['sent', 'delivery_delayed', 'delivered', 'bounced', 'sent', 'delivered'] as const;
		const ends = await Promise.all(
			[calls, calls.toReversed(), [...calls, ...calls].toSorted()].map(async (order, n) => {
				const { id } = await house.add(`reader${n}@example.net`);
				await deliver(house.test.store.db, { person: id, state: 'pending' });
				for (const type of order) await tell({ type, id: `re_${n}`, to: `reader${n}@example.net` });
				const { state, outcome, outcome_at, provider_id } = await line(id);
				return { state, outcome, outcome_at, provider_id: provider_id?.replace(/\d/, '') };
			}),
		);
		expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
		expect(ends[0]).toMatchObject({ state: 'sent', outcome: 'bounced' });
	});
});

describe('a run that was cut off before it had its answer', () => {
	it.each(['pending', 'held', 'failed'] as const)('learns that a %s letter left', async (state) => {
		const lin = await house.add('lin@example.net');
		await deliver(house.test.store.db, { person: lin.id, state });
		expect(await tell({ type: 'sent', id: 're_1', to: 'Lin <LIN@example.net>' })).toBe('200 noted');
		expect(await line(lin.id)).toMatchObject({ state: 'sent', provider_id: 're_1', reason: null });
		await tell({ type: 'delivered', id: 're_1', to: 'lin@example.net' });
		expect(await house.kinds(lin.id)).toEqual(['delivered']);
	});

	it('learns nothing from a test letter, another digest, another site of the account, or a second letter', async () => {
		const lin = await house.add('lin@example.net');
		await deliver(house.test.store.db, { person: lin.id, state: 'pending' });
		const to = 'lin@example.net';
		await tell({ type: 'sent', id: 're_t', to, tags: { stream: 'test', thing: 'digest-2031-04' } });
		await tell({ type: 'sent', id: 're_o', to, tags: { stream: 'digest', thing: 'digest-2031-05' } });
		await tell({ type: 'sent', id: 're_s', to, from: 'Bea <bea@another.example>' });
		expect(await line(lin.id)).toMatchObject({ state: 'pending', provider_id: null });
		await tell({ type: 'sent', id: 're_1', to });
		expect(await tell({ type: 'delivered', id: 're_2', to })).toBe('200 ignored');
		expect(await line(lin.id)).toMatchObject({ provider_id: 're_1', outcome: null });
	});

	it('hears more of a letter that its author said has arrived', async () => {
		const lin = await house.add('lin@example.net');
		await deliver(house.test.store.db, { person: lin.id, state: 'sent' });
		await tell({ type: 'complained', id: 're_1', to: 'lin@example.net' });
		expect(await line(lin.id)).toMatchObject({ provider_id: 're_1', outcome: 'complained' });
		expect(await stateOf(lin.id)).toBe('complained');
	});

	it('learns it of a reader who has another address meanwhile', async () => {
		const lin = await house.add('lin@old.example');
		await deliver(house.test.store.db, { person: lin.id, state: 'held' });
		await house.store.people.changeAddress(lin.id, 'lin@new.example', NOW);
		await tell({ type: 'delivered', id: 're_1', to: 'lin@old.example' });
		expect(await line(lin.id)).toMatchObject({ state: 'sent', outcome: 'delivered' });
	});
});

describe('an address that does not work', () => {
	it('is let go after three digests in a row came back, not before', async () => {
		const lin = await house.add('lin@example.net');
		const states: unknown[] = [];
		for (const [n, type] of (
			['soft', 'soft', 'delivered', 'soft', 'delivery_delayed', 'soft', 'soft'] as const
		).entries()) {
			const digest = `d${n}`;
			await deliver(house.test.store.db, { person: lin.id, digest, state: 'sent', providerId: `re_${n}` });
			const at = `2031-05-01T08:0${n}:00.000Z`;
			await tell({ type, id: `re_${n}`, to: 'lin@example.net', at });
			await tell({ type, id: `re_${n}`, to: 'lin@example.net', at });
			states.push(await stateOf(lin.id));
		}
		expect(states).toEqual([...Array(6).fill('subscribed'), 'bounced']);
		const [last] = (await house.store.people.timeline(lin.id)).slice(-1);
		expect(last).toMatchObject({
			kind: 'bounced',
			subject: 'digest:d6',
			detail: { text: '3 letters in a row came back: mailbox full' },
		});
	});

	it('is let go at once where Resend refuses to write to it', async () => {
		const lin = await house.add('lin@example.net');
		await deliver(house.test.store.db, { person: lin.id, state: 'sent', providerId: 're_1' });
		await tell({ type: 'suppressed', id: 're_1', to: 'lin@example.net' });
		expect([await stateOf(lin.id), (await line(lin.id)).reason]).toEqual(['bounced', 'on the list']);
	});

	it('works again for an owner who confirmed it anew, whatever comes late of before', async () => {
		const lin = await house.add('lin@example.net', 'contact');
		const confirmed = { kind: 'subscribed', at: '2031-05-01T08:30:00.000Z', person: lin.id } as const;
		await house.store.people.log(confirmed);
		await house.store.people.update(lin.id, { state: 'subscribed' }, NOW);
		await tell({ type: 'bounced', id: 're_0', to: 'lin@example.net', at: '2031-05-01T08:00:00.000Z' });
		expect(await stateOf(lin.id)).toBe('subscribed');
		await tell({ type: 'bounced', id: 're_1', to: 'lin@example.net', at: '2031-05-01T08:45:00.000Z' });
		expect(await stateOf(lin.id)).toBe('bounced');
	});

	it('is not forgotten when the store fails: Resend tells it again', async () => {
		const lin = await house.add('lin@example.net');
		const { log, error } = console;
		const { decide } = house.store.people;
		console.error = () => {};
		house.store.people.decide = () => Promise.reject(new Error('disk full'));
		expect(await tell({ type: 'bounced', id: 're_1', to: 'lin@example.net' }, { id: 'msg_1' })).toMatch(
			/^500/,
		);
		Object.assign(console, { log, error });
		house.store.people.decide = decide;
		expect(await tell({ type: 'bounced', id: 're_1', to: 'lin@example.net' }, { id: 'msg_1' })).toBe(
			'200 noted',
		);
		expect(await stateOf(lin.id)).toBe('bounced');
		expect(await tell({ type: 'bounced', id: 're_1', to: 'lin@example.net' }, { id: 'msg_1' })).toBe(
			'200 Seen before',
		);
	});
});

describe('a secret that is being changed', () => {
	const next = webhookSecret();
	it.each([`${secret},${next}`, `${next} ${secret}`, ` ${secret} , ${next} `])(
		'opens calls signed by either: %#',
		async (both) => {
			await house.add('lin@example.net');
			const told = { type: 'complained', id: 're_1', to: 'lin@example.net' } as const;
			expect(await tell(told, { by: secret }, both)).toBe('200 noted');
			expect(await tell(told, { by: next }, both)).toBe('200 noted');
			expect(await tell(told, { by: webhookSecret() }, both)).toMatch(/^400/);
		},
	);

	it('does not close the door when one of the two is broken', async () => {
		expect(await tell({ type: 'sent', id: 're_1' }, {}, `whsec_, nonsense ${secret}`)).toBe('200 ignored');
	});
});

describe('an answer', () => {
	it('to the letter itself is about its digest, by the id Resend gave it', async () => {
		const lin = await house.add('lin@example.net');
		await deliver(house.test.store.db, { person: lin.id, state: 'sent', providerId: 're_1' });
		await tell({ type: 'delivered', id: 're_1', messageId: '<one@example.com>' });
		const headers = ['In-Reply-To: <one@example.com>'];
		const subject = 'Something else';
		expect(await house.take(mail({ to: 'ada@example.com', subject, headers }))).toMatchObject({
			about: 'digest:2031-04',
			verified: false,
		});
		const bo = await house.add('bo@example.net');
		const passedOn = mail({ from: 'Bo <bo@example.net>', to: 'ada@example.com', subject, headers });
		expect(await house.take(passedOn)).toMatchObject({ person: bo.id, about: 'digest:2031-04' });
		expect(await house.kinds(lin.id)).toContain('forwarded');
	});
});
