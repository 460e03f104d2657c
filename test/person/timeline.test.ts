import { expect, it } from 'vitest';
import { tellTimeline, type Interaction } from '../../integrations/kindred/src/person/index.ts';

const entry = (id: number, at: string, rest: Partial<Interaction>): Interaction => ({
	id,
	person: 1,
	at,
	kind: 'noted',
	detail: {},
	...rest,
});

it('a timeline is told in order, with what a reply was about', () => {
	const past = [
		entry(4, '2031-02-03T10:00:00.000Z', {
			kind: 'replied',
			subject: 'digest:one',
			detail: { text: 'Yes,\nlet us meet', words: 4 },
		}),
		entry(3, '2031-02-02T10:00:00.000Z', {
			kind: 'rsvp',
			subject: 'event:picnic',
			detail: { answer: 'yes' },
		}),
		entry(2, '2031-02-01T10:00:00.000Z', {
			kind: 'delivered',
			subject: 'digest:one',
			detail: { items: ['a', 'b'] },
		}),
		entry(1, '2031-02-01T10:00:00.000Z', { kind: 'subscribed', detail: { wording: 'en:1', via: undefined } }),
	];
	const titles: Record<string, string> = { 'digest:one': 'What I learnt' };
	expect(tellTimeline(past, (subject) => titles[subject])).toEqual([
		{ at: '2031-02-01T10:00:00.000Z', kind: 'subscribed', about: undefined, detail: 'wording: en:1' },
		{ at: '2031-02-01T10:00:00.000Z', kind: 'delivered', about: 'What I learnt', detail: 'items: a, b' },
		{ at: '2031-02-02T10:00:00.000Z', kind: 'rsvp', about: 'event:picnic', detail: 'answer: yes' },
		{
			at: '2031-02-03T10:00:00.000Z',
			kind: 'replied',
			about: 'What I learnt',
			detail: 'Yes, let us meet · words: 4',
		},
	]);
});
