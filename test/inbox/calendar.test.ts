import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerEvent } from '../../integrations/kindred/src/event/index.ts';
import { apple, gmail, icloud, outlook, simple, whole } from '../reply/calendar/producers.ts';
import { openCalendarPlay, pass, type CalendarPlay } from './calendar-play.ts';

let play: CalendarPlay;
beforeAll(async () => {
	play = await openCalendarPlay();
});
afterAll(() => play.house.test.remove());
beforeEach(() => play.begin());

const letter = 'rsvp-answer en to lin@example.net';

describe('an answer from a calendar', () => {
	it.each([
		['Gmail', gmail],
		['Outlook', outlook],
		['Apple Mail', apple],
		['iCloud', icloud],
		['DAViCal', whole],
		['Thunderbird', simple],
	])('by %s takes the seat, frees it again, and keeps none for a maybe', async (_producer, by) => {
		const { house, own } = play;
		await house.take(pass(by({ to: own, stamp: '20310430T100000Z' })));
		expect(await play.state()).toMatchObject({
			ledger: 'lin yes seated',
			letters: [letter],
			filed: 'calendar of lin@example.net',
			reason: 'It counts as "yes": seated.',
		});
		await house.take(pass(by({ to: own, partstat: 'TENTATIVE', stamp: '20310430T100100Z' })));
		expect(await play.state()).toMatchObject({ ledger: 'lin maybe none', reason: 'It counts as "maybe".' });
		await house.take(pass(by({ to: own, partstat: 'DECLINED', stamp: '20310430T100200Z' })));
		expect(await play.state()).toMatchObject({
			ledger: 'lin no none',
			letters: [letter, letter, letter],
			reason: 'It counts as "no".',
		});
		expect(await house.kinds(play.lin.id)).toEqual(['invited', 'rsvp', 'seated', 'rsvp', 'rsvp']);
	});

	it('counts from another account of theirs, which becomes nobody', async () => {
		const { house, own } = play;
		await house.take(pass(apple({ to: own, from: 'Lin <lin@work.example>' }), 'work.example'));
		expect(await play.state()).toMatchObject({
			ledger: 'lin yes seated',
			filed: 'calendar of lin@example.net',
		});
		expect(await house.store.people.byEmail('lin@work.example')).toBeUndefined();
	});

	it('counts for any address of theirs', async () => {
		const { house, own, lin } = play;
		await house.store.people.changeAddress(lin.id, 'yating@example.net', house.at);
		await house.take(pass(gmail({ to: own })));
		expect((await play.state()).ledger).toBe('yating yes seated');
	});

	it('brings their companions, as many as there is leave for, and their word to the host', async () => {
		const { house, own } = play;
		await house.take(pass(gmail({ to: own, guests: 2, comment: 'No meat, please' })));
		expect(await play.state()).toMatchObject({
			ledger: 'lin yes seated +2',
			reason: 'It counts as "yes": seated, and brings 2.',
		});
		expect((await house.store.events.ledger('supper'))[0]).toMatchObject({
			detail: { comment: 'No meat, please' },
		});
		await house.take(pass(gmail({ to: own, guests: 40, stamp: '20310430T100200Z' })));
		expect((await play.state()).ledger).toBe('lin yes seated +2');
	});

	it('once counts once, by four doors, together and one after another', async () => {
		const { house, own } = play;
		const raw = pass(gmail({ to: own }));
		await Promise.all(
			[raw, `X-Spam: no\r\n${raw}`, raw.replaceAll('\r\n', '\n'), raw].map((one) => house.take(one)),
		);
		for (let again = 0; again < 3; again++) expect(await house.take(raw)).toEqual({ outcome: 'duplicate' });
		expect(await play.state()).toMatchObject({ ledger: 'lin yes seated', letters: [letter] });
		expect(await house.store.replies.list({})).toHaveLength(1);
		expect(await house.kinds(play.lin.id)).toEqual(['invited', 'rsvp', 'seated']);
	});

	it.each([
		[0, 1, 2],
		[2, 1, 0],
		[1, 2, 0],
		[2, 0, 1],
	])('is the last one said, also where they come in the order %i, %i, %i', async (...order) => {
		const { house, own } = play;
		const said = ['ACCEPTED', 'DECLINED', 'TENTATIVE'];
		for (const at of order)
			await house.take(pass(gmail({ to: own, partstat: said[at]!, stamp: `20310430T10000${at}Z` })));
		expect((await play.state()).ledger).toContain('lin maybe');
	});

	it('after the page changes it, and the page after the calendar', async () => {
		const { house, own, lin } = play;
		await house.take(pass(gmail({ to: own })));
		house.at = '2031-04-30T10:06:00.000Z';
		await answerEvent({ event: 'supper', person: lin, answer: 'no', door: 'link' }, house);
		await house.take(pass(gmail({ to: own, stamp: '20310430T100030Z' })));
		expect((await play.state()).ledger).toBe('lin no none');
		house.at = '2031-04-30T10:07:00.000Z';
		await house.take(pass(gmail({ to: own, stamp: '20310430T100630Z' })));
		expect((await play.state()).ledger).toBe('lin yes seated');
	});

	it('of a clock that goes ahead counts when it comes, and never later', async () => {
		const { house, own, lin } = play;
		await house.take(pass(gmail({ to: own, stamp: '20990101T000000Z' })));
		expect((await house.store.events.ledger('supper'))[0]).toMatchObject({
			answer: 'yes',
			answeredAt: house.at,
		});
		house.at = '2031-04-30T10:06:00.000Z';
		await answerEvent({ event: 'supper', person: lin, answer: 'no', door: 'link' }, house);
		expect((await play.state()).ledger).toBe('lin no none');
	});

	it('of a site without an address for answers counts by a sender who is proved', async () => {
		const { house } = play;
		const { inbound } = house.site;
		Object.assign(house.site, { inbound: undefined });
		await house.take(pass(gmail({ to: house.site.from.email })));
		await house.take(
			pass(
				gmail({
					to: house.site.from.email,
					attendee: 'bo@example.org',
					from: 'lin@example.net',
					partstat: 'ACCEPTED',
				}),
			),
		);
		Object.assign(house.site, { inbound });
		expect((await play.state()).ledger).toBe('lin yes seated');
	});
});

describe('a proposal of another time', () => {
	it('is kept for the author with its times, and answers nothing', async () => {
		const { house, own, lin } = play;
		const raw = pass(
			outlook({
				to: own,
				method: 'COUNTER',
				partstat: 'TENTATIVE',
				start: 'DTSTART:20310518T110000Z',
				end: 'DTEND:20310518T130000Z',
				comment: 'Sunday?',
			}),
		);
		await house.take(raw);
		await house.take(raw);
		expect(await play.state()).toMatchObject({
			ledger: 'lin none invited',
			letters: [],
			reason: 'It proposes another time, and is no answer.',
		});
		const proposed = (await house.store.people.timeline(lin.id)).filter(({ kind }) => kind === 'proposed');
		expect(proposed).toMatchObject([
			{
				subject: 'event:supper',
				detail: {
					start: '2031-05-18T11:00:00.000Z',
					end: '2031-05-18T13:00:00.000Z',
					comment: 'Sunday?',
				},
			},
		]);
	});
});

describe('an answer by somebody an invitation was passed on to', () => {
	it('is a request, which its host may grant', async () => {
		const { house, own } = play;
		await house.take(pass(gmail({ to: own, attendee: 'mia@example.net' })));
		expect(await play.state()).toMatchObject({
			ledger: 'lin none invited, mia yes requested',
			reason: 'It counts as "yes": requested.',
		});
		expect(await house.store.people.byEmail('mia@example.net')).toMatchObject({
			state: 'contact',
			via: 'forward',
		});
	});

	it('is no more than a request of a stranger who knows the event from the web alone', async () => {
		const { house } = play;
		await house.take(pass(gmail({ attendee: 'mia@example.net', guests: 2 })));
		await house.take(pass(gmail({ attendee: 'mia@example.net', stamp: '20310430T100100Z' })));
		expect(await play.state()).toMatchObject({ ledger: 'lin none invited, mia yes requested' });
	});

	it('is their own where they are a guest as well', async () => {
		const { house, own, bo } = play;
		await answerEvent({ event: 'supper', person: bo, answer: 'invite', door: 'host' }, house);
		await house.take(pass(gmail({ to: own, attendee: 'bo@example.org' }), 'example.org'));
		expect((await play.state()).ledger).toBe('bo yes seated, lin none invited');
	});
});
