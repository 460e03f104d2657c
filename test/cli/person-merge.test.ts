import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mail, tagged } from '../inbox/house.ts';
import { openAnswerDesk, type AnswerDesk } from './answer-desk.ts';

const door = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => door.desk,
}));

let here: AnswerDesk;
beforeEach(async () => {
	here = await openAnswerDesk();
	door.desk = here.desk;
	const from = '林雅婷 <yating@example.com>';
	await here.house.take(mail({ from, to: tagged(1), body: 'From my other address.' }));
});
afterEach(() => here.remove());

const person = (...args: string[]) => here.run('person', ...args);

test('An address that may be somebody\u2019s other one stands below the list and their story, with what to type', async () => {
	const proposal = 'yating@example.com may be another address of #1: It bears the same name, 林雅婷.';
	const typed = 'kindred person merge 1 yating@example.com --yes, or --never';
	for (const { out } of [await person('list'), await person('show', '1')]) {
		expect(out).toContain(proposal);
		expect(out).toContain(typed);
	}
	const told = JSON.parse((await person('show', '1', '--json')).out) as { proposals: { email: string }[] };
	expect(told.proposals.map(({ email }) => email)).toEqual(['yating@example.com']);
});

test('Two become one when the author says so twice, and are found by either address', async () => {
	const asked = await person('merge', '1', 'yating@example.com');
	expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('kindred person merge 1 2 --yes') });
	expect(await person('merge', '1', 'yating@example.com', '--yes')).toMatchObject({
		code: 0,
		out: 'One person now: 1  林雅婷 <lin@example.net>  subscribed, loose\n',
	});
	const { out } = await person('show', 'yating@example.com');
	expect(out).toContain('also yating@example.com');
	expect(out).toContain('From my other address.');
	expect(out).not.toContain('may be another address');
	expect(await person('merge', '1', 'yating@example.com', '--yes')).toMatchObject({ code: 1 });
});

test('A proposal that is wrong is not made again', async () => {
	expect(await person('merge', '1', 'yating@example.com', '--never')).toMatchObject({ code: 0 });
	await here.house.take(mail({ from: '林雅婷 <yating@example.com>', to: tagged(1), body: 'Again.' }));
	expect((await person('list')).out).not.toContain('may be another address');
	expect(await person('merge', '1', 'nobody@example.com', '--never')).toMatchObject({
		code: 1,
		err: expect.stringContaining('kindred person show 1'),
	});
});

test('Nobody is merged with themselves, nor while a digest is on its way', async () => {
	expect(await person('merge', '1', 'lin@example.net', '--yes')).toMatchObject({ code: 1 });
	await here.house.store.db
		.insertInto('delivery')
		.values({ digest: '2031-04', person_id: 2, lang: 'en', items: '[]', state: 'pending', at: here.house.at })
		.execute();
	expect(await person('merge', '1', '2', '--yes')).toMatchObject({
		code: 1,
		err: expect.stringContaining('is on its way'),
	});
});
