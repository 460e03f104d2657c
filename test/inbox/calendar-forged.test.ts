import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { State } from '../../integrations/kindred/src/person/index.ts';
import { gmail, outlook, simple, whole } from '../reply/calendar/producers.ts';
import { fail, openCalendarPlay, pass, type CalendarPlay } from './calendar-play.ts';
import { KEYS, tagged } from './house.ts';

let play: CalendarPlay;
beforeAll(async () => {
	play = await openCalendarPlay();
});
afterAll(() => play.house.test.remove());
beforeEach(() => play.begin());

const eve = { attendee: 'eve@example.net', from: 'Eve <eve@example.net>' };
const ask = (email: string) => `rsvp-confirm en to ${email}`;
const unproved = 'Nothing proves its sender, so that it does not count.';
const asked = `${unproved} A letter asks its sender.`;
const notAsked = 'It answers for somebody else than its sender, who was not asked.';
const as = async (state: State) => {
	await play.house.store.people.update(play.lin.id, { state }, play.house.at);
};
const later = (day: string) => {
	play.house.at = `${day}T12:00:00.000Z`;
};
/** The signed address of Bo's own invitation, or of something else, or one that is made up. */
const address = (person: number, thing = 'event:supper', keys: typeof KEYS | readonly [string] = KEYS) =>
	tagged(person, thing, keys);

/** Name · the mail · what it says became of it · letters. Nothing but these follows, and Lin stands where she stood. */
type Row = readonly [
	name: string,
	raw: () => string | Promise<string>,
	reason: string | RegExp,
	letters?: readonly string[],
];
const rows: readonly Row[] = [
	['nothing proves', () => gmail({ to: play.own }), asked, [ask('lin@example.net')]],
	['our server calls forged', () => fail(gmail({ to: play.own })), asked, [ask('lin@example.net')]],
	[
		'another server vouches for',
		() =>
			gmail({
				to: play.own,
				headers: ['Authentication-Results: mx.evil.example; dmarc=pass header.from=example.net'],
			}),
		asked,
		[ask('lin@example.net')],
	],
	[
		'a domain vouches for that is not the sender’s',
		() => pass(gmail({ to: play.own }), 'evil.example'),
		asked,
		[ask('lin@example.net')],
	],
	[
		'a stranger writes in her name from a server of their own',
		() =>
			pass(
				gmail({ to: play.own, from: 'Lin <lin@evil.example>', attendee: 'eve@evil.example' }),
				'evil.example',
			),
		notAsked,
	],
	[
		'comes from two senders',
		() => pass(gmail({ to: play.own, from: 'lin@example.net, eve@example.net' })),
		unproved,
	],
	['has two From headers', () => pass(gmail({ to: play.own, headers: ['From: eve@example.net'] })), unproved],
	['has no sender', () => pass(gmail({ to: play.own })).replace(/^From: .*\r\n/m, ''), unproved],
	[
		'comes to an address signed by somebody else',
		() =>
			pass(gmail({ to: address(play.lin.id, 'event:supper', ['a secret of somebody else, long enough']) })),
		/It does not count\. It came to a reply address that we did not sign\.$/,
	],
	[
		'comes to an address whose signature is cut',
		() => pass(gmail({ to: play.own.replace(/.@/, '@') })),
		/did not sign/,
	],
	[
		'comes to her address of another event',
		() => pass(gmail({ to: address(play.lin.id, 'event:brunch') })),
		'The signed address that it came to is about something else.',
	],
	[
		'comes to her address of a digest',
		() => pass(gmail({ to: address(play.lin.id, 'digest:2031-04') })),
		'The signed address that it came to is about something else.',
	],
	[
		'comes to her address about an event there is not',
		() => pass(gmail({ to: play.own, uid: 'dinner@example.com' })),
		'There is no such event here.',
	],
	[
		'has the UID in other letters',
		() => pass(gmail({ to: play.own, uid: 'SUPPER@example.com' })),
		'There is no such event here.',
	],
	[
		'answers for Bo from her address',
		() => pass(gmail({ to: play.own, attendee: 'bo@example.org', from: 'Lin <lin@example.net>' })),
		notAsked,
	],
	[
		'answers for her, from a stranger to whom the letter was passed on, unproved',
		() => gmail({ to: play.own, from: 'Eve <eve@example.net>' }),
		unproved,
	],
	[
		'answers for her without her address, from a stranger who is proved',
		() => pass(gmail({ from: 'Eve <eve@example.net>' })),
		notAsked,
	],
	[
		'answers for her at the address of Bo, from Bo',
		() => pass(gmail({ to: address(play.bo.id), from: 'bo@example.org' }), 'example.org'),
		notAsked,
	],
	[
		'declines in the name of a stranger',
		() => pass(gmail({ ...eve, to: play.own, partstat: 'DECLINED' })),
		'Its sender was not asked.',
	],
	[
		'is what she really said to somebody else, sent on to us',
		() => pass(gmail({ to: 'eve@example.org', headers: [`Delivered-To: ${play.own}`] })),
		asked,
		[ask('lin@example.net')],
	],
	[
		'is of a version before the one she was told of',
		async () => (await play.tell(2), pass(gmail({ to: play.own, sequence: 1 }))),
		'It answers version 1 of the event; they were told of version 2 since.',
	],
	[
		'names no version after the first change',
		async () => (await play.tell(1), pass(simple({ to: play.own }).replace(/^SEQUENCE.*\r\n/m, ''))),
		'It answers version 0 of the event; they were told of version 1 since.',
	],
	[
		'sends somebody else',
		() => pass(simple({ to: play.own, partstat: 'DELEGATED' })),
		'DELEGATED is neither yes nor no.',
	],
	[
		'says nothing yet',
		() => pass(simple({ to: play.own, partstat: 'NEEDS-ACTION' })),
		'NEEDS-ACTION is neither yes nor no.',
	],
	[
		'answers one day of a series',
		() => pass(simple({ to: play.own, lines: ['RECURRENCE-ID:20310518T110000Z'] })),
		'It answers one day of a series, which this event is not.',
	],
	[
		'wants to be told again',
		() => pass(whole({ to: play.own, method: 'REFRESH' })),
		'It cannot be told whose answer it is, and to what.',
	],
	[
		'proposes a time in the name of a stranger',
		() => pass(outlook({ ...eve, to: play.own, method: 'COUNTER' })),
		'Its sender was not asked.',
	],
	['proposes a time, unproved', () => outlook({ to: play.own, method: 'COUNTER' }), unproved],
	[
		'comes after the event',
		() => (later('2031-05-18'), pass(gmail({ to: play.own }))),
		'The answer "yes" was not taken: over.',
	],
	[
		'comes from somebody who complained',
		async () => (await as('complained'), pass(gmail({ to: play.own }))),
		/^They complained/,
	],
	[
		'holds two answers that disagree',
		() =>
			pass(
				simple({
					to: play.own,
					from: 'x@example.net',
					lines: [
						'ATTENDEE;PARTSTAT=DECLINED:mailto:lin@example.net',
						'ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@example.org',
					],
				}),
			),
		'It cannot be told whose answer it is, and to what.',
	],
	[
		'is an answer within a mail',
		() =>
			pass(
				`From: lin@example.net\r\nTo: ${play.own}\r\nSubject: Fwd\r\nContent-Type: message/rfc822\r\n\r\n${gmail({ to: play.own })}`,
			),
		/Nothing says/,
	],
];

describe('a calendar answer changes nothing that', () => {
	it.each(rows.map((row) => [row[0], row] as const))('%s', async (_name, [, make, reason, letters = []]) => {
		const raw = await make();
		const before = (await play.state()).ledger;
		const people = (await play.house.store.people.everybody()).length;
		expect((await play.house.take(raw)).outcome).toBe('kept');
		const { reason: said, ...state } = await play.state();
		expect(said).toMatch(
			reason instanceof RegExp ? reason : new RegExp(`^${reason.replace(/[.()]/g, '\\$&')}$`),
		);
		expect(state).toMatchObject({ ledger: before, letters });
		expect(before).toBe('lin none invited');
		expect(
			(await play.house.store.people.timeline(play.lin.id)).filter(
				({ kind }) => kind === 'rsvp' || kind === 'proposed',
			),
		).toEqual([]);
		expect((await play.house.store.people.everybody()).length - people).toBeLessThanOrEqual(
			/Nothing says/.test(said) ? 1 : 0,
		);
		expect((await play.house.take(raw)).outcome).toBe('duplicate');
		expect(await play.state()).toMatchObject({ ledger: before, letters });
	});
});
