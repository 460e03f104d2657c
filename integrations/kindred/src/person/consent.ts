/** Where somebody stands. Only `subscribed` is sent a digest. */
export const states = [
	'contact',
	'awaiting-approval',
	'subscribed',
	'left',
	'bounced',
	'complained',
	'forgotten',
] as const;
export type State = (typeof states)[number];

/** What can happen to somebody's consent. `confirm` is their own press on the button of the confirmation page. */
export type Step = 'confirm' | 'approve' | 'leave' | 'bounce' | 'complain' | 'forget';

/**
 * Every step there is; one that is not there changes nothing. Only `confirm`, an act of the person, ever leads to a
 * subscription; a complaint ends it for good, and nothing leads out of `forgotten`.
 */
const moves: Readonly<Record<State, Partial<Record<Step, State>>>> = {
	contact: {
		confirm: 'subscribed',
		leave: 'left',
		bounce: 'bounced',
		complain: 'complained',
		forget: 'forgotten',
	},
	'awaiting-approval': {
		approve: 'subscribed',
		leave: 'left',
		bounce: 'bounced',
		complain: 'complained',
		forget: 'forgotten',
	},
	subscribed: { leave: 'left', bounce: 'bounced', complain: 'complained', forget: 'forgotten' },
	left: { confirm: 'subscribed', complain: 'complained', forget: 'forgotten' },
	bounced: { confirm: 'subscribed', leave: 'left', complain: 'complained', forget: 'forgotten' },
	complained: { forget: 'forgotten' },
	forgotten: {},
};

/** Where a step leads from a state, or nothing when it changes nothing. */
export function move(from: State, step: Step): State | undefined {
	return moves[from][step];
}

/** May this person be sent the letters of a list? */
export function mayBeMailed(state: State): boolean {
	return state === 'subscribed';
}
