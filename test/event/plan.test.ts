import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineOf, mailed, openPlanning } from './planning.ts';

let desk: Awaited<ReturnType<typeof openPlanning>>;
afterEach(() => desk.test.remove());

/** One guest of each kind. */
async function everyKind() {
	desk = await openPlanning({ capacity: 4, offer: 'PT24H', entry: 'open' });
	await desk.says('seated');
	await desk.says('invited', 'invite', { until: '2031-05-10T00:00:00.000Z' });
	await desk.says('leaving');
	await desk.says('filler');
	await desk.says('offered');
	await desk.says('waiting');
	await desk.says('leaving', 'no');
	await desk.says('maybe', 'maybe');
	await desk.says('decliner', 'no');
	await desk.says('crasher', 'yes', { uncalled: true, door: 'calendar' });
	desk.letters.length = 0;
}

describe('a plan', () => {
	it('of an event nobody was told of sends nothing, and announces it', async () => {
		desk = await openPlanning();
		expect(await desk.plan()).toMatchObject({ mails: [], changes: [], sequence: { from: 0, to: 0 } });
		expect(await desk.apply()).toMatchObject({ ok: true });
		desk.edit({ start: '2031-05-18T19:00' });
		expect(await desk.plan()).toMatchObject({
			mails: [],
			changes: [{ field: 'when', moves: true }],
			sequence: { from: 0, to: 1 },
		});
	});

	it.each([
		{ title: 'A supper' },
		{ description: 'Soup.' },
		{ tags: ['soup'] },
		{ deadline: '2031-05-10' },
		{ waitlist: false },
		{ questions: [{ id: 'diet', ask: 'What can you not eat?', required: false }] },
	])('mails nobody about %j, and leaves SEQUENCE alone', async (change) => {
		desk = await openPlanning({ capacity: 1 });
		await desk.says('ada');
		await desk.says('bob');
		desk.edit(change);
		expect(await desk.plan()).toMatchObject({ mails: [], sequence: { from: 0, to: 0 } });
		expect(await desk.apply()).toMatchObject({ ok: true });
	});

	it('of a start that moved writes to whoever expects something, with a file to whoever has a seat', async () => {
		await everyKind();
		desk.edit({ start: '2031-05-17T20:00' });
		expect(mailed(await desk.plan())).toEqual([
			'seated: event-update REQUEST',
			'invited: event-update REQUEST',
			'filler: event-update REQUEST',
			'offered: event-update REQUEST',
			'waiting: event-update',
			'maybe: event-update',
			'crasher: event-update',
		]);
	});

	it('of a cancellation reaches each of them, and nobody who said no', async () => {
		await everyKind();
		desk.edit({ status: 'cancelled', place: { name: 'Elsewhere' } });
		expect((await desk.announce()).map((line) => line.split(': ')[1])).toEqual(
			Array.from({ length: 7 }, () => 'event-cancelled CANCEL'),
		);
		expect(desk.letters.map((letter) => lineOf(letter, 'METHOD'))).toEqual(
			Array.from({ length: 7 }, () => 'CANCEL'),
		);
		desk.edit({ start: '2031-05-19T19:00' });
		expect(await desk.plan()).toMatchObject({ mails: [], sequence: { from: 1, to: 1 } });
	});

	it('of a join link that changed writes to the seated alone, and shows it to nobody else', async () => {
		await everyKind();
		const joinUrl = 'https://meet.example.com/secret';
		await desk.test.store.events.keepSecrets('supper', { joinUrl }, desk.clock.now);
		const plan = await desk.plan();
		expect(mailed(plan)).toEqual(['seated: event-update REQUEST', 'filler: event-update REQUEST']);
		expect(JSON.stringify(plan)).not.toContain('secret');
		await desk.announce();
		expect(desk.letters.map(({ text }) => text.includes(joinUrl))).toEqual([true, true]);
	});

	it('of a note for guests that changed mails nobody', async () => {
		await everyKind();
		await desk.test.store.events.keepSecrets('supper', { note: 'Ring twice.' }, desk.clock.now);
		expect(mailed(await desk.plan())).toEqual([]);
	});

	it('keeps right the calendar of a guest who had a seat and is not sure any more', async () => {
		desk = await openPlanning();
		await desk.says('ada');
		await desk.says('ada', 'maybe');
		desk.edit({ start: '2031-05-17T20:00' });
		expect(await desk.announce()).toEqual(['ada: event-update REQUEST']);
		expect(lineOf(desk.letters[0]!, 'DTSTART')).toBe('TZID=Asia/Taipei:20310517T200000');
	});

	it('knows what a calendar still says, whatever the letters said since', async () => {
		desk = await openPlanning();
		await desk.says('ada');
		desk.edit({ start: '2031-05-17T20:00' });
		await desk.says('ada', 'maybe');
		expect(desk.letters.at(-1)!.text).toContain('20:00');
		expect(mailed(await desk.plan())).toEqual(['ada: event-update REQUEST']);
	});

	it('leaves out whom no letter reaches, and says so', async () => {
		desk = await openPlanning();
		const { id } = await desk.says('ada');
		await desk.says('bob');
		await desk.test.store.people.update(id, { state: 'bounced' }, desk.clock.now);
		desk.edit({ start: '2031-05-17T20:00' });
		const plan = await desk.plan();
		expect(mailed(plan)).toEqual(['bob: event-update REQUEST']);
		expect(plan.warnings).toMatchObject([{ kind: 'unreachable', person: { name: 'ada' } }]);
	});

	it('compares names of places within a language, whatever a guest reads now', async () => {
		desk = await openPlanning({ capacity: 5 });
		desk.edit({}, { place: { name: '大稻埕' } });
		const lin = await desk.says('lin', 'yes', { languages: ['zh-Hant'] });
		await desk.says('ada');
		await desk.test.store.people.update(lin.id, { languages: ['en'] }, desk.clock.now);
		expect(await desk.plan()).toMatchObject({ mails: [], changes: [] });
		desk.edit({}, { place: { name: '大稻埕碼頭' } });
		expect(mailed(await desk.plan())).toEqual(['lin: event-update REQUEST']);
	});

	it.each([0, 60])('of %i guests has as many letters', async (many) => {
		desk = await openPlanning({ capacity: 100 });
		for (let count = 0; count < many; count++) await desk.says(`guest${count}`);
		desk.edit({ place: { name: 'Elsewhere' } });
		expect(await desk.announce()).toHaveLength(many);
		expect(new Set(desk.letters.map(({ to }) => to.email)).size).toBe(many);
		expect(mailed(await desk.plan())).toEqual([]);
	});
});

describe('what is over', () => {
	beforeEach(async () => {
		desk = await openPlanning();
		await desk.says('ada');
	});

	it('is nobody told about', async () => {
		desk.clock.now = '2031-05-18T09:00:00.000Z';
		desk.edit({ place: { name: 'Elsewhere' } });
		expect(await desk.plan()).toMatchObject({ mails: [], changes: [], warnings: [], sequence: { to: 0 } });
	});

	it('by a wrong year in the file is named, and nobody is written to', async () => {
		desk.edit({ start: '2030-05-17T19:00' });
		expect(await desk.plan()).toMatchObject({ mails: [], warnings: [{ kind: 'now-past', guests: 1 }] });
	});

	it('does not come back with a new date in the same file', async () => {
		desk.clock.now = '2031-05-18T09:00:00.000Z';
		desk.edit({ start: '2031-11-17T19:00' });
		expect(await desk.plan()).toMatchObject({ mails: [], warnings: [{ kind: 'was-past', guests: 1 }] });
	});

	it('comes back when it was put off before', async () => {
		desk.edit({ status: 'postponed' });
		expect(await desk.announce()).toEqual(['ada: event-update REQUEST']);
		expect(lineOf(desk.letters[0]!, 'STATUS')).toBe('TENTATIVE');
		desk.clock.now = '2031-05-18T09:00:00.000Z';
		desk.edit({ status: 'scheduled', start: '2031-11-17T19:00' });
		expect((await desk.plan()).changes.map(({ field }) => field)).toEqual(['status', 'when']);
		expect(await desk.announce()).toEqual(['ada: event-update REQUEST']);
		expect(lineOf(desk.letters[0]!, 'SEQUENCE')).toBe('2');
	});
});
