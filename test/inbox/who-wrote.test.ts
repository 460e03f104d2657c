import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leaveToken } from '../../integrations/kindred/src/person/index.ts';
import { signed } from '../mail/signed.ts';
import { INBOUND, mail, NOW, tagged } from './house.ts';
import { openScene, quoting, stop, verdict, type Case, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterAll(() => scene.house.test.remove());
beforeEach(() => scene.begin());

const pass = 'dmarc=pass header.from=example.net';
const fail = 'dmarc=fail header.from=example.net';
const own = () => tagged(scene.lin.id);
const eve = 'Eve <eve@example.com>';
const left = ['person lin@example.net left', 'log lin left', '- person lin@example.net subscribed'];
const asked = 'letter manage en to lin@example.net';
const done = (proof: string, rung: string) => [
	left[0]!,
	`unsubscribe of lin, verified (${proof}), by ${rung}`,
	...left.slice(1),
];
const refused = (proof?: string) => [
	`unsubscribe of lin, unverified${proof ? ` (${proof})` : ''}, by sender`,
	asked,
];
const toAddress = 'address about digest:2031-04';

/** Each asks to end Lin's subscription, which is hers to ask. */
const wishes: readonly Case[] = [
	['to her signed address', () => stop({ to: own() }), done('token', toAddress)],
	[
		'to her signed address, which her domain disowns',
		() => verdict(fail, stop({ to: own() })),
		[`unsubscribe of lin, unverified (dmarc), by ${toAddress}`, asked],
	],
	[
		'to her signed address, signed and changed on the way',
		async () => (await signed(stop({ to: own() }), 'example.net')).replace('A wish', 'A lie'),
		[`unsubscribe of lin, unverified (dkim), by ${toAddress}`, asked],
	],
	[
		'to her signed address, by a stranger',
		() => stop({ from: eve, to: own() }),
		[`unsubscribe of nobody, unverified, by ${toAddress}`],
	],
	['in her name alone', () => stop(), refused()],
	['that our server vouches for', () => verdict(pass, stop()), done('dmarc', 'sender')],
	[
		'that our server vouches for, to a tag that we did not sign',
		() => verdict(pass, stop({ to: tagged(scene.lin.id, 'x', ['the secret of somebody else']) })),
		[
			'person lin@example.net left',
			'unsubscribe of lin, verified (dmarc), by sender, forged',
			...left.slice(1),
		],
	],
	['that our server has doubts about', () => verdict(fail, stop()), refused('dmarc')],
	[
		'with a copy of our verdict below the real one',
		() => verdict(fail, verdict(pass, stop())),
		refused('dmarc'),
	],
	['with the verdict of another server', () => verdict(pass, stop(), 'mx.example.org'), refused()],
	[
		'with a verdict about somebody else',
		() => verdict('dmarc=pass header.from=example.com', stop()),
		refused(),
	],
	['with a verdict in a comment', () => verdict(`none (; ${pass})`, stop()), refused()],
	[
		'with our verdict about two in From',
		() => verdict(pass, stop({ from: `Lin <lin@example.net>, ${eve}` })),
		refused(),
	],
	[
		'that our server vouches for, written to another list',
		() => verdict(pass, stop({ to: 'other@lists.example.org', headers: [`Delivered-To: ${INBOUND}`] })),
		refused('dmarc'),
	],
	['that her domain signed', () => signed(stop(), 'example.net'), done('dkim', 'sender')],
	['that a part of her domain signed', () => signed(stop(), 'mail.example.net'), done('dkim', 'sender')],
	['that another domain signed', () => signed(stop(), 'example.com'), refused()],
	[
		'that her domain signed, with words put in',
		async () =>
			(await signed(mail({ body: 'I like it.' }), 'example.net')).replace('I like it.', 'Unsubscribe'),
		['unsubscribe of lin, unverified (dkim), by subject about digest:2031-04', asked],
	],
	[
		'that her domain signed, with another From',
		async () =>
			(await signed(stop({ from: 'x@example.net' }), 'example.net')).replace(
				'x@example.net',
				'lin@example.net',
			),
		refused('dkim'),
	],
	[
		'of which her domain signed the beginning',
		async () => `${await signed(mail({ body: '' }), 'example.net', { maxBodyLength: 0 })}Unsubscribe\r\n`,
		['unsubscribe of lin, unverified (dkim), by subject about digest:2031-04', asked],
	],
	[
		'that her domain signed, written to another list',
		() =>
			signed(stop({ to: 'other@lists.example.org', headers: [`Delivered-To: ${INBOUND}`] }), 'example.net'),
		refused('dkim'),
	],
	[
		'that her domain signed, written to another list, with a To of ours on top',
		async () => `To: ${INBOUND}\r\n${await signed(stop({ to: 'other@lists.example.org' }), 'example.net')}`,
		refused('dkim'),
	],
	[
		'that her domain signed, written to another list, with a Cc of ours',
		async () => `Cc: ${INBOUND}\r\n${await signed(stop({ to: 'other@lists.example.org' }), 'example.net')}`,
		refused('dkim'),
	],
	[
		'that her domain signed and our server doubts',
		async () => verdict(fail, await signed(stop(), 'example.net')),
		refused('dmarc'),
	],
	[
		'with a hundred signatures',
		() =>
			stop({
				headers: Array.from(
					{ length: 100 },
					(_, at) => `DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s${at}; h=from; bh=eA==; b=eA==`,
				),
			}),
		refused(),
	],
	[
		'that quotes a signed link of hers',
		() => stop({ body: `Unsubscribe\r\n\r\n${quoting(scene.lin.id).slice(4)}` }),
		['unsubscribe of lin, unverified, by link about digest:2031-04', asked],
	],
	[
		'of a stranger whom their domain vouches for',
		() => verdict('dmarc=pass header.from=example.com', stop({ from: eve })),
		['unsubscribe of nobody, unverified (dmarc), by sender'],
	],
];

const yes = (changed: Parameters<typeof mail>[0] = {}) =>
	mail({ subject: 'rsvp yes supper', body: '', ...changed });
const seated = [
	'log lin rsvp',
	'log lin seated',
	'rsvp lin supper yes seated',
	'letter rsvp-answer en to lin@example.net',
];

/** Each is a command to the site. */
const commands: readonly Case[] = [
	['yes, to her signed address', () => yes({ to: own() }), seated],
	[
		'yes, to her signed address, by a stranger',
		() => yes({ from: eve, to: own() }),
		['letter rsvp-confirm en to eve@example.com'],
	],
	['yes, in her name alone', () => yes(), ['letter rsvp-confirm en to lin@example.net']],
	['yes, that our server vouches for', () => verdict(pass, yes()), seated],
	[
		'yes, that our server has doubts about',
		() => verdict(fail, yes({ to: own() })),
		['letter rsvp-confirm en to lin@example.net'],
	],
	['yes, that her domain signed', () => signed(yes(), 'example.net'), seated],
	[
		'leave with the link of one of her letters, whoever sends it',
		() => mail({ from: eve, subject: `leave ${leaveToken(scene.lin.id, '', NOW, scene.house.keys)}` }),
		left,
	],
	[
		'leave with a link that we did not sign',
		() => mail({ subject: `leave ${leaveToken(scene.lin.id, '', NOW, ['the secret of somebody else'])}` }),
		[],
	],
	[
		'subscribe, of a stranger',
		() => mail({ from: eve, subject: 'subscribe', body: '' }),
		['letter confirm en to eve@example.com'],
	],
];

/** Each is of a program, or says that it is. */
const machines: readonly Case[] = [
	[
		'an absence in her name',
		() =>
			mail({
				to: own(),
				headers: ['Auto-Submitted: auto-replied'],
				subject: 'Out of office',
				body: 'I am away.',
			}),
		[`vacation of lin, verified (token), by ${toAddress}`],
	],
	[
		'an absence of a stranger',
		() =>
			mail({
				from: eve,
				headers: ['Auto-Submitted: auto-replied'],
				subject: 'Out of office',
				body: 'I am away.',
			}),
		['vacation of nobody, unverified, by sender'],
	],
	[
		'"unsubscribe" by a program',
		() => verdict(pass, stop({ headers: ['Auto-Submitted: auto-generated'] })),
		['auto-reply of lin, verified (dmarc), by sender'],
	],
];

describe.each([
	{ kind: 'A wish to leave', cases: wishes },
	{ kind: 'A command', cases: commands },
	{ kind: 'The mail of a machine', cases: machines },
])('$kind:', ({ cases }) => {
	it.each(cases.map(([name, raw, causes]) => ({ name, raw, causes })))('$name', async ({ raw, causes }) => {
		expect((await scene.caused(raw())).toSorted()).toEqual(causes.toSorted());
	});
});
