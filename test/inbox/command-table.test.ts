import { describe } from 'vitest';
import { encoded, broken, mia, openPlay, phone, playAll, type Row } from './command-play.ts';

const play = openPlay();
const rows: readonly Row[] = [
	[
		'subscribe, in any case',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ from: mia, subject: 'SUBSCRIBE' }),
	],
	[
		'subscribe behind a prefix in Arabic',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ from: mia, subject: encoded('رد: subscribe') }),
	],
	[
		'subscribe, forwarded twice',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ from: mia, subject: 'Fwd: RE: subscribe' }),
	],
	[
		'subscribe with a full stop, as a phone ends a sentence',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ from: mia, subject: 'Subscribe.' }),
	],
	[
		'subscribe in quotes, as a page told it',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ from: mia, subject: '"subscribe"' }),
	],
	[
		'subscribe in words of their own',
		'kept',
		'subscribed contact | | 0',
		() => ({ from: mia, subject: 'subscribe me to what, exactly?' }),
	],
	[
		'subscribe by a program',
		'kept',
		'subscribed - | | 0',
		() => ({ from: mia, subject: 'subscribe', headers: ['Auto-Submitted: auto-generated'] }),
	],
	[
		'subscribe by a mailing list',
		'kept',
		'subscribed - | | 0',
		() => ({
			from: mia,
			subject: 'subscribe',
			headers: ['Precedence: list', 'List-Id: <x.example>', 'Auto-Submitted: auto-forwarded'],
		}),
	],
	[
		'subscribe from the address of the blog itself',
		'own',
		'subscribed - | | 0',
		() => ({ from: 'ada@example.com', subject: 'subscribe' }),
	],
	['subscribe without a sender', 'kept', 'subscribed - | | 0', () => ({ from: '', subject: 'subscribe' })],
	[
		'subscribe of who is subscribed',
		'asked-to-confirm',
		'subscribed - | | 0',
		() => ({ subject: 'subscribe' }),
	],
	[
		'confirm, the token in the text',
		'confirmed',
		'subscribed subscribed | | 1',
		async ({ confirming }) => ({ from: mia, subject: 'confirm', body: await confirming() }),
	],
	[
		'confirm from a phone, with its signature',
		'confirmed',
		'subscribed subscribed | | 1',
		async ({ confirming }) => ({ from: mia, subject: 'Re: confirm', body: (await confirming()) + phone }),
	],
	[
		'confirm, the token in a quote, broken over lines',
		'confirmed',
		'subscribed subscribed | | 1',
		async ({ confirming }) => ({
			from: mia,
			subject: 'AW: confirm',
			body: `Ja!\r\n\r\n> ${broken(await confirming(), '\r\n> ')}\r\n`,
		}),
	],
	[
		'confirm, the token twice quoted',
		'confirmed',
		'subscribed subscribed | | 1',
		async ({ confirming }) => ({
			from: mia,
			subject: 'confirm',
			body: `>> ${broken(await confirming(), '\r\n>> ')}\r\n>\r\n> hello`,
		}),
	],
	[
		'confirm from another address of theirs',
		'confirmed',
		'subscribed subscribed | | 1',
		async ({ confirming }) => ({ from: 'mia@work.example', subject: 'confirm', body: await confirming() }),
	],
	[
		'confirm, a week too late',
		'refused',
		'subscribed - | | 1',
		async ({ house, confirming }) => {
			const body = await confirming();
			house.at = '2031-05-09T09:00:00.000Z';
			return { from: mia, subject: 'confirm', body };
		},
	],
	[
		'confirm with a token to leave',
		'refused',
		'subscribed - | | 0',
		({ leaving }) => ({ from: mia, subject: 'confirm', body: leaving() }),
	],
	[
		'confirm with one letter changed',
		'refused',
		'subscribed - | | 1',
		async ({ confirming }) => ({
			from: mia,
			subject: 'confirm',
			body: (await confirming()).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
		}),
	],
	[
		'confirm by a vacation message that quotes it all',
		'kept',
		'subscribed - | | 1',
		async ({ confirming }) => ({
			from: mia,
			subject: 'Automatic reply: confirm',
			body: `I am away.\r\n> ${await confirming()}`,
			headers: ['Auto-Submitted: auto-replied'],
		}),
	],
	[
		'confirm without a token',
		'kept',
		'subscribed contact | | 0',
		() => ({ from: mia, subject: 'confirm', body: 'Yes, confirm.' }),
	],
];

describe('a mail that asks to subscribe, or confirms', () => {
	playAll(rows, play);
});
