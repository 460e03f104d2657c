import { describe, expect, it } from 'vitest';
import {
	decide,
	review,
	seatsFree,
	seatsTaken,
	type Answer,
	type Rsvp,
	type Rules,
} from '../../integrations/kindred/src/event/index.ts';

const open: Rules = { capacity: 2, waitlist: true, entry: 'open', guests: 9, state: 'open' };
const at = (second: number) => new Date(Date.UTC(2031, 0, 1) + second * 1000).toISOString();

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

describe('a seat that is kept until a moment', () => {
	const offering: Rules = { ...open, offerMinutes: 1 };
	/** Two are seated and two wait when the first gives up a seat in second 4; the third has an offer until second 64. */
	const offered = () => after(['1 yes', '2 yes', '3 yes', '4 yes', '1 no'], offering);

	it('is offered to the next, who has until then to take it', () => {
		expect(offered().find(({ person }) => person === 3)).toMatchObject({ seat: 'offered', until: at(64) });
		expect(decide(offered(), ask(3, 'yes'), offering)).toMatchObject({ standing: { seat: 'seated' } });
		expect(decide(offered(), ask(3, 'no'), offering)).toMatchObject({ promoted: [4] });
	});

	it('is taken by nobody else meanwhile', () => {
		expect(decide(offered(), ask(5, 'yes'), offering)).toMatchObject({
			standing: { seat: 'waiting', position: 3 },
		});
	});

	it('goes on to the next when nobody took it, also when the act that came then is refused', () => {
		const late = decide(offered(), { ...ask(5, 'yes'), at: at(64) }, { ...offering, state: 'closed' });
		expect(late).toMatchObject({ ok: false, reason: 'closed', lapsed: [3], promoted: [4] });
		expect(seats(apply(offered(), late.rows))).toMatchObject({ 3: 'yes', 4: 'offered' });
	});

	it('is not offered beyond the beginning, and given at once from then on', () => {
		const until = (begins: string) =>
			after(['1 yes', '2 yes', '3 yes', '1 no'], { ...offering, begins }).find(({ person }) => person === 3);
		expect(until(at(30))).toMatchObject({ seat: 'offered', until: at(30) });
		expect(until(at(2))).toMatchObject({ seat: 'seated', until: undefined });
	});

	it('is theirs with as many companions as there is room for', () => {
		const rules = { ...offering, guests: 3, capacity: 3 };
		const ledger = after(['1 yes', '2 yes', '3 yes', '4 yes', '1 no'], rules);
		expect(decide(ledger, ask(4, 'yes', 3), rules)).toMatchObject({
			standing: { seat: 'seated', guests: 0 },
		});
	});

	it('by an invitation is kept from those who walk in, and a yes that comes too late waits like any other', () => {
		const invited = decide([], { ...ask(1, 'yes'), act: 'invite', until: at(90) }, { ...open, capacity: 1 });
		const rules: Rules = { ...open, capacity: 1 };
		const walkedIn = apply(invited.rows, decide(invited.rows, ask(2, 'yes'), rules).rows);
		expect(walkedIn.map(({ person, seat }) => [person, seat])).toEqual([
			[1, 'invited'],
			[2, 'waiting'],
		]);
		const late = decide(walkedIn, { ...ask(1, 'yes'), at: at(91) }, rules);
		expect(late).toMatchObject({ promoted: [2], lapsed: [1], standing: { seat: 'waiting', invited: true } });
		const inTime = decide(walkedIn, { ...ask(1, 'yes'), at: at(89) }, rules);
		expect(inTime).toMatchObject({ promoted: [], standing: { seat: 'seated' } });
	});
});

describe('who may come', () => {
	const byInvitation: Rules = { ...open, entry: 'invitation' };
	const byApproval: Rules = { ...open, entry: 'approval' };

	it('is whom the host invited, where it is by invitation', () => {
		expect(decide([], ask(1, 'yes'), byInvitation)).toMatchObject({ ok: false, reason: 'not-invited' });
		expect(decide([], ask(1, 'maybe'), byInvitation)).toMatchObject({ ok: false, reason: 'not-invited' });
		const { rows } = decide([], { ...ask(1, 'yes'), act: 'invite' }, byInvitation);
		expect(decide(rows, ask(1, 'yes'), byInvitation)).toMatchObject({ standing: { seat: 'seated' } });
		const removed = decide(rows, { ...ask(1, 'yes'), act: 'remove' }, byInvitation);
		expect(decide(removed.rows, ask(1, 'yes'), byInvitation)).toMatchObject({ reason: 'not-invited' });
	});

	it('is whom the host lets in, where they want to be asked, and where an invitation was passed on', () => {
		expect(decide([], ask(1, 'yes'), byApproval)).toMatchObject({ standing: { seat: 'requested' } });
		for (const rules of [open, byInvitation]) {
			const { rows } = decide([], { ...ask(1, 'yes'), uncalled: true }, rules);
			expect(rows).toMatchObject([{ seat: 'requested' }]);
			const approved = decide(rows, { ...ask(1, 'yes'), act: 'approve', at: at(60) }, rules);
			expect(approved).toMatchObject({ standing: { seat: 'seated', answeredAt: at(59) } });
		}
	});

	it('is nobody who has said no since they asked, whatever the host said meanwhile', () => {
		const { rows } = decide([], ask(1, 'yes'), byApproval);
		const approved = decide(rows, { ...ask(1, 'yes'), act: 'approve', at: at(62) }, byApproval, at(62));
		const no = decide(approved.rows, { ...ask(1, 'no'), at: at(61) }, byApproval, at(63));
		expect(no).toMatchObject({ ok: true, changed: true, standing: { answer: 'no', seat: 'none' } });
	});
});

describe('of two answers', () => {
	it.each([['yes'], ['maybe'], ['no']] as const)(
		'the later %s holds, in whatever order they come in',
		(last) => {
			for (const first of ['yes', 'maybe', 'no'] as const) {
				const said = [
					{ ...ask(1, first), at: at(1) },
					{ ...ask(1, last), at: at(2) },
				];
				const results = [said, said.toReversed()].map((order) =>
					order.reduce<Rsvp[]>((ledger, one) => apply(ledger, decide(ledger, one, open, at(3)).rows), []),
				);
				for (const ledger of results) expect(ledger).toMatchObject([{ answer: last, answeredAt: at(2) }]);
			}
		},
	);

	it('the same once more is the later one all the same', () => {
		const ledger = after(['1 yes', '1 yes']);
		expect(decide(ledger, { ...ask(1, 'no'), at: at(0.5) }, open, at(3))).toMatchObject({ changed: false });
	});
});
