import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOutboxDoor } from '../../integrations/kindred/src/astro/outbox-door.ts';
import {
	openReplyTag,
	replyTag,
	signToken,
	type Purpose,
} from '../../integrations/kindred/src/base/token.ts';
import { answerByLink } from '../../integrations/kindred/src/event/index.ts';
import { deskOf } from '../../integrations/kindred/src/inbox/obey.ts';
import { confirm, leave, openPreferences } from '../../integrations/kindred/src/person/index.ts';
import { openHouse, type TestHouse } from '../inbox/house.ts';

let house: TestHouse;
let person: number;
beforeAll(async () => {
	house = await openHouse({ dynamic: true });
	person = (await house.add('lin@example.net')).id;
});
afterAll(() => house.test.remove());

const purposes: Purpose[] = ['confirm', 'preferences', 'leave', 'rsvp', 'rsvp-confirm', 'outbox'];
const sign = (purpose: Purpose, keys = house.keys) =>
	signToken(
		{ purpose, person: String(person), thing: 'event:supper', expires: '2032-01-01T00:00:00.000Z' },
		keys,
	);

/** Every door that a token opens, and whether this one did. A door that looks inside may still refuse what it holds. */
const doors: Partial<Record<Purpose, (token: string) => Promise<boolean>>> = {
	confirm: async (token) => (await confirm(token, deskOf(house))) !== 'invalid',
	preferences: async (token) => typeof (await openPreferences(token, deskOf(house))) !== 'string',
	leave: async (token) => (await leave(token, 'link', deskOf(house))) !== 'invalid',
	rsvp: async (token) => (await answerByLink(token, 'no', house)).ok,
	outbox: async (token) =>
		openOutboxDoor({
			request: new Request('https://example.com/'),
			url: new URL(`https://example.com/kindred/outbox/?key=${token}`),
			clientAddress: '203.0.113.7',
			mailer: { name: 'outbox' },
			keys: house.keys,
			now: house.now(),
		}).open,
};

describe('a token made for', () => {
	it.each(purposes)('%s opens no other door', async (purpose) => {
		const before = await everything();
		for (const [name, open] of Object.entries(doors)) {
			if (name !== purpose) expect(await open(sign(purpose)), `${purpose} at ${name}`).toBe(false);
		}
		expect(await everything()).toBe(before);
	});

	it.each(purposes)('%s opens nothing when another site signed it', async (purpose) => {
		for (const open of Object.values(doors))
			expect(await open(sign(purpose, ['the secret of some other site, as long']))).toBe(false);
	});

	it('leave and rsvp works for whom it names, so that the tests above can fail', async () => {
		expect(await doors.rsvp!(sign('rsvp'))).toBe(true);
		expect(await doors.leave!(sign('leave'))).toBe(true);
		expect(await doors.outbox!(sign('outbox'))).toBe(true);
	});
});

describe('a signed address for answers', () => {
	it('cannot be changed to name somebody else, or something else', () => {
		const tag = replyTag(7, 'digest:2031-04', house.keys);
		expect(openReplyTag(tag, house.keys)).toMatchObject({ person: 7 });
		for (let at = 0; at < tag.length; at++) {
			const forged = tag.slice(0, at) + (tag[at] === '1' ? '2' : '1') + tag.slice(at + 1);
			expect(openReplyTag(forged, house.keys), forged).toBeUndefined();
		}
	});
});

async function everything(): Promise<string> {
	const { db } = house.test.store;
	const tables = ['person', 'address', 'interaction', 'rsvp', 'waiting', 'signup'] as const;
	return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
}
