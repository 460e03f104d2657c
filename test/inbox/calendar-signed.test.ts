import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkSignatures } from '../../integrations/kindred/src/mail/proof.ts';
import { keysAt, signed } from '../mail/signed.ts';
import { apple, gmail, outlook } from '../reply/calendar/producers.ts';
import { openCalendarPlay, type CalendarPlay } from './calendar-play.ts';

let play: CalendarPlay;
beforeAll(async () => {
	play = await openCalendarPlay();
	const signatures = (raw: Uint8Array) => checkSignatures(raw, keysAt());
	Object.assign(play.house, { signatures });
	Object.assign(play.house.site, { authserv: undefined });
});
afterAll(() => play.house.test.remove());
beforeEach(() => play.begin());

const ledger = async (raw: string) => {
	await play.house.take(raw);
	return (await play.state()).ledger;
};
const yes = 'lin yes seated';
const asked = 'lin none invited';

describe('a calendar answer that no server of ours vouches for', () => {
	it.each([
		['Gmail', gmail],
		['Outlook', outlook],
		['Apple Mail', apple],
	])('by %s counts by the signature of its domain', async (_producer, by) => {
		expect(await ledger(await signed(by({ to: play.own }), 'example.net'))).toBe(yes);
	});

	it('counts by the second of two signatures, as Google writes them', async () => {
		const once = await signed(gmail({ to: play.own }), 'example.net');
		expect(await ledger(await signed(once, 'google.example'))).toBe(yes);
	});

	it('counts for nothing by the signature of another domain', async () => {
		expect(await ledger(await signed(gmail({ to: play.own }), 'evil.example'))).toBe(asked);
	});

	it('counts for nothing when its word was changed on the way', async () => {
		const raw = await signed(gmail({ to: play.own, partstat: 'DECLINED' }), 'example.net');
		const changed = raw.replaceAll('PARTSTAT=DECLINED', 'PARTSTAT=ACCEPTED');
		expect(changed).not.toBe(raw);
		expect(await ledger(changed)).toBe(asked);
	});

	it('counts for nothing when a sender was put before the one who signed', async () => {
		const raw = await signed(gmail({ to: play.own }), 'example.net');
		expect(await ledger(`From: eve@example.net\r\n${raw}`)).toBe(asked);
	});

	it.each(['Delivered-To', 'To', 'Cc'])(
		'counts for nothing where what was signed went to somebody else, whatever %s says',
		async (header) => {
			const raw = await signed(gmail({ to: 'eve@evil.example' }), 'example.net');
			expect(await ledger(`${header}: ${play.own}\r\n${raw}`)).toBe(asked);
		},
	);
});
