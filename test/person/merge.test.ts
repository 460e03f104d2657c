import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPeople, states, type Person } from '../../integrations/kindred/src/person/index.ts';

const person = (changes: Partial<Person> = {}): Person => ({
	id: 1,
	state: 'contact',
	name: '',
	email: 'a@example.net',
	languages: [],
	topics: [],
	frequency: 'every',
	circle: 'loose',
	createdAt: '2031-01-01T00:00:00.000Z',
	...changes,
});

describe('Two who are one', () => {
	it.each([
		['contact', 'subscribed', 'subscribed', 'other'],
		['subscribed', 'contact', 'subscribed', 'kept'],
		['subscribed', 'complained', 'complained', 'other'],
		['left', 'subscribed', 'subscribed', 'other'],
		['contact', 'left', 'left', 'other'],
		['bounced', 'contact', 'bounced', 'kept'],
		['subscribed', 'subscribed', 'subscribed', 'kept'],
	] as const)('%s and %s are %s, with the address of the %s', (kept, other, state, main) => {
		const joined = joinPeople(person({ state: kept }), person({ id: 2, state: other }));
		expect([joined.change.state, joined.main]).toEqual([state, main]);
	});

	it('have the choices that came with the consent, and else what either has', () => {
		const kept = person({
			name: 'Lin',
			topics: ['old'],
			circle: 'active',
			via: 'rss',
			createdAt: '2031-03-01T00:00:00.000Z',
		});
		const other = person({
			state: 'subscribed',
			name: 'L',
			topics: ['new'],
			frequency: 'monthly',
			via: 'wechat',
			zone: 'Asia/Taipei',
		});
		expect(joinPeople(kept, other).change).toEqual({
			state: 'subscribed',
			topics: ['new'],
			frequency: 'monthly',
			name: 'Lin',
			languages: [],
			zone: 'Asia/Taipei',
			circle: 'active',
			via: 'wechat',
		});
	});

	it('never get letters that neither wanted, and always stay complained', () => {
		const any = fc.constantFrom(...states.filter((state) => state !== 'forgotten'));
		fc.assert(
			fc.property(any, any, (one, two) => {
				const { state } = joinPeople(person({ state: one }), person({ state: two })).change;
				expect([one, two]).toContain(state);
				if (one === 'complained' || two === 'complained') expect(state).toBe('complained');
			}),
		);
	});
});
