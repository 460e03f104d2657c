import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerEvent } from '../../integrations/kindred/src/event/index.ts';
import { forget } from '../../integrations/kindred/src/person/index.ts';
import { gmail } from '../reply/calendar/producers.ts';
import { openCalendarPlay, pass, type CalendarPlay } from './calendar-play.ts';

let play: CalendarPlay;
beforeAll(async () => {
	play = await openCalendarPlay();
});
afterAll(() => play.house.test.remove());
beforeEach(() => play.begin());

describe('a calendar answer changes nothing that', () => {
	it('comes after it was called off', async () => {
		await play.begin({ status: 'cancelled' });
		await play.house.take(pass(gmail({ to: play.own })));
		expect((await play.state()).reason).toBe('The answer "yes" was not taken: cancelled.');
	});

	it('asks nothing where people are not asked', async () => {
		await play.begin({ rsvp: false });
		await play.house.take(pass(gmail({ to: play.own })));
		expect((await play.state()).reason).toBe('The answer "yes" was not taken: not-asked.');
	});

	it('was sent by somebody who was erased since', async () => {
		const { house, lin } = play;
		await forget(lin.id, { people: house.store.people, keys: house.keys, now: house.now });
		expect(await house.take(pass(gmail({ to: play.own })))).toEqual({ outcome: 'forgotten' });
		expect(await play.state()).toEqual({ ledger: '', letters: [], reason: '', filed: '' });
	});

	it('is older than what she said since', async () => {
		const { house, lin } = play;
		await answerEvent({ event: 'supper', person: lin, answer: 'no', door: 'link' }, house);
		house.letters.length = 0;
		await house.take(pass(gmail({ to: play.own, stamp: '20310430T090000Z' })));
		expect(await play.state()).toMatchObject({
			ledger: 'lin no none',
			letters: [],
			reason: 'Nothing changes by it: it is known, or they have said something else since.',
		});
	});

	it('is a file without a mail around it', async () => {
		const raw = gmail({ to: play.own });
		const file = raw.slice(raw.indexOf('BEGIN:VCALENDAR'), raw.indexOf('--inner--'));
		await play.house.take(file);
		expect(await play.state()).toMatchObject({
			ledger: 'lin none invited',
			letters: [],
			filed: 'calendar of nobody',
			reason: 'Nothing proves its sender, so that it does not count.',
		});
	});

	it('is an old one, sent once more under another name', async () => {
		const { house } = play;
		const yes = { to: play.own, stamp: '20310430T100000Z' };
		await house.take(pass(gmail(yes)));
		await house.take(pass(gmail({ to: play.own, partstat: 'DECLINED', stamp: '20310430T100100Z' })));
		house.letters.length = 0;
		await house.take(pass(gmail({ ...yes, id: 'another@example.net' })));
		expect(await play.state()).toMatchObject({ ledger: 'lin no none', letters: [] });
	});

	it('comes with so many others that nobody could have written them', async () => {
		const { house } = play;
		for (let count = 0; count < 25; count++)
			await house.take(pass(gmail({ to: 'letters@in.example.com', uid: 'x', subject: `${count}` })));
		await house.take(pass(gmail({ to: play.own })));
		expect(await play.state()).toMatchObject({ ledger: 'lin none invited', letters: [] });
	});
});

it('whoever has ended their subscription may come all the same', async () => {
	await play.house.store.people.update(play.lin.id, { state: 'left' }, play.house.at);
	await play.house.take(pass(gmail({ to: play.own })));
	expect((await play.state()).ledger).toBe('lin yes seated');
});
