import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forget } from '../../integrations/kindred/src/person/index.ts';
import { INBOUND, mail, tagged } from './house.ts';
import { ID, openScene, quoting, type Case, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterAll(() => scene.house.test.remove());
beforeEach(() => scene.begin());

const own = () => tagged(scene.lin.id);
const foreign = () => tagged(scene.lin.id, 'digest:2031-04', ['the secret of somebody else']);
const bo = 'Bo <bo@example.org>';
const eve = 'Eve <eve@example.com>';
const hello = { subject: 'Hello' };
const about = 'about digest:2031-04';
const forwarded = ['log bo replied', 'log lin forwarded'];
const new_ = ['person eve@example.com contact via forward'];
const brought = ['log eve replied', 'log lin forwarded, brought'];

const cases: readonly Case[] = [
	[
		'to her own signed address',
		() => mail({ to: own() }),
		[`human of lin, verified (token), by address ${about}`, 'log lin replied'],
	],
	[
		'to her signed address in capitals, in a header of a server',
		() => mail({ headers: [`Delivered-To: ${own().toUpperCase()}`] }),
		[`human of lin, verified (token), by address ${about}`, 'log lin replied'],
	],
	[
		'to her signed address, as only the envelope knows',
		() => mail({ to: 'x@example.com' }),
		[`human of lin, verified (token), by address ${about}`, 'log lin replied'],
		() => [own()],
	],
	[
		'to her signed address, by another subscriber',
		() => mail({ from: bo, to: own() }),
		[`human of bo, unverified, by address ${about}, through lin`, ...forwarded],
	],
	[
		'to her signed address, by a stranger',
		() => mail({ from: eve, to: own() }),
		[...new_, `human of eve, unverified, by address ${about}, through lin`, ...brought],
	],
	[
		'to an address that we did not sign',
		() => mail({ ...hello, to: foreign() }),
		['human of lin, unverified, by sender, forged', 'log lin replied'],
	],
	[
		'to an address that we did not sign, with the id of a letter',
		() => mail({ ...hello, to: foreign(), headers: [`In-Reply-To: <${ID}>`] }),
		[`human of lin, unverified, by in-reply-to ${about}, forged`, 'log lin replied'],
	],
	[
		'to her signed address with the number of somebody else',
		() => mail({ ...hello, to: own().replace(/\+[0-9a-z]+/, `+${scene.bo.id.toString(36)}`) }),
		['human of lin, unverified, by sender, forged', 'log lin replied'],
	],
	[
		'to a signed address of nobody',
		() => mail({ ...hello, to: tagged(4711) }),
		['human of lin, unverified, by sender', 'log lin replied'],
	],
	[
		'to a forged address and to her own',
		() => mail({ to: `${foreign()}, ${own()}` }),
		[`human of lin, verified (token), by address ${about}, forged`, 'log lin replied'],
	],
	[
		'to her signed address, with a second From',
		() => mail({ to: own(), headers: [`From: ${eve}`] }),
		[`human of lin, unverified, by address ${about}`, 'log lin replied'],
	],
	[
		'to her signed address, with two in From',
		() => mail({ from: `Lin <lin@example.net>, ${eve}`, to: own() }),
		[`human of lin, unverified, by address ${about}`, 'log lin replied'],
	],
	[
		'to her signed address, from nobody',
		() => mail({ from: '', to: own() }),
		[`human of nobody, unverified, by address ${about}`],
	],
	[
		'that names a letter of hers',
		() => mail({ ...hello, headers: [`In-Reply-To: <${ID}>`] }),
		[`human of lin, unverified, by in-reply-to ${about}`, 'log lin replied'],
	],
	[
		'that names a letter of hers further up',
		() =>
			mail({ ...hello, headers: ['In-Reply-To: <x@example.net>', `References: <${ID}> <y@example.net>`] }),
		[`human of lin, unverified, by references ${about}`, 'log lin replied'],
	],
	[
		'that names a letter of hers, by another subscriber',
		() => mail({ ...hello, from: bo, headers: [`In-Reply-To: <${ID}>`] }),
		[`human of bo, unverified, by in-reply-to ${about}, through lin`, ...forwarded],
	],
	[
		'that names a letter that nobody was sent',
		() => mail({ ...hello, headers: ['In-Reply-To: <two@ses.example>'] }),
		['human of lin, unverified, by sender', 'log lin replied'],
	],
	[
		'that quotes a signed link of hers',
		() => mail({ ...hello, body: quoting(scene.lin.id) }),
		[`human of lin, unverified, by link ${about}`, 'log lin replied'],
	],
	[
		'that quotes a signed link of hers, by a stranger',
		() => mail({ ...hello, from: eve, body: quoting(scene.lin.id) }),
		[...new_, `human of eve, unverified, by link ${about}, through lin`, ...brought],
	],
	[
		'that quotes a link that we did not sign',
		() => mail({ ...hello, body: quoting(scene.lin.id, ['the secret of somebody else']) }),
		['human of lin, unverified, by sender', 'log lin replied'],
	],
	[
		'with the subject of what she was sent',
		() => mail(),
		[`human of lin, unverified, by subject ${about}`, 'log lin replied'],
	],
	[
		'with that subject, without any Re:',
		() => mail({ subject: 'Why groups die' }),
		['human of lin, unverified, by sender', 'log lin replied'],
	],
	[
		'with that subject, by somebody who was not sent it',
		() => mail({ from: bo }),
		['human of bo, unverified, by sender', 'log bo replied'],
	],
	[
		'with that subject, two months later',
		() => mail().replace('30 Apr 2031', '30 Jun 2031'),
		['human of lin, unverified, by sender', 'log lin replied'],
	],
	['in her name, and no more', () => mail(hello), ['human of lin, unverified, by sender', 'log lin replied']],
	[
		'of a stranger',
		() => mail({ ...hello, from: eve }),
		['person eve@example.com contact', 'human of eve, unverified, by sender', 'log eve replied'],
	],
	[
		'of a stranger with the name of hers, to her signed address',
		() => mail({ from: 'lin yating <eve@example.com>', to: own() }),
		[
			...new_,
			`human of eve, unverified, by address ${about}, through lin`,
			...brought,
			'proposal lin eve@example.com open',
		],
	],
	[
		'of a stranger with an address like hers, to her signed address',
		() => mail({ from: 'lin.yating@example.com', to: own() }),
		[
			'person lin.yating@example.com contact via forward',
			`human of lin.yating, unverified, by address ${about}, through lin`,
			'log lin.yating replied',
			'log lin forwarded, brought',
			'proposal lin lin.yating@example.com open',
		],
	],
	[
		'of another subscriber with her name, to her signed address',
		() => mail({ from: 'Lin Yating <bo@example.org>', to: own() }),
		[`human of bo, unverified, by address ${about}, through lin`, ...forwarded],
	],
	['in the name of our own letters', () => mail({ from: 'Ada <ada@example.com>', to: own() }), []],
	['in the name of the address that receives', () => mail({ from: INBOUND, to: own() }), []],
];

describe('A mail', () => {
	const named = cases.map(([name, raw, causes, receivedFor]) => ({ name, raw, causes, receivedFor }));
	it.each(named)('$name', async ({ name, raw, causes, receivedFor }) => {
		if (name.endsWith('later')) scene.house.at = '2031-07-01T09:00:00.000Z';
		expect(await scene.caused(raw(), receivedFor?.())).toEqual(causes);
	});

	it('of somebody who was passed one letter after another is proposed as another address', async () => {
		const again = () => mail({ from: eve, to: own() });
		await scene.caused(again());
		expect(await scene.caused(again())).toEqual([
			`human of eve, unverified, by address ${about}, through lin`,
			'log eve replied',
			'log lin forwarded',
			'proposal lin eve@example.com open',
		]);
		expect(await scene.caused(again())).not.toContain('proposal lin eve@example.com open');
	});

	it('that comes again changes nothing, whatever servers wrote on top of it', async () => {
		const raw = mail({ to: own() });
		await scene.caused(raw);
		expect(await scene.caused(raw)).toEqual([]);
		expect(await scene.caused(`Received: from a by b; Thu, 1 May 2031 08:00:00 +0000\r\n${raw}`)).toEqual([]);
	});

	it('to the letter of somebody who was forgotten is by its sender alone', async () => {
		const { people } = scene.house.store;
		const raw = mail({
			...hello,
			from: eve,
			to: own(),
			headers: [`In-Reply-To: <${ID}>`],
			body: quoting(scene.lin.id),
		});
		await forget(scene.lin.id, { people, keys: scene.house.keys, now: scene.house.now });
		expect(await scene.caused(raw)).toEqual([
			'person eve@example.com contact',
			'human of eve, unverified, by sender',
			'log eve replied',
		]);
	});
});
