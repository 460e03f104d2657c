import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	answers,
	decide,
	queueOf,
	review,
	seatsFree,
	seatsTaken,
	type Answer,
	type Rsvp,
	type Rules,
} from '../../integrations/kindred/src/event/index.ts';

const open: Rules = { capacity: 2, waitlist: true, entry: 'open', guests: 9, state: 'open' };
const at = (second: number) => new Date(Date.UTC(2031, 0, 1, 0, 0, second)).toISOString();

/** The ledger after a decision. */
function apply(ledger: readonly Rsvp[], rows: readonly Rsvp[]): Rsvp[] {
	return [...ledger.filter(({ person }) => !rows.some((row) => row.person === person)), ...rows];
}

/** Answers one after the other: `['1 yes', '2 no']`. */
function after(given: readonly string[], rules: Rules = open): Rsvp[] {
	return given.reduce<Rsvp[]>((ledger, line, second) => {
		const [person, answer] = line.split(' ');
		const decision = decide(
			ledger,
			{ person: Number(person), act: answer as Answer, guests: 0, at: at(second) },
			rules,
		);
		return decision.ok ? apply(ledger, decision.rows) : ledger;
	}, []);
}
const seats = (ledger: readonly Rsvp[]) =>
	Object.fromEntries(ledger.map(({ person, answer, seat }) => [person, seat === 'none' ? answer : seat]));
const ask = (person: number, answer: Answer, guests = 0) => ({ person, act: answer, guests, at: at(59) });

describe('an answer', () => {
	it.each<[string, string[], Record<number, string>]>([
		['a yes takes a seat', ['1 yes'], { 1: 'seated' }],
		[
			'a yes to a full evening waits',
			['1 yes', '2 yes', '3 yes'],
			{ 1: 'seated', 2: 'seated', 3: 'waiting' },
		],
		['a maybe keeps no seat', ['1 maybe', '2 yes', '3 yes'], { 1: 'maybe', 2: 'seated', 3: 'seated' }],
		[
			'a no frees the seat for the first who waits',
			['1 yes', '2 yes', '3 yes', '4 yes', '1 no'],
			{ 1: 'no', 2: 'seated', 3: 'seated', 4: 'waiting' },
		],
		[
			'a maybe frees it too',
			['1 yes', '2 yes', '3 yes', '2 maybe'],
			{ 1: 'seated', 2: 'maybe', 3: 'seated' },
		],
		[
			'who comes back stands at the end',
			['1 yes', '2 yes', '3 yes', '4 yes', '3 no', '3 yes', '1 no'],
			{ 1: 'no', 2: 'seated', 3: 'waiting', 4: 'seated' },
		],
		[
			'who gives up a seat and wants it back waits',
			['1 yes', '2 yes', '3 yes', '1 no', '1 yes'],
			{ 1: 'waiting', 2: 'seated', 3: 'seated' },
		],
	])('%s', (_name, given, expected) => {
		expect(seats(after(given))).toEqual(expected);
	});

	it('a second yes changes nothing', () => {
		const decision = decide(after(['1 yes', '2 yes', '3 yes']), ask(3, 'yes'), open);
		expect(decision).toMatchObject({ ok: true, changed: false, standing: { seat: 'waiting', position: 1 } });
	});

	it('says who moved up', () => {
		expect(decide(after(['1 yes', '2 yes', '3 yes']), ask(1, 'no'), open)).toMatchObject({
			ok: true,
			promoted: [3],
		});
	});

	it('is refused where the evening is full and nobody may wait', () => {
		expect(decide(after(['1 yes', '2 yes']), ask(3, 'yes'), { ...open, waitlist: false })).toMatchObject({
			ok: false,
			reason: 'full',
			rows: [],
		});
	});

	it.each(['over', 'cancelled', 'not-asked'] as const)('is refused when the event is %s', (state) => {
		expect(decide(after(['1 yes']), ask(1, 'no'), { ...open, state })).toMatchObject({
			ok: false,
			reason: state,
		});
	});

	it('after the deadline can give a seat back, and nothing else', () => {
		const closed: Rules = { ...open, state: 'closed' };
		const ledger = after(['1 yes', '2 yes', '3 yes', '4 maybe']);
		expect(decide(ledger, ask(1, 'no'), closed)).toMatchObject({ ok: true, promoted: [3] });
		expect(decide(ledger, ask(3, 'no'), closed)).toMatchObject({ ok: true, promoted: [] });
		expect(decide(ledger, ask(1, 'yes'), closed)).toMatchObject({ ok: true, changed: false });
		expect(decide(ledger, ask(4, 'no'), closed)).toMatchObject({ ok: true, changed: true });
		expect(decide(ledger, ask(4, 'yes'), closed)).toMatchObject({ ok: false, reason: 'closed' });
		expect(decide(ledger, ask(5, 'maybe'), closed)).toMatchObject({ ok: false, reason: 'closed' });
	});

	it('with guests takes a seat for each of them, or keeps what it had', () => {
		const rules = { ...open, capacity: 4 };
		const first = decide([], ask(1, 'yes', 2), rules);
		const ledger = first.ok ? [...first.rows] : [];
		expect(seatsTaken(ledger)).toBe(3);
		expect(decide(ledger, ask(1, 'yes', 3), rules)).toMatchObject({ ok: true, standing: { guests: 3 } });
		expect(decide(ledger, ask(1, 'yes', 4), rules)).toMatchObject({
			ok: false,
			reason: 'full',
			standing: { guests: 2 },
		});
		expect(decide(ledger, ask(2, 'yes', 4), rules)).toMatchObject({ ok: false, reason: 'full' });
	});
});

describe('free seats', () => {
	it('go to those who wait when there are suddenly more of them', () => {
		const ledger = after(['1 yes', '2 yes', '3 yes', '4 yes', '5 yes']);
		expect(review(ledger, { ...open, capacity: 4 }, at(59)).promoted).toEqual([3, 4]);
		expect(review(ledger, { ...open, capacity: 4, state: 'cancelled' }, at(59)).rows).toEqual([]);
	});

	it('are none when the capacity fell below what is taken, and nobody loses theirs', () => {
		const ledger = after(['1 yes', '2 yes']);
		expect(seatsFree(ledger, { capacity: 1 })).toBe(0);
		expect(review(ledger, { ...open, capacity: 1 }, at(59)).rows).toEqual([]);
	});
});

/** What can happen to an event, in any order. */
const happening = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			person: fc.integer({ min: 1, max: 9 }),
			act: fc.constantFrom(...answers),
			guests: fc.constantFrom(0, 0, 0, 1, 2),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ capacity: fc.integer({ min: 1, max: 6 }) }) },
	{ weight: 1, arbitrary: fc.record({ forgotten: fc.integer({ min: 1, max: 9 }) }) },
);

describe('whatever happens in whatever order', () => {
	it('seats stay within the capacity, none is idle while somebody who fits waits, the queue keeps its order', () => {
		fc.assert(
			fc.property(fc.array(happening, { maxLength: 60 }), fc.boolean(), (happenings, waitlist) => {
				let ledger: Rsvp[] = [];
				let rules: Rules = { ...open, capacity: 3, waitlist };
				for (const [second, event] of happenings.entries()) {
					const before = ledger;
					if ('capacity' in event) {
						rules = { ...rules, capacity: event.capacity };
						ledger = apply(ledger, review(ledger, rules, at(second)).rows);
					} else if ('forgotten' in event) {
						ledger = ledger.filter(({ person }) => person !== event.forgotten);
						ledger = apply(ledger, review(ledger, rules, at(second)).rows);
					} else {
						const decision = decide(ledger, { ...event, at: at(second) }, rules);
						if (decision.ok) ledger = apply(ledger, decision.rows);
						const again = decision.ok && decide(ledger, { ...event, at: at(second + 1) }, rules);
						expect(again === false || (again.ok && !again.changed)).toBe(true);
					}
					// A capacity that was lowered takes no seat away; it lets nobody in either.
					expect(seatsTaken(ledger)).toBeLessThanOrEqual(Math.max(rules.capacity!, seatsTaken(before)));
					const free = seatsFree(ledger, rules)!;
					expect(queueOf(ledger).every(({ guests }) => 1 + guests > free)).toBe(true);
					expect(new Set(ledger.map(({ person }) => person)).size).toBe(ledger.length);
					if (!waitlist) expect(queueOf(ledger)).toEqual([]);
					const still = queueOf(before).filter(({ person }) =>
						queueOf(ledger).some((one) => one.person === person),
					);
					const newcomers = queueOf(ledger).slice(still.length);
					expect(newcomers.every(({ person }) => !still.some((one) => one.person === person))).toBe(true);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('without guests nobody overtakes', () => {
		const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom(...answers)), {
			maxLength: 50,
		});
		fc.assert(
			fc.property(lines, (given) => {
				let ledger: Rsvp[] = [];
				for (const [second, [person, answer]] of given.entries()) {
					const queue = queueOf(ledger)
						.map((rsvp) => rsvp.person)
						.filter((one) => one !== person || answer === 'yes');
					const decision = decide(ledger, { person, act: answer, guests: 0, at: at(second) }, open);
					if (!decision.ok) continue;
					expect(decision.promoted).toEqual(queue.slice(0, decision.promoted.length));
					ledger = apply(ledger, decision.rows);
				}
			}),
			{ numRuns: 2000 },
		);
	});
});
