import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { csv } from '../../integrations/kindred/src/cli/csv.ts';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import {
	answerEvent,
	checkIn,
	checkInCode,
	closeDoor,
	toEvents,
} from '../../integrations/kindred/src/event/index.ts';
import { supper } from '../event/supper.ts';
import { site } from '../site.ts';
import { openEventDesk, type EventDesk } from './event-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({ openDesk: async () => current.desk }));

let test: EventDesk;
beforeEach(async () => {
	test = await openEventDesk();
	const questions = [{ id: 'eats', ask: 'What do you not eat?', required: false }];
	const data = { ...supper, capacity: 3, guests: 2, questions, offer: 'PT24H', series: 'suppers' };
	const events = toEvents(
		[
			{ id: 'supper', data },
			{ id: 'lunch', data: { ...supper, title: 'Lunch' } },
		],
		site,
	);
	const house = { ...test.house, snapshot: { events } };
	current.desk = { ...test.desk, snapshot: { events } };
	const says = async (
		name: string,
		guests: number,
		detail?: { answers?: Record<string, string>; comment?: string },
	) => {
		const { person } = await test.test.store.people.add(
			{ email: `${name.toLowerCase()}@example.com`, name },
			test.clock.now,
		);
		await answerEvent({ event: 'supper', person, answer: 'yes', door: 'form', guests, detail }, house);
		return person;
	};
	await says('Ada', 1, { answers: { eats: 'Beans, "green"\nones' }, comment: '=HYPERLINK("x")' });
	const bob = await says('Bob', 0);
	await says('Cy', 0);
	await says('Di', 1);
	await answerEvent({ event: 'supper', person: bob, answer: 'no', door: 'link' }, house);
});
afterEach(() => test.remove());

describe('kindred event guests', () => {
	it('shows where everybody stands, until when, and what they said', async () => {
		expect(await run(['guests', 'supper'], test.io)).toBe(0);
		expect(test.said()).toBe(
			[
				'seated    2031-05-01  Ada <ada@example.com>, brings 1',
				'                      What do you not eat? Beans, "green" ones',
				'                      “=HYPERLINK("x")”',
				'offered   2031-05-01  Cy <cy@example.com>, until 2031-05-02 11:00',
				'waiting   2031-05-01  Di <di@example.com>, brings 1, place 1',
				'no        2031-05-01  Bob <bob@example.com>',
				'',
			].join('\n'),
		);
	});

	it('shows who came, once that is known', async () => {
		test.clock.now = '2031-05-17T11:05:00.000Z';
		const door = { store: test.test.store, now: () => test.clock.now };
		await checkIn('supper', [{ person: 1, guests: 0 }], door);
		await checkIn('supper', [{ person: 4, guests: 1 }], door);
		await closeDoor('supper', door);
		await run(['guests', 'supper', '--json'], test.io);
		const rows = JSON.parse(test.said()) as {
			name: string;
			came?: boolean;
			cameWith?: number;
			code: string;
		}[];
		expect(rows.map(({ name, came, cameWith }) => [name, came, cameWith])).toEqual([
			['Ada', true, 0],
			['Cy', undefined, undefined],
			['Di', true, 1],
			['Bob', undefined, undefined],
		]);
		expect(rows[0]!.code).toBe(checkInCode('supper', 1, test.house.keys));
	});

	it('gives a table that spreadsheets read and do not run', async () => {
		await run(['guests', 'supper', '--csv'], test.io);
		const [head, ada] = test.said().split('\r\n');
		expect(head).toBe('standing,name,email,guests,place,until,answered,came,came with,code,eats,comment');
		expect(ada).toBe(
			`seated,Ada,ada@example.com,1,,,${test.clock.now},,,${checkInCode('supper', 1, test.house.keys)},"Beans, ""green""\nones","'=HYPERLINK(""x"")"`,
		);
	});
});

describe('a table', () => {
	it('keeps every cell apart, and makes no formula of what people wrote', () => {
		expect(csv([['a,b', 'c"d', 'e\nf', 1, undefined, -2]])).toBe('"a,b","c""d","e\nf",1,,-2\r\n');
		expect(csv([['=1+1', '+1', '-1', '@x', '\t=1', 'a=1']])).toBe(`'=1+1,'+1,'-1,'@x,'\t=1,a=1\r\n`);
		expect(csv([])).toBe('');
	});
});

describe('kindred event list', () => {
	it('shows series under their names, and when what guests said was erased', async () => {
		await run(['list', '--series'], test.io);
		const said = test.said();
		expect(said).toMatch(/^suppers\n {2}supper {2}Supper\n {4}Saturday/);
		expect(said).toContain('\nin no series\n  lunch  Lunch\n');
		test.clock.now = '2031-09-01T00:00:00.000Z';
		await test.test.store.fading.fade('supper', test.clock.now);
		await run(['list', '--json'], test.io);
		expect(JSON.parse(test.said())).toMatchObject([
			{ id: 'lunch' },
			{ id: 'supper', faded_at: test.clock.now },
		]);
	});
});
