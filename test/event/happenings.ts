import fc from 'fast-check';
import type { House } from './evening.ts';

/** What can happen to an event. Minutes are counted from when answers are taken. */
export type Happening =
	| {
			readonly kind: 'answer';
			readonly who: number;
			readonly what: 'yes' | 'maybe' | 'no';
			/** Nothing: not said. */
			readonly brings: number | undefined;
			/** Minutes that it was on its way. */
			readonly late: number;
			readonly uncalled: boolean;
			/** It has a name by which it is known when it comes again. */
			readonly named: boolean;
			/** The process dies before or after the transaction, and whoever called calls again, or does not. */
			readonly dies?: 'before' | 'after' | undefined;
			readonly again: boolean;
	  }
	| {
			readonly kind: 'host';
			readonly who: number;
			readonly what: 'approve' | 'decline' | 'add' | 'remove' | 'first' | 'invite';
			readonly brings: number | undefined;
			/** Minutes that an invitation holds; nothing: no chair is kept. */
			readonly holds: number | undefined;
	  }
	/** An earlier answer arrives once more, by its place in the list. */
	| { readonly kind: 'replay'; readonly which: number }
	| { readonly kind: 'capacity'; readonly seats: number; readonly looksAfter: boolean }
	| { readonly kind: 'waitlist'; readonly isOpen: boolean }
	| { readonly kind: 'wait'; readonly minutes: number; readonly looksAfter: boolean }
	| { readonly kind: 'forget'; readonly who: number }
	| { readonly kind: 'close' }
	| { readonly kind: 'begin' };

const who = fc.integer({ min: 1, max: 8 });
const brings = fc.constantFrom(undefined, 0, 0, 1, 2, 3);

export const houses: fc.Arbitrary<House & { readonly capacity: number }> = fc.record({
	entry: fc.constantFrom('open', 'open', 'approval', 'invitation'),
	most: fc.integer({ min: 0, max: 3 }),
	offer: fc.constantFrom(undefined, 30, 90),
	waitlist: fc.constantFrom(true, true, true, false),
	begins: fc.constantFrom(100, 100_000),
	capacity: fc.integer({ min: 1, max: 7 }),
});

export const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
	fc.oneof(
		{
			weight: 140,
			arbitrary: fc.record({
				kind: fc.constant('answer' as const),
				who,
				what: fc.constantFrom('yes', 'yes', 'yes', 'maybe', 'no', 'no'),
				brings,
				late: fc.constantFrom(0, 0, 0, 1, 20, 70),
				uncalled: fc.constantFrom(false, false, false, false, false, true),
				named: fc.boolean(),
				dies: fc.constantFrom(undefined, undefined, undefined, 'before', 'after'),
				again: fc.boolean(),
			}),
		},
		{
			weight: 80,
			arbitrary: fc.record({
				kind: fc.constant('host' as const),
				who,
				what: fc.constantFrom('approve', 'approve', 'decline', 'add', 'remove', 'first', 'invite', 'invite'),
				brings,
				holds: fc.constantFrom(undefined, 10, 60),
			}),
		},
		{ weight: 20, arbitrary: fc.record({ kind: fc.constant('replay' as const), which: fc.nat(99) }) },
		{
			weight: 20,
			arbitrary: fc.record({
				kind: fc.constant('capacity' as const),
				seats: fc.integer({ min: 1, max: 9 }),
				looksAfter: fc.boolean(),
			}),
		},
		{
			weight: 40,
			arbitrary: fc.record({
				kind: fc.constant('wait' as const),
				minutes: fc.constantFrom(1, 5, 30, 60),
				looksAfter: fc.boolean(),
			}),
		},
		{ weight: 10, arbitrary: fc.record({ kind: fc.constant('forget' as const), who }) },
		{ weight: 3, arbitrary: fc.record({ kind: fc.constant('waitlist' as const), isOpen: fc.boolean() }) },
		{ weight: 3, arbitrary: fc.constant({ kind: 'close' as const }) },
		{ weight: 1, arbitrary: fc.constant({ kind: 'begin' as const }) },
	),
	{ maxLength: 60, size: 'max' },
);
