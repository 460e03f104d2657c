import { describe, expect, it } from 'vitest';
import type { Rsvp, Wanted } from '../../integrations/kindred/src/event/index.ts';
import { propose, type Pool } from '../../integrations/kindred/src/event/invite/invitees.ts';
import { readKinship, type Interaction, type Person } from '../../integrations/kindred/src/person/index.ts';
import { guest } from './guest-list.ts';
import { eventOf } from './supper.ts';

const NOW = '2031-04-01T09:00:00.000Z';
const event = eventOf({ series: 'suppers', tags: ['food'] });
const nobody: Wanted = { circles: [], topics: [], series: false, byHand: [] };
let id = 0;
const line = (person: number, kind: Interaction['kind'], more: Partial<Interaction> = {}): Interaction => ({
	id: ++id,
	person,
	kind,
	at: '2031-03-01T09:00:00.000Z',
	detail: {},
	...more,
});
const row = (person: number, answer: Rsvp['answer'], seat: Rsvp['seat']): Rsvp => ({
	person,
	answer,
	seat,
	guests: 0,
	answeredAt: NOW,
});
const earlier = (group: string, ...ledger: Rsvp[]) => ({ event: { group, series: 'suppers' }, ledger });

async function proposed(
	wanted: Partial<Wanted>,
	{ log = [], ...pool }: Partial<Omit<Pool, 'kinship'>> & { log?: readonly Interaction[] },
) {
	const topics = pool.topics ?? [];
	const parts = (async function* () {
		yield log;
	})();
	const kinship = await readKinship(parts, { topics, topicsOf: () => ['food'], now: NOW });
	const found = propose(
		{ ...nobody, ...wanted },
		{ event, people: [], ledger: [], earlier: [], topics, ...pool, kinship },
	);
	return {
		...found,
		ids: found.invitees.map(({ person }) => person.id),
		ranks: found.invitees.map(({ reason }) => reason.rank),
		why: found.left.map(({ person, why }) => `${person.id} ${why}`),
	};
}
const people = (count: number, more: Partial<Person> = {}) =>
	Array.from({ length: count }, (_, index) => guest(index + 1, more));

describe('the people to invite', () => {
	it('are those somebody asked for, and nobody else', async () => {
		const all = [guest(1, { circle: 'core' }), guest(2, { topics: ['food'] }), guest(3)];
		expect((await proposed({}, { people: all })).ids).toEqual([]);
		expect((await proposed({ circles: ['core'] }, { people: all })).ids).toEqual([1]);
		expect((await proposed({ topics: ['food'] }, { people: all })).ids).toEqual([2]);
		const both = await proposed({ circles: ['core', 'loose'], topics: ['food'] }, { people: all });
		expect(both.invitees[1]!.reason.sources).toEqual([
			{ by: 'circle', circle: 'loose' },
			{ by: 'topic', topic: 'food', how: 'chose' },
		]);
	});

	it('come in the order of the hand, then of who waited last time, of fit, and of tie', async () => {
		const answer = (share: number) => ({
			detail: { words: 20, items: [{ post: 'pot', share }], verified: true },
		});
		const sent = [1, 2, 3, 4, 5, 6].flatMap((person) =>
			[1, 2, 3].map(() => line(person, 'delivered', { detail: { items: ['pot'] } })),
		);
		const log = [...sent, line(2, 'replied', answer(1)), line(3, 'attended'), line(4, 'introduced')];
		const found = await proposed(
			{
				circles: ['loose'],
				byHand: [
					{ person: guest(6), vouched: false },
					{ person: guest(5), vouched: false },
				],
			},
			{
				people: people(6),
				topics: ['food'],
				log,
				earlier: [earlier('old', row(4, 'yes', 'waiting')), earlier('last', row(1, 'yes', 'waiting'))],
			},
		);
		expect(found.ids).toEqual([6, 5, 1, 2, 3, 4]);
		expect(found.ranks).toEqual(['hand', 'hand', 'waited', 'fit', 'tie', 'tie']);
	});

	it('are known by what they did about earlier events: came, missed it, waited, declined', async () => {
		const table = earlier(
			'table',
			row(1, 'yes', 'seated'),
			row(2, 'yes', 'seated'),
			row(3, 'yes', 'waiting'),
			row(4, 'no', 'none'),
			row(5, 'maybe', 'none'),
		);
		const log = [
			line(2, 'missed', { subject: 'event:table' }),
			line(6, 'attended', { subject: 'event:table' }),
			line(7, 'attended', { subject: 'event:elsewhere' }),
		];
		const found = await proposed({ series: true }, { people: people(7), earlier: [table], log });
		const did = found.invitees.map(({ person, reason }) => [
			person.id,
			reason.earlier[0]?.did,
			reason.newcomer,
		]);
		expect(did.toSorted()).toEqual([
			[1, 'came', false],
			[2, 'missed', true],
			[3, 'waited', true],
			[4, 'declined', true],
			[6, 'came', false],
		]);
	});

	it('do not include who is gone, who has answered, and strangers', async () => {
		const states = [
			'left',
			'bounced',
			'complained',
			'contact',
			'contact',
			'contact',
			'awaiting-approval',
		] as const;
		const found = await proposed(
			{ circles: ['loose'] },
			{
				people: [
					...states.map((state, index) => guest(index + 1, { state })),
					guest(8, { email: '' }),
					guest(9),
					guest(10),
				],
				ledger: [row(9, 'no', 'none'), { ...row(10, 'none', 'none'), invited: true }],
				log: [
					line(5, 'replied', { detail: { verified: true } }),
					line(6, 'rsvp', { detail: { door: 'host', answer: 'add' } }),
				],
			},
		);
		expect(found.ids).toEqual([5, 7]);
		expect(found.why).toEqual([
			'1 left',
			'2 unreachable',
			'3 unreachable',
			'4 stranger',
			'6 stranger',
			'8 unreachable',
			'9 answered',
			'10 answered',
		]);
	});
});
