import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { eventSite, type Ran } from './event-site.ts';

const NOW = '2031-05-01T09:00:00Z';
/** When another process may take the letters that a killed one had in hand. */
const LATER = '2031-05-01T09:10:00Z';
/** `npm run soak` dies at each write of a command; here once, in the transaction. */
const [FIRST, EVERY] = process.env['KINDRED_KILL_ALL'] ? [1, 1] : [7, 100];

let place: ReturnType<typeof eventSite>;
const kindred = (line: string, env: Record<string, string> = {}) => place.kindred(line.split(' '), NOW, env);
const masked = (ran: Ran) => ({ ...ran, out: ran.out.replace(/plan [0-9a-f]{12}/, 'plan <hash>') });
/** What a plan says will leave. */
const planned = (...more: string[]) => {
	const { code, out, err } = place.kindred(['event', 'plan', 'supper', '--json', ...more], NOW);
	expect([code, err]).toEqual([0, '']);
	const plan = JSON.parse(out) as { hash: string; mails: Mail[]; sequence: { to: number } };
	return { ...plan, lines: plan.mails.map((mail) => lineOf(mail, plan.sequence.to)).sort() };
};
interface Mail {
	email: string;
	letter: keyof typeof subjects;
	calendar?: string;
}
const subjects = {
	'event-update': 'Something has changed: Supper with soup',
	'event-cancelled': 'Cancelled: Supper with soup',
	'rsvp-promoted': 'A seat has come free for you: Supper with soup',
};
const lineOf = ({ email, letter, calendar }: Mail, sequence: number) => {
	return `${email}: ${subjects[letter]}${calendar ? ` | ${calendar} ${sequence}` : ''}`;
};

beforeAll(async () => {
	place = eventSite({
		'supper.md': `---
title: Supper with sooup
start: 2031-05-17T19:00   # seven sharp
zone: Europe/Berlin
place: { name: A kitchen in Wedding }
capacity: 2
---

Soup and bred.
`,
	});
	const store = await openStore(undefined, { root: place.root });
	for (const name of ['ada', 'bob', 'cy'])
		await store.people.add({ email: `${name}@example.com`, name, languages: ['en'] }, NOW);
	await store.events.keepSecrets('supper', { joinUrl: 'https://meet.example.com/secret' }, NOW);
	await store.close();
	const { err } = kindred('event add supper ada@example.com bob@example.com cy@example.com');
	if (err) throw new Error(err);
});
afterAll(() => place?.remove());

describe('an event edited five times, from the typo to the end', () => {
	it('mails nobody about a typo', async () => {
		place.mark();
		place.edit('supper.md', 'sooup', 'soup');
		place.edit('supper.md', 'bred', 'bread');
		expect(planned().lines).toEqual([]);
		expect(kindred('event apply supper').out).toBe('Nobody has to be written to.\n');
		expect(await place.sent()).toEqual([]);
	});

	it('tells everybody of another time once it was approved, and exactly what the plan said, wherever it is killed', async () => {
		place.edit('supper.md', 'T19:00', 'T20:00');
		expect(masked(kindred('event plan supper'))).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "supper: 3 letters, plan <hash>

			  the start moved
			    was  Saturday, 17 May 2031, 19:00–21:00 (Central European Summer Time)
			    now  Saturday, 17 May 2031, 20:00–22:00 (Central European Summer Time)

			  SEQUENCE 0 → 1

			  event-update    ada <ada@example.com> (en, calendar REQUEST): the start moved
			  event-update    bob <bob@example.com> (en, calendar REQUEST): the start moved
			  event-update    cy <cy@example.com> (en): the start moved

			Say yes with: kindred event plan supper --approve
			",
			  "signal": null,
			}
		`);
		expect(kindred('event apply supper')).toMatchObject({
			code: 1,
			err: 'No plan of "supper" is approved.\nLook at it and say yes: kindred event plan supper --approve\n',
		});
		const { lines } = planned('--approve');
		expect(lines).toHaveLength(3);
		place.mark();
		const restore = place.keep();
		const file = join(place.root, 'points.json');
		expect(kindred('event apply supper', { POINTS_TO: file })).toMatchObject({ code: 0, err: '' });
		const points = JSON.parse(readFileSync(file, 'utf8')) as string[];
		expect(await place.sent()).toEqual(lines);
		for (let point = FIRST; point <= points.length; point += EVERY) {
			restore();
			const died = kindred('event apply supper', { KILL_AT: `${point}:${point % 2 ? 'after' : 'before'}` });
			expect([died.signal, point]).toEqual(['SIGKILL', point]);
			expect(kindred('event apply supper')).toMatchObject({ code: 0 });
			expect(place.kindred(['sync'], LATER)).toMatchObject({ code: 0 });
			expect([point, await place.sent()]).toEqual([point, lines]);
		}
		expect(kindred('event apply supper').out).toContain(
			'Nobody has to be written to.\nWrite `sequence: 1` into content/events/supper.md',
		);
		expect(await place.sent()).toEqual(lines);
	});

	it('tells everybody of another place, by the hash of the plan, and writes the sequence into the file', async () => {
		place.edit('supper.md', 'A kitchen in Wedding', 'A kitchen in Moabit');
		const { hash, lines } = planned();
		expect(kindred(`event apply supper --plan ${'0'.repeat(12)}`).code).toBe(1);
		place.mark();
		const before = place.read('supper.md');
		expect(kindred(`event apply supper --plan ${hash.slice(0, 12)} --write`)).toMatchObject({
			code: 0,
			err: '',
		});
		expect(await place.sent()).toEqual(lines);
		expect(lines).toHaveLength(3);
		expect(place.read('supper.md')).toBe(before.replace('capacity: 2\n', 'capacity: 2\nsequence: 2\n'));
	});

	it('gives a seat to who waits when there are more, and tells nobody else', async () => {
		place.edit('supper.md', 'capacity: 2', 'capacity: 3');
		const { lines } = planned('--approve');
		expect(lines).toEqual(['cy@example.com: A seat has come free for you: Supper with soup | REQUEST 2']);
		place.mark();
		expect(kindred('event apply supper').out).toBe('Handed over 1 letter.\n');
		expect(await place.sent()).toEqual(lines);
	});

	it('is called off in the author’s words, once', async () => {
		const cancel = ['event', 'cancel', 'supper', '--say', 'The oven broke.', '--write'];
		expect(place.kindred(cancel, NOW)).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "Wrote \`status: cancelled\` into content/events/supper.md.
			Your words are kept for the letters.
			Nobody has been told yet. Look who will be: kindred event plan supper
			",
			  "signal": null,
			}
		`);
		expect(place.read('supper.md')).toContain('\nstatus: cancelled\n');
		expect(kindred('event plan supper').out).toContain('in your words\n    The oven broke.');
		const { lines } = planned('--approve');
		expect(lines).toHaveLength(3);
		place.mark();
		expect(kindred('event apply supper --write').out).toMatchInlineSnapshot(`
			"Handed over 3 letters.
			Wrote \`sequence: 3\` into content/events/supper.md.
			"
		`);
		expect(kindred('event apply supper').out).toBe('Nobody has to be written to.\n');
		expect(await place.sent()).toEqual(lines);
	});

	it('never prints what only guests may see', () => {
		const said = ['event plan --json', 'event plan'].map((line) => kindred(line).out);
		expect(said.join('')).not.toContain('meet.example.com');
		expect(said[1]).toContain('supper: nothing to send');
	});
});
