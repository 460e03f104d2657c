import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { INBOUND } from '../inbox/house.ts';
import { openAnswerDesk, type AnswerDesk } from './answer-desk.ts';

const door = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => door.desk,
	environmentOf: (_root: string, env: unknown) => env,
}));

let here: AnswerDesk;
beforeEach(async () => {
	here = await openAnswerDesk();
	door.desk = {
		...here.desk,
		attachments: { ...here.house.attachments, pathOf: (hash: string) => `/kept/${hash.slice(0, 4)}` },
	};
});
afterEach(() => here.remove());

const said = async (...args: string[]) => (await here.run('reply', ...args)).out;
const answer = async (id: string, text: string) => {
	writeFileSync(join(here.root, 'answer.txt'), text);
	expect(await here.run('reply', 'answer', id, '--file', 'answer.txt', '--yes')).toMatchObject({ code: 0 });
};

test('Who is owed an answer is named oldest first, with since when, about what and their first words', async () => {
	expect(await said('list', '--waiting')).toBe('Nobody waits for an answer.\n');
	await here.ask(`Long ${'words '.repeat(40)}\u001b[2J`);
	await here.house.take(
		Buffer.from(
			`From: Bo <bo@example.org>\r\nTo: ${INBOUND}\r\nSubject: Hi\r\nDate: Thu, 20 Feb 2031 10:00:00 +0000\r\n\r\nمرحبا\r\n`,
		),
	);
	await here.ask('I am away.', { headers: ['Auto-Submitted: auto-replied'] });
	expect(await said('list', '--waiting')).toMatchInlineSnapshot(`
		"    2   69 days  Bo <bo@example.org> · unverified
		                 مرحبا
		    1     today  林雅婷 <lin@example.net> · digest “Why groups die”
		                 Long words words words words words words words words words w…
		"
	`);
	here.house.at = after(here.house.at, { days: 1 });
	const rows = JSON.parse(await said('list', '--waiting', '--json')) as Record<string, unknown>[];
	expect(rows.map(({ name, days, verified }) => [name, days, verified])).toEqual([
		['Bo', 70, false],
		['林雅婷', 1, true],
	]);
});

test('A conversation tells both sides in their order; what is folded says how it is opened', async () => {
	const first = await here.ask(
		'── 2031-05-01 11:00  You answered\r\nShall we?\r\n\r\nOn Mon, 28 Apr 2031, Ada wrote:\r\n> Hello.\r\n> Come.\r\n\r\n-- \r\nLin',
	);
	await here.ask('About something else', { subject: 'Another thing', to: INBOUND });
	await answer(first, 'Yes, let us.');
	here.house.at = after(here.house.at, { days: 2 });
	await here.ask('Good.\u0007', { subject: 'AW: Why groups die' });
	expect(await said('show', first)).toMatchInlineSnapshot(`
		"#1  Re: Why groups die
		From      林雅婷 <lin@example.net>
		About     digest “Why groups die” (known by the signed address it was sent to, 100 %)
		Proof     proved: It came to the signed address that only they were given.
		Kind      human: Nothing says that a program wrote it.

		── 2031-04-30 12:00  林雅婷 wrote (#1)

		  ── 2031-05-01 11:00  You answered
		  Shall we?

		[3 lines quoted: --quoted]

		[2 lines of a signature: --all]

		── 2031-04-30 12:00  林雅婷 wrote (#3)

		  Good.

		── 2031-05-01 11:00  You answered

		  Yes, let us.
		"
	`);
	const open = await said('show', `#${first}`, '--all');
	expect(open).toContain('\n  > Hello.\n  > Come.\n');
	expect(open).toContain('\n  Lin\n');
	const { thread } = JSON.parse(await said('show', first, '--json')) as {
		thread: { reply?: { raw?: string } }[];
	};
	expect(thread.map(({ reply }) => (reply ? 'theirs' : 'mine'))).toEqual(['theirs', 'theirs', 'mine']);
	expect(JSON.stringify(thread)).not.toContain('"raw"');
});

test('Answers between the lines stand beside what they answer, files with where they are, articles with their share', async () => {
	const id = Number(await here.ask('x'));
	const reply = (await here.house.store.replies.byId(id))!;
	const { id: _id, ...row } = reply;
	const kept = await here.house.store.replies.keep(
		{
			...row,
			contentHash: 'another',
			text: 'Yes.\n\nNo.',
			pairs: [
				{ quote: 'Will you come?', answer: 'Yes.' },
				{ quote: '> Will you sing?', answer: 'No.' },
			],
			attachments: [
				{ name: 'photo.jpg', type: 'image/jpeg', bytes: 120_400, hash: 'abcdef' },
				{ name: 'film.mp4', type: 'video/mp4', bytes: 30_000_000 },
			],
			items: [{ post: 'tables', share: 0.62, by: 'words' }],
			proof: { by: 'dkim', verdict: 'pass', domain: 'example.net', reason: 'example.net signed it.' },
			back: '2031-05-17',
		},
		here.house.at,
	);
	const text = await said('show', String(kept.id));
	expect(text).toContain('  > Will you come?\n  Yes.\n\n  > Will you sing?\n  No.\n');
	expect(text).toContain(
		'Attached: photo.jpg (image/jpeg, 120 kB), /kept/abcd\nAttached: film.mp4 (video/mp4, 30.0 MB), too large',
	);
	expect(text).toContain('Proof     proved: example.net signed it.\n');
	expect(text).toMatch(/Speaks of .*tables.* 62 %\nBack {6}2031-05-17/);
});
