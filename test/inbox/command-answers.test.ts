import { describe, expect, it } from 'vitest';
import { broken, encoded, mia, openPlay, phone, playAll, type Row } from './command-play.ts';
import { INBOUND, mail, tagged } from './house.ts';

const OTHER_KEYS = ['somebody else signs with this, long enough'] as const;
const play = openPlay();
const rows: readonly Row[] = [
	[
		'leave, by the token alone',
		'left',
		'left - | | 0',
		({ leaving }) => ({ from: mia, subject: `leave ${leaving()}`, body: '' }),
	],
	[
		'leave behind a prefix, the token broken over lines of a header',
		'left',
		'left - | | 0',
		({ leaving }) => ({ subject: `Re: leave ${leaving()}`.replace(' leave', '\r\n leave'), body: '' }),
	],
	[
		'leave, the token broken in the text',
		'left',
		'left - | | 0',
		({ leaving }) => ({ subject: 'unsubscribe', body: `${broken(leaving(), '=\r\n')}\r\n${phone}` }),
	],
	[
		'leave, signed by somebody else',
		'refused',
		'subscribed - | | 0',
		({ leaving }) => ({ subject: `leave ${leaving(OTHER_KEYS)}` }),
	],
	[
		'leave by a machine',
		'kept',
		'subscribed - | | 0',
		({ leaving }) => ({ subject: `leave ${leaving()}`, headers: ['Auto-Submitted: auto-replied'] }),
	],
	[
		'yes, without any proof',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ from: mia, subject: 'rsvp yes supper' }),
	],
	[
		'yes, by the token of the letter',
		'answered',
		'subscribed - | lin yes | 1',
		({ answering }) => ({ subject: 'rsvp yes supper', body: answering() }),
	],
	[
		'yes, by that token from a phone',
		'answered',
		'subscribed - | lin yes | 1',
		({ answering }) => ({
			subject: 'Re: RSVP Yes supper',
			body: `See you!${phone}\r\n> ${broken(answering(), '\r\n> ')}`,
		}),
	],
	[
		'maybe, then no, by that token',
		'answered',
		'subscribed - | lin no | 2',
		async ({ house, answering }) => {
			await house.take(mail({ subject: 'rsvp maybe supper', body: answering() }));
			return { subject: 'rsvp no supper', body: answering() };
		},
	],
	[
		'yes, by the signed address',
		'answered',
		'subscribed - | lin yes | 1',
		({ lin }) => ({ to: tagged(lin, 'event:supper'), subject: 'rsvp yes supper' }),
	],
	[
		'yes, by a signed address that was forwarded to somebody',
		'asked-to-confirm',
		'subscribed - | | 1',
		({ lin }) => ({ from: mia, to: tagged(lin, 'event:supper'), subject: 'rsvp yes supper' }),
	],
	[
		'yes, the From forged',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ to: INBOUND, subject: 'rsvp yes supper' }),
	],
	[
		'yes, by a token for another event',
		'asked-to-confirm',
		'subscribed - | | 1',
		({ answering }) => ({ subject: 'rsvp yes supper', body: answering('brunch') }),
	],
	[
		'yes, by a token that is too old',
		'asked-to-confirm',
		'subscribed - | | 1',
		({ answering }) => ({
			subject: 'rsvp yes supper',
			body: answering('supper', '2031-04-01T00:00:00.000Z'),
		}),
	],
	[
		'yes to an event that there is not',
		'refused',
		'subscribed - | | 0',
		() => ({ subject: 'rsvp yes brunch' }),
	],
	[
		'yes in full-width letters',
		'asked-to-confirm',
		'subscribed - | | 1',
		() => ({ from: mia, subject: encoded('ｒｓｖｐ　ｙｅｓ　supper') }),
	],
	[
		'yes by a program',
		'kept',
		'subscribed - | | 0',
		({ answering }) => ({
			subject: 'rsvp yes supper',
			body: answering(),
			headers: ['Auto-Submitted: auto-replied'],
		}),
	],
];

describe('a mail that leaves, or answers an event', () => {
	playAll(rows, play);

	it('is obeyed once where ten copies come at once', async () => {
		const { house, answering, effect } = play();
		const raw = mail({ subject: 'rsvp yes supper', body: answering() });
		await Promise.all(Array.from({ length: 10 }, () => house.take(raw)));
		expect(await effect()).toBe('subscribed - | lin yes | 1');
	});

	it('replayed by somebody who saw it causes nothing more', async () => {
		const { house, leaving, effect } = play();
		await house.take(mail({ subject: `leave ${leaving()}` }));
		const again = mail({ from: 'mallory@example.com', subject: `leave ${leaving()}` });
		expect(await house.take(again)).toEqual({ outcome: 'left' });
		expect(await effect()).toBe('left - | | 0');
	});
});
