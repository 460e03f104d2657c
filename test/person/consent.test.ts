import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	mayBeMailed,
	move,
	states,
	type State,
	type Step,
} from '../../integrations/kindred/src/person/index.ts';

const step = fc.constantFrom<Step>('confirm', 'approve', 'leave', 'bounce', 'complain', 'forget');
const walk = (from: State, steps: readonly Step[]) =>
	steps.reduce((state, one) => move(state, one) ?? state, from);

describe('consent', () => {
	it('never comes without an act of the person', () => {
		fc.assert(
			fc.property(fc.constantFrom<State>('contact', 'left', 'bounced'), fc.array(step), (from, steps) => {
				if (mayBeMailed(walk(from, steps))) expect(steps).toContain('confirm');
			}),
		);
	});

	it('ends at once with the last word', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...states),
				fc.array(step),
				fc.constantFrom<Step>('leave', 'bounce', 'complain', 'forget'),
				(from, steps, last) => {
					expect(mayBeMailed(walk(from, [...steps, last]))).toBe(false);
				},
			),
		);
	});

	it('nothing leads out of being forgotten, and only that out of a complaint', () => {
		fc.assert(
			fc.property(fc.array(step), (steps) => {
				expect(walk('forgotten', steps)).toBe('forgotten');
				expect(['complained', 'forgotten']).toContain(walk('complained', steps));
			}),
		);
	});

	it('a step taken twice is a step taken once', () => {
		fc.assert(
			fc.property(fc.constantFrom(...states), step, (from, one) => {
				expect(walk(from, [one, one])).toBe(walk(from, [one]));
			}),
		);
	});
});
