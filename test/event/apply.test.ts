import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerEvent, applyEvent, planEvent } from '../../integrations/kindred/src/event/index.ts';
import { lineOf, mailed, openPlanning } from './planning.ts';

let desk: Awaited<ReturnType<typeof openPlanning>>;
beforeEach(async () => {
	desk = await openPlanning();
});
afterEach(() => desk.test.remove());

const later = { start: '2031-05-17T20:00' };
const told = async () => (await desk.test.store.events.ledger('supper')).map((rsvp) => rsvp.told);
const waiting = async () =>
	(await desk.test.store.db.selectFrom('outgoing').select('key').orderBy('id').execute()).map(
		({ key }) => key,
	);

describe('carrying out a plan', () => {
	it('wants a yes to exactly this plan', async () => {
		await desk.says('ada');
		desk.edit(later);
		expect(await desk.apply()).toMatchObject({ ok: false, reason: 'not-approved' });
		await desk.approve();
		expect((await desk.plan()).approved).toBe(true);
		desk.edit({ place: { name: 'Elsewhere' } });
		expect(await desk.apply()).toMatchObject({ ok: false, reason: 'moved' });
		desk.edit({ place: { name: 'Dadaocheng' } });
		expect(await desk.apply()).toMatchObject({ ok: true });
	});

	it('refuses when a guest came or went who has to be told, and not for one who knows', async () => {
		await desk.says('ada');
		await desk.says('bob');
		desk.edit({ ...later, capacity: 9 });
		await desk.approve();
		await desk.says('cy');
		expect((await desk.plan()).approved).toBe(true);
		await desk.says('bob', 'no');
		expect(await desk.apply()).toMatchObject({ ok: false, reason: 'moved' });
		expect(await desk.apply('0'.repeat(64))).toMatchObject({ ok: false, reason: 'moved' });
	});

	it('refuses when what only guests see, or a translation, was changed after the yes', async () => {
		await desk.says('ada');
		desk.edit(later);
		const { hash } = await desk.approve();
		desk.edit({}, { title: '很晚的晚餐' });
		expect((await desk.plan()).hash).not.toBe(hash);
		desk.edit({}, { title: '晚餐' });
		await desk.test.store.events.keepSecrets('supper', { note: 'Ring twice.' }, desk.clock.now);
		expect(await desk.apply()).toMatchObject({ ok: false, reason: 'moved' });
	});

	it('sends what it said, each in the language of its guest, and remembers what they know', async () => {
		await desk.says('ada');
		await desk.says('lin', 'yes', { languages: ['zh-Hant'] });
		desk.edit(later);
		expect(await desk.announce()).toEqual(['ada: event-update REQUEST', 'lin: event-update REQUEST zh-Hant']);
		expect(desk.letters.map(({ text }) => /title: (.*)/.exec(text)?.[1])).toEqual(['Supper', '晚餐']);
		expect(desk.letters.map((letter) => lineOf(letter, 'SEQUENCE'))).toEqual(['1', '1']);
		expect(desk.letters.map((letter) => lineOf(letter, 'DTSTART'))[0]).toBe(
			'TZID=Asia/Taipei:20310517T200000',
		);
		expect(await told()).toMatchObject([
			{ sequence: 1, calendar: true, facts: { start: '2031-05-17T20:00', lang: 'en' } },
			{ sequence: 1, calendar: true, facts: { start: '2031-05-17T20:00', lang: 'zh-Hant' } },
		]);
		const ada = (await desk.test.store.people.byEmail('ada@example.com'))!;
		const last = (await desk.test.store.people.timeline(ada.id)).at(-1);
		expect(last).toMatchObject({ kind: 'informed', subject: 'event:supper', detail: { sequence: 1 } });
		expect(await waiting()).toEqual([]);
	});

	it('twice, one after the other or at once, writes to everybody once', async () => {
		await desk.says('ada');
		await desk.says('bob');
		desk.edit(later);
		const { hash } = await desk.approve();
		desk.letters.length = 0;
		const both = await Promise.all([desk.apply(hash), desk.apply()]);
		expect(both.map(({ ok }) => ok)).toEqual([true, true]);
		expect(await desk.apply(hash)).toMatchObject({ ok: true, plan: { mails: [] } });
		expect(desk.letters.map(({ to }) => to.email).sort()).toEqual(['ada@example.com', 'bob@example.com']);
	});

	it('that is killed between two letters has lost none and writes none again', async () => {
		await desk.says('ada');
		await desk.says('bob');
		desk.edit(later);
		const { hash } = await desk.approve();
		desk.letters.length = 0;
		desk.beforeLetter((count) => {
			if (count === 2) throw new Error('power cut');
		});
		await expect(desk.apply(hash)).rejects.toThrow('power cut');
		desk.beforeLetter(() => {});
		expect(await desk.apply(hash)).toMatchObject({ ok: true, plan: { mails: [] } });
		expect(desk.letters.map(({ to }) => to.email)).toEqual(['ada@example.com']);
		const left = await desk.test.store.outgoing.due('2031-05-01T10:00:00.000Z', 9);
		expect(left.map(({ letter }) => letter.to.email)).toEqual(['bob@example.com']);
	});
});

describe('the SEQUENCE of an event', () => {
	it('rises once for each change that calendars must notice, and whoever comes later has it too', async () => {
		await desk.says('ada');
		desk.edit(later);
		await desk.announce();
		desk.edit({ place: { name: 'Elsewhere' } });
		expect((await desk.plan()).sequence).toEqual({ from: 1, to: 2, file: 0 });
		await desk.announce();
		await desk.says('bob');
		expect(lineOf(desk.letters.at(-1)!, 'SEQUENCE')).toBe('2');
		desk.edit({ sequence: 2 });
		expect(await desk.plan()).toMatchObject({ mails: [], sequence: { from: 2, to: 2, file: 2 } });
	});

	it('is the file’s where that is higher, and never falls', async () => {
		await desk.says('ada');
		desk.edit({ ...later, sequence: 7 });
		await desk.announce();
		expect(lineOf(desk.letters[0]!, 'SEQUENCE')).toBe('7');
		desk.edit({ sequence: 0, place: { name: 'Elsewhere' } });
		expect((await desk.plan()).sequence).toEqual({ from: 7, to: 8, file: 0 });
	});

	it('does not leave behind a guest who answered when the file was new and nobody had been told', async () => {
		await desk.says('ada');
		desk.edit({ ...later, sequence: 1 });
		await desk.says('bob');
		expect((await desk.plan()).sequence).toMatchObject({ from: 1, to: 1 });
		expect(await desk.announce()).toEqual(['ada: event-update REQUEST']);
		expect((await told()).map((one) => one?.sequence)).toEqual([1, 1]);
	});
});

describe('an event that is called off', () => {
	it('carries the author’s words once, and goes on again with a higher SEQUENCE', async () => {
		await desk.says('ada');
		const words = 'The oven broke.\nI am sorry.';
		await desk.test.store.announcements.say('supper', words, 0, desk.clock.now);
		expect((await desk.plan()).words).toBeUndefined();
		desk.edit({ status: 'cancelled' });
		expect((await desk.plan()).words).toBe(words);
		await desk.announce();
		expect(desk.letters[0]!.text).toContain('The oven broke.');
		expect([lineOf(desk.letters[0]!, 'METHOD'), lineOf(desk.letters[0]!, 'STATUS')]).toEqual([
			'CANCEL',
			'CANCELLED',
		]);
		desk.edit({ status: 'scheduled' });
		expect(await desk.announce()).toEqual(['ada: event-update REQUEST']);
		expect(lineOf(desk.letters[0]!, 'STATUS')).toBe('CONFIRMED');
		desk.edit({ status: 'cancelled' });
		expect(await desk.announce()).toEqual(['ada: event-cancelled CANCEL']);
		expect(lineOf(desk.letters[0]!, 'SEQUENCE')).toBe('3');
		expect(desk.letters[0]!.text).not.toContain('The oven broke.');
	});
});

describe('more seats', () => {
	it('are given to those who wait, by their own letters, and the plan names them', async () => {
		for (const name of ['ada', 'bob', 'cy', 'dee']) await desk.says(name);
		desk.edit({ ...later, capacity: 3 });
		const lines = [
			'ada: event-update REQUEST',
			'bob: event-update REQUEST',
			'cy: rsvp-promoted REQUEST',
			'dee: event-update',
		];
		expect(mailed(await desk.plan())).toEqual(lines);
		expect(await desk.announce()).toEqual(lines);
		expect(desk.letters.map(({ subject, to }) => `${subject} ${to.name}`)).toEqual([
			'event-update ada',
			'event-update bob',
			'rsvp-promoted cy',
			'event-update dee',
		]);
		expect(lineOf(desk.letters[2]!, 'SEQUENCE')).toBe('1');
		expect(await desk.plan()).toMatchObject({ mails: [], sequence: { from: 1, to: 1 } });
	});

	it('need a plan of their own when somebody took one meanwhile', async () => {
		for (const name of ['ada', 'bob', 'cy']) await desk.says(name);
		desk.edit({ capacity: 3 });
		const { hash } = await desk.plan();
		const cy = (await desk.test.store.people.byEmail('cy@example.com'))!;
		await answerEvent({ event: 'supper', person: cy, answer: 'no', door: 'form' }, desk.planHouse());
		expect(await desk.apply(hash)).toMatchObject({ ok: true, plan: { mails: [] } });
	});

	it('are offered where the event has it so, and an offer that ran out is told', async () => {
		desk.edit({ capacity: 1, offer: 'PT24H' });
		for (const name of ['ada', 'bob', 'cy']) await desk.says(name);
		await desk.says('ada', 'no');
		desk.edit(later);
		expect(mailed(await desk.plan())).toEqual(['bob: event-update REQUEST', 'cy: event-update']);
		desk.clock.now = '2031-05-02T10:00:00.000Z';
		const lines = ['bob: rsvp-answer', 'cy: rsvp-offer'];
		expect(await desk.announce()).toEqual(lines);
		expect(desk.letters.map(({ subject, to }) => `${to.name}: ${subject}`)).toEqual(lines);
		expect(await desk.plan()).toMatchObject({ mails: [] });
	});

	it('than there are any more are pointed out', async () => {
		for (const name of ['ada', 'bob']) await desk.says(name);
		desk.edit({ capacity: 1 });
		expect(await desk.plan()).toMatchObject({
			mails: [],
			warnings: [{ kind: 'overfull', taken: 2, capacity: 1 }],
		});
	});
});

describe('a site without an address for answers', () => {
	it('publishes calendar files instead of asking, and the plan says so', async () => {
		await desk.says('ada');
		desk.edit(later);
		const { inbound: _inbound, ...site } = desk.planHouse().site;
		const house = { ...desk.planHouse(), site };
		const plan = (await planEvent('supper', house))!;
		expect(mailed(plan)).toEqual(['ada: event-update PUBLISH']);
		desk.letters.length = 0;
		expect(await applyEvent('supper', plan.hash, house)).toMatchObject({ ok: true });
		expect(lineOf(desk.letters[0]!, 'METHOD')).toBe('PUBLISH');
	});
});

describe('rules of a zone that changed under a planned event', () => {
	it('are found although the file is the same, and its guests are told', async () => {
		await desk.says('ada');
		const [before] = await told();
		const facts = { ...before!.facts, from: '2031-05-17T12:00:00.000Z', to: '2031-05-17T14:00:00.000Z' };
		await desk.test.store.db
			.updateTable('rsvp')
			.set({ told: JSON.stringify({ ...before, facts }) })
			.execute();
		expect(await desk.plan()).toMatchObject({
			changes: [{ field: 'when', before: { from: facts.from }, after: { from: '2031-05-17T11:00:00.000Z' } }],
			sequence: { from: 0, to: 1 },
		});
		expect(await desk.announce()).toEqual(['ada: event-update REQUEST']);
		expect(await desk.plan()).toMatchObject({ mails: [], changes: [] });
	});
});
