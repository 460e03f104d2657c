import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receive } from '../../integrations/kindred/src/inbox/index.ts';
import { INBOUND, mail, openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
let lin: number;
beforeEach(async () => {
	house = await openHouse({ authserv: 'mx.example.com' });
	lin = (await house.add('lin@example.net')).id;
});
afterEach(() => house.test.remove());

const vouched = 'Authentication-Results: mx.example.com; dmarc=pass header.from=example.com';
/** What the author writes in a mail program. */
const mine = (fields: Parameters<typeof mail>[0] = {}) =>
	mail({
		from: `Ada <${house.site.from.email}>`,
		to: 'Lin <lin@example.net>',
		body: 'Yes, gladly.\r\n\r\nOn Wed, 30 Apr 2031, Lin wrote:\r\n> Will you come?',
		...fields,
	}).replace('30 Apr 2031 10:00', '30 Apr 2031 11:00');
const waiting = async () => (await house.store.replies.list({ waiting: true })).map(({ id }) => id);
/** A mail by any door, or one from the folder of sent mail. */
const takeSent = (raw: string) => receive(Buffer.from(raw), [], house, true);

describe('an answer that the author wrote in a mail program', () => {
	it('counts when it came along by Bcc and its domain vouches for it', async () => {
		const { reply = 0 } = await house.take(mail({ to: tagged(lin), id: 'asked@example.net' }));
		expect(await waiting()).toEqual([reply]);
		const raw = mine({ headers: [vouched, 'In-Reply-To: <asked@example.net>'] });
		expect(await house.take(raw, [INBOUND])).toMatchObject({ outcome: 'sent', person: lin });
		expect(await waiting()).toEqual([]);
		expect(await house.store.answers.to(lin)).toMatchObject([
			{ reply, by: 'mail', text: 'Yes, gladly.', at: '2031-04-30T11:00:00.999Z' },
		]);
		expect(await house.kinds(lin)).toEqual(['replied', 'answered']);
		expect((await house.store.people.timeline(lin)).at(-1)).toMatchObject({ subject: 'digest:2031-04' });
	});

	it('counts when it lay among sent mail, also where nothing else vouches for it', async () => {
		await house.take(mail());
		expect(await takeSent(mine())).toMatchObject({ outcome: 'sent' });
		expect(await waiting()).toEqual([]);
	});

	it('is one, by whatever doors and however often it comes', async () => {
		const raw = mine({ headers: [vouched] });
		const got = [await house.take(raw), await takeSent(raw), await house.take(`Received: by x\r\n${raw}`)];
		expect(got.map(({ outcome }) => outcome)).toEqual(['sent', 'duplicate', 'duplicate']);
		const both = await Promise.all([
			takeSent(mine({ id: 'b@example.com' })),
			takeSent(mine({ id: 'b@example.com' })),
		]);
		expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['duplicate', 'sent']);
		expect(await house.kinds(lin)).toEqual(['answered', 'answered']);
	});

	it('of before what they wrote last leaves that waiting', async () => {
		const { reply } = await house.take(mail().replace('30 Apr 2031 10:00', '30 Apr 2031 12:00'));
		expect(await takeSent(mine())).toMatchObject({ outcome: 'sent' });
		expect(await waiting()).toEqual([reply]);
	});

	it('to several people is an answer to each, and goes on where a crash came between', async () => {
		const bo = (await house.add('bo@example.org')).id;
		const raw = mine({ to: 'Lin <lin@example.net>, "Bo, the other" <BO@example.org>, x@example.com' });
		const { answers } = house.store;
		const keep = answers.keep.bind(answers);
		const cut = {
			...house.store,
			answers: {
				...answers,
				keep: async (...all: Parameters<typeof keep>) => {
					if (all[0].person === bo) throw new Error('killed');
					return keep(...all);
				},
			},
		};
		await expect(receive(Buffer.from(raw), [], { ...house, store: cut }, true)).rejects.toThrow('killed');
		expect(await takeSent(raw)).toMatchObject({ outcome: 'sent' });
		expect([await house.kinds(lin), await house.kinds(bo)]).toEqual([['answered'], ['answered']]);
	});

	it('makes nobody a contact: sent mail to others leaves no trace', async () => {
		expect(await takeSent(mine({ to: 'stranger@example.org' }))).toEqual({ outcome: 'own' });
		expect(await takeSent(mine({ from: 'Bo <bo@example.org>' }))).toEqual({ outcome: 'own' });
		expect(await house.store.people.byEmail('stranger@example.org')).toBeUndefined();
		expect(await house.store.replies.list({})).toEqual([]);
	});
});

describe('a mail that only looks like an answer of the author', () => {
	const forged: [string, Parameters<typeof mail>[0]][] = [
		['with nothing that vouches for its From', {}],
		['to the signed address of a letter somebody had', { headers: [`Cc: ${INBOUND}`] }],
		[
			'with the word of another server',
			{ headers: ['Authentication-Results: mx.evil.example; dmarc=pass header.from=example.com'] },
		],
		[
			'whose domain fails',
			{ headers: ['Authentication-Results: mx.example.com; dmarc=fail header.from=example.com'] },
		],
		['with a second To', { headers: [vouched, 'To: other@example.org'] }],
		['with a second From', { headers: [vouched, 'From: evil@example.org'] }],
		[
			'to a whole list',
			{
				headers: [vouched],
				to: Array.from({ length: 12 }, (_, n) => `p${n}@example.net`).join(', ') + ', lin@example.net',
			},
		],
		[
			'whose reader stands in another header',
			{ headers: [vouched, 'Delivered-To: lin@example.net'], to: 'x@example.org' },
		],
		[
			'to somebody who calls themselves that',
			{ headers: [vouched], to: '"lin@example.net" <x@example.org>' },
		],
		['that a program wrote', { headers: [vouched, 'Auto-Submitted: auto-replied'] }],
		[
			'that is a letter of ours',
			{ headers: [vouched, 'List-Id: <letters.example.com>', 'Auto-Submitted: auto-generated'] },
		],
	];
	it.each(forged)('%s marks nothing as answered', async (_why, fields) => {
		const { reply } = await house.take(mail({ to: tagged(lin) }));
		const raw = mine({ to: 'lin@example.net', ...fields });
		expect((await house.take(raw, [tagged(lin)])).outcome).not.toBe('sent');
		expect(await waiting()).toEqual([reply]);
		expect(await house.store.answers.to(lin)).toEqual([]);
	});
});
