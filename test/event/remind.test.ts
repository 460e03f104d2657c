import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	answerByLink,
	checkInCode,
	nextReminder,
	planReminders,
	remindAll,
	tend,
	toEvents,
	type DayHouse,
	type EventFrontMatter,
} from '../../integrations/kindred/src/event/index.ts';
import { reminderTimes } from '../../integrations/kindred/src/event/day/reminder.ts';
import { site } from '../site.ts';
import { openEventHouse, tokenOf, type EventTest } from './house.ts';
import { eventOf, supper } from './supper.ts';

describe('the moments of reminders', () => {
	const times = (data: Partial<EventFrontMatter>, durations = ['PT3H', 'P7D', 'P1D']) =>
		reminderTimes(eventOf(data), durations).map(({ duration, due }) => `${duration} ${due.slice(0, 16)}`);

	it('come soonest first and keep the clock of the place, across a change of clocks too', () => {
		expect(times({ zone: 'Europe/Berlin', start: '2031-03-30T19:00' })).toEqual([
			'P7D 2031-03-23T18:00',
			'P1D 2031-03-29T18:00',
			'PT3H 2031-03-30T14:00',
		]);
	});
	it('are in the morning for what takes whole days', () => {
		expect(times({ zone: 'Europe/Berlin', start: '2031-05-17' }, ['P1D', 'PT3H'])).toEqual([
			'P1D 2031-05-16T07:00',
			'PT3H 2031-05-16T19:00',
		]);
	});
	it('are none for what does not take place, or has no date', () => {
		expect([times({ status: 'cancelled' }), times({ status: 'postponed' }), times({}, [])]).toEqual([
			[],
			[],
			[],
		]);
	});
	it('say when somebody has to look again', () => {
		const events = [eventOf(), eventOf({ start: '2031-06-01T12:00' }, 'lunch')];
		const next = (now: string) => nextReminder(events, ['P7D', 'P1D'], now);
		expect(next('2031-05-10T10:59:59.000Z')).toBe('2031-05-10T11:00:00.000Z');
		expect(next('2031-05-10T11:00:00.000Z')).toBe('2031-05-16T11:00:00.000Z');
		expect(next('2031-05-31T04:00:00.000Z')).toBeUndefined();
	});
});

describe('guests are reminded', () => {
	let test: EventTest;
	let house: DayHouse;
	beforeEach(async () => {
		test = await openEventHouse();
		house = { ...test.house, store: test.test.store };
		for (const name of ['ada', 'bob', 'cy']) await test.comes(name);
		test.letters.length = 0;
	});
	afterEach(() => test.test.remove());

	const at = async (now: string) => {
		test.clock.now = now;
		await remindAll(house);
		const told = test.letters.map(({ to }) => to.email.split('@')[0]);
		test.letters.length = 0;
		return told;
	};

	it('a week and a day before, each once, and only who has a seat', async () => {
		expect(await at('2031-05-10T10:59:59.000Z')).toEqual([]);
		expect(await at('2031-05-10T11:00:00.000Z')).toEqual(['ada', 'bob']);
		expect(await at('2031-05-10T11:00:01.000Z')).toEqual([]);
		expect(await at('2031-05-16T11:00:00.000Z')).toEqual(['ada', 'bob']);
		expect(await at('2031-05-17T10:59:00.000Z')).toEqual([]);
		const timeline = await test.test.store.people.timeline(1);
		expect(
			timeline.filter(({ kind }) => kind === 'reminded').map(({ detail }) => detail['duration']),
		).toEqual(['P7D', 'P1D']);
	});

	it('with one letter where the machine slept over two, and with none once it has begun', async () => {
		expect(await at('2031-05-17T10:59:59.000Z')).toEqual(['ada', 'bob']);
		const fates = (await planReminders('supper', house)).map(({ duration, state }) => `${duration} ${state}`);
		expect(fates).toEqual(['P7D passed', 'P1D sent', 'P7D passed', 'P1D sent']);
	});
	it('with none at all where it slept until it had begun', async () => {
		expect(await at('2031-05-17T11:00:00.000Z')).toEqual([]);
	});

	it('anew when it was moved, and not at all when it was called off', async () => {
		const withEvent = (data: Partial<EventFrontMatter>) => {
			house = {
				...house,
				snapshot: { events: toEvents([{ id: 'supper', data: { ...supper, ...data } }], site) },
			};
		};
		expect(await at('2031-05-10T11:00:00.000Z')).toHaveLength(2);
		withEvent({ start: '2031-05-18T19:00' });
		expect(await at('2031-05-11T11:00:00.000Z')).toEqual(['ada', 'bob']);
		withEvent({ status: 'cancelled' });
		expect(await at('2031-05-17T11:00:00.000Z')).toEqual([]);
	});

	it('but not who got the seat just before or since, whose letter is fresh', async () => {
		test.clock.now = '2031-05-09T15:00:00.000Z';
		await test.ask('ada@example.com', 'no');
		await answerByLink(tokenOf(test.letters.at(-1)), undefined, test.house);
		test.letters.length = 0;
		// Cy has moved up twenty hours before.
		expect(await at('2031-05-10T11:00:00.000Z')).toEqual(['bob']);
		expect((await planReminders('supper', house)).map(({ state }) => state)).toEqual([
			'sent',
			'later',
			'fresh',
			'later',
		]);
		expect(await at('2031-05-16T11:00:00.000Z')).toEqual(['bob', 'cy']);
	});

	it('but not those whose mailbox is gone or who do not want our mail', async () => {
		await test.test.store.people.suppress('bob@example.com', 'complaint', test.clock.now);
		expect(await at('2031-05-10T11:00:00.000Z')).toEqual(['ada']);
		await test.test.store.people.update(1, { state: 'bounced' }, test.clock.now);
		expect(await at('2031-05-16T11:00:00.000Z')).toEqual([]);
	});

	it('once, by several processes at once and after a crash before the letters were handed over', async () => {
		test.clock.now = '2031-05-10T11:00:00.000Z';
		const crash = { ...house.postman, handOver: () => Promise.reject(new Error('The machine died.')) };
		await expect(remindAll({ ...house, postman: crash })).rejects.toThrow('died');
		await Promise.all([remindAll(house), remindAll(house), remindAll(house)]);
		expect(test.letters).toEqual([]);
		const kept = await test.test.store.outgoing.due('2031-05-10T12:00:00.000Z', 10);
		expect(kept.map(({ letter }) => letter.to.email).sort()).toEqual(['ada@example.com', 'bob@example.com']);
	});

	it('by every round of looking after events', async () => {
		test.clock.now = '2031-05-10T11:00:00.000Z';
		const tended = await tend({ ...test.house, store: test.test.store });
		expect(tended.reminded).toEqual([1, 2].map((person) => ({ event: 'supper', person })));
	});

	it('in their language, with what only guests may see and their code', async () => {
		await test.test.store.people.update(1, { languages: ['zh-Hant'] }, test.clock.now);
		await test.test.store.events.keepSecrets('supper', { address: '1 Park Lane' }, test.clock.now);
		test.clock.now = '2031-05-10T11:00:00.000Z';
		await remindAll(house);
		const [ada, bob] = test.letters;
		expect(ada!.text).toContain('event-reminder zh-Hant');
		expect(ada!.text).toContain('晚餐');
		expect(ada!.text).toContain('1 Park Lane');
		expect(ada!.text).toContain(`code: ${checkInCode('supper', 1, house.keys)}`);
		expect(bob!.text).toContain('event-reminder en');
		expect(bob!.text).not.toContain(checkInCode('supper', 1, house.keys));
	});
});
