import { describe, expect, it } from 'vitest';
import { seatsHeld, seatsTaken, type Wave } from '../../integrations/kindred/src/event/index.ts';
import { because, guest, GuestList } from './guest-list.ts';

const who = ({ invited }: Wave) => invited.map(({ person }) => person);

describe('a wave of invitations', () => {
	it('asks as many as there are seats, each with a seat kept until the end of a day', () => {
		const list = new GuestList(5);
		const wave = list.roll();
		expect(wave).toMatchObject({ rest: 'no-seat', list: { wave: 1, minutes: 10_499 } });
		expect(wave.invited).toEqual([
			{ person: 1, until: '2031-04-08T15:59:00.000Z', isKept: true },
			{ person: 2, until: '2031-04-08T15:59:00.000Z', isKept: true },
		]);
		expect(list.seatOf(1)).toBe('invited');
		expect(wave.settlement.log).toMatchObject([
			{ kind: 'invited', person: 1, key: 'invite:supper:1:1' },
			{ kind: 'invited', person: 2 },
		]);
	});

	it('rolls on to the next for each who declines, and for each who is silent until the end', () => {
		const list = new GuestList(5);
		list.roll();
		expect(who(list.roll(false))).toEqual([]);
		list.answer(1, 'no');
		expect(who(list.roll(false))).toEqual([3]);
		list.answer(2, 'yes');
		list.pass(8 * 24);
		const wave = list.roll(false);
		expect([who(wave), wave.lapsed]).toEqual([[4], [3]]);
		expect(list.states()).toEqual(['answered', 'answered', 'lapsed', 'open', 'listed']);
	});

	it('lets whoever answers late come as anybody may, and displaces nobody', () => {
		const list = new GuestList(3);
		list.roll();
		list.pass(8 * 24);
		expect(who(list.roll(false))).toEqual([3]);
		list.answer(1, 'yes');
		list.answer(2, 'yes');
		expect([1, 2, 3].map((one) => list.seatOf(one))).toEqual(['seated', 'waiting', 'invited']);
		expect(list.roll(false).rest).toBe('nobody-left');
		list.answer(3, 'no');
		expect(list.seatOf(2)).toBe('seated');
	});

	it('waits for a maybe as long as its seat is kept', () => {
		const list = new GuestList(3, {}, { capacity: 1 });
		list.roll();
		list.answer(1, 'maybe');
		expect(who(list.roll(false))).toEqual([]);
		list.pass(8 * 24);
		expect(who(list.roll(false))).toEqual([2]);
		expect(list.states()).toEqual(['answered', 'open', 'listed']);
	});

	it('keeps no seat for those who wait in the queue, nor takes theirs', () => {
		const list = new GuestList(3);
		for (const person of [7, 8, 9]) list.answer(person, 'yes');
		expect(list.roll()).toMatchObject({ invited: [], rest: 'no-seat', list: { wave: 0 } });
		list.answer(7, 'no');
		expect(list.seatOf(9)).toBe('seated');
		expect(who(list.roll())).toEqual([]);
		list.answer(8, 'no');
		expect(who(list.roll())).toEqual([1]);
	});

	it('takes a letter that came back, or a mailbox that is gone, for a no, and tells it nothing', () => {
		const list = new GuestList(4);
		list.roll();
		list.become(1, { person: guest(1, { state: 'bounced' }) });
		list.become(2, { state: 'returned' });
		const wave = list.roll(false);
		expect([who(wave), wave.returned]).toEqual([
			[3, 4],
			[1, 2],
		]);
		expect(wave.settlement.tell.map(({ person }) => person)).toEqual([3, 4]);
		expect(list.roll(false)).toMatchObject({ returned: [], invited: [] });
		expect(list.states()).toEqual(['returned', 'returned', 'open', 'open']);
	});

	it('passes over whoever left, cannot be reached, or has answered by themselves', () => {
		const list = new GuestList(6, {}, { capacity: 6 });
		list.become(1, { person: guest(1, { state: 'left' }) });
		list.become(2, { suppressed: true });
		list.become(3, { person: guest(3, { email: '' }) });
		list.answer(4, 'no');
		list.answer(5, 'yes');
		expect(who(list.roll())).toEqual([6]);
		expect(list.states()).toEqual(['listed', 'listed', 'listed', 'answered', 'answered', 'open']);
	});

	it('fills no more seats than it was given, and invites over them only whom it may', () => {
		const few = new GuestList(6, { seats: 1 }, { capacity: 4 });
		expect(who(few.roll())).toEqual([1]);
		const over = new GuestList(6, { over: 2 });
		expect(over.roll().invited.map(({ isKept }) => isKept)).toEqual([true, true, false, false]);
		over.answer(3, 'yes');
		expect(over.seatOf(3)).toBe('waiting');
		expect(who(over.roll(false))).toEqual([5]);
		const all = new GuestList(6, { over: undefined });
		expect(all.roll()).toMatchObject({ rest: 'nobody-left', invited: { length: 6 } });
		expect(who(new GuestList(6, {}, { capacity: undefined }).roll())).toHaveLength(6);
	});

	it('keeps seats for people who have never come, in their order', () => {
		const list = new GuestList(5, { newcomers: 1 });
		for (const person of [3, 4]) list.become(person, { reason: { ...because, newcomer: true } });
		list.approve();
		expect(who(list.roll())).toEqual([1, 3]);
		list.answer(3, 'no');
		expect(who(list.roll(false))).toEqual([4]);
		list.answer(1, 'no');
		expect(who(list.roll(false))).toEqual([2]);
		list.answer(4, 'no');
		expect(who(list.roll(false))).toEqual([5]);
	});

	it('counts the companions of those who come', () => {
		const list = new GuestList(4, {}, { capacity: 3, guests: 1 });
		list.roll();
		list.answer(1, 'no');
		list.answer(2, 'yes', 1);
		expect(who(list.roll(false))).toEqual([]);
		expect(seatsTaken(list.ledger) + seatsHeld(list.ledger)).toBe(3);
	});
});

describe('nobody is invited', () => {
	it('before the author has sent the first wave', () => {
		expect(new GuestList(3).roll(false)).toMatchObject({ invited: [], rest: 'not-sent' });
	});

	it.each([
		[
			'without a yes',
			(list: GuestList) => (list.list = { ...list.list, approved: undefined }),
			'not-approved',
		],
		[
			'in another order',
			(list: GuestList) => (list.list = { ...list.list, invitations: list.list.invitations.toReversed() }),
			'list-changed',
		],
		[
			'with other words',
			(list: GuestList) => (list.list = { ...list.list, terms: { ...list.list.terms, words: 'Come!' } }),
			'terms-changed',
		],
		[
			'to another day',
			(list: GuestList) => (list.data = { ...list.data, start: '2031-05-18T19:00' }),
			'event-changed',
		],
		[
			'to what is cancelled',
			(list: GuestList) => (list.data = { ...list.data, status: 'cancelled' }),
			'event-changed',
		],
		[
			'after the deadline',
			(list: GuestList) => (list.data = { ...list.data, deadline: '2031-03-30' }),
			'closed',
		],
		['with less than a day to answer', (list: GuestList) => list.pass(45 * 24), 'too-late'],
	])('%s', (_, change, rest) => {
		const list = new GuestList(3);
		change(list);
		expect(list.roll()).toMatchObject({ invited: [], rest });
		expect(list.ledger).toEqual([]);
	});

	it('anew because somebody was taken off, a typo was mended or there are more seats', () => {
		const list = new GuestList(3);
		list.list = { ...list.list, invitations: list.list.invitations.slice(1) };
		list.data = { ...list.data, title: 'Souper', description: 'Soup.', capacity: 4 };
		expect(who(list.roll())).toEqual([2, 3]);
	});
});

describe('an invitation lasts', () => {
	it('to the last day of its first wave, and as long for those who come later', () => {
		const list = new GuestList(3, { days: undefined, until: '2031-04-05' }, { capacity: 1 });
		expect(list.roll().invited[0]!.until).toBe('2031-04-05T15:59:00.000Z');
		list.pass(5 * 24);
		expect(list.roll(false).invited[0]!.until).toBe('2031-04-10T15:59:00.000Z');
	});

	it('to the day before the event at most, or to its deadline', () => {
		const late = (data: object) => {
			const list = new GuestList(1, { days: 90 }, data);
			return list.roll().invited[0]!.until;
		};
		expect(late({})).toBe('2031-05-16T11:00:00.000Z');
		expect(late({ deadline: '2031-05-10' })).toBe('2031-05-10T16:00:00.000Z');
	});
});
