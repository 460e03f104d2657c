import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { minimalSite } from '../astro/minimal.ts';

const bin = fileURLToPath(new URL('../../integrations/kindred/bin/kindred.js', import.meta.url));
const NOW = '2026-11-22T09:00:00Z';
const post = (title: string, text: string) =>
	`---\ntitle: ${title}\ndate: 2026-11-01\ntags: [${title.toLowerCase()}]\n---\n\n${text}\n`;

let place: ReturnType<typeof minimalSite>;
beforeAll(async () => {
	place = minimalSite({
		'astro.config.mjs': `import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import kindred from 'astro-kindred';

export default defineConfig({
	site: 'https://example.com',
	integrations: [mdx(), kindred({
		from: 'Ada <ada@example.com>', name: 'The Long Table', inbound: 'letters@in.example.com',
		imprint: '1 Park Lane, London', languages: ['en', 'zh-Hant'], zone: 'Europe/Berlin',
	})],
});
`,
		'content/digests/first.mdx':
			'---\ntitle: First\ndate: 2026-11-22\npreheader: Hello again.\n---\n\nHello.\n\n<Post id="hello" />\n\n<ForYou />\n',
		'content/posts/walk.md': post('Walks', 'We went along the river.'),
		'content/posts/letters.md': post('Letters', 'How to answer them.'),
	});
	const store = await openStore(undefined, { root: place.root });
	const add = (email: string, more: object = {}) =>
		store.people.add({ email, state: 'subscribed', languages: ['en'], topics: [], ...more }, NOW);
	await add('ann@example.com');
	await add('bo@example.com', { languages: ['zh-Hant', 'en'], topics: ['walks'] });
	await add('cy@example.com', { state: 'contact' });
	await store.close();
});
afterAll(() => place?.remove());

/** The command as a process of its own: what it said, and how it ended. */
function kindred(line: string) {
	const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|RESEND_|KINDRED_)/.test(name));
	const env = { ...Object.fromEntries(inherited), ASTRO_TELEMETRY_DISABLED: '1' };
	const args = [bin, 'digest', ...line.split(' '), '--now', NOW];
	const { status, stdout, stderr } = spawnSync(process.execPath, args, {
		cwd: place.root,
		encoding: 'utf8',
		env,
	});
	return { code: status, out: stdout.replaceAll(/plan [0-9a-f]{12}/g, 'plan <hash>'), err: stderr };
}

describe('a digest, from plan to cancel, as its author types it', () => {
	it('plans', () => {
		expect(kindred('plan')).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "Digest first: 2 readers, plan <hash>

			  language      readers  variants  HTML p50       max
			  en                  1         1   8.9 KiB   8.9 KiB
			             by hand: hello; up to 3 picked
			  zh-Hant             1         1   8.3 KiB   8.3 KiB
			             by hand: hello; up to 3 picked

			Look at a sample with: kindred digest preview first
			Say yes with: kindred digest plan first --approve
			",
			}
		`);
	});

	it('plans as JSON, with every reader, everybody left out and what the gate found', () => {
		const { code, out, err } = kindred('plan first --json');
		const plan = JSON.parse(out) as Record<string, unknown>;
		expect([code, err]).toEqual([0, '']);
		expect(plan).toMatchObject({
			digest: 'first',
			counts: { readers: 2 },
			readings: [{ email: 'ann@example.com' }, { email: 'bo@example.com', lang: 'zh-Hant' }],
			excluded: [],
		});
	});

	it('says why one reader gets what they get, by address and by number, and who is nobody', () => {
		const byAddress = kindred('plan first --for BO@example.com');
		expect(byAddress).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "bo@example.com gets first in zh-Hant
			  Hello: you placed it by hand
			  Walks: on walks, which they chose

			and not
			  Letters: on nothing they chose (walks)
			",
			}
		`);
		expect(kindred('plan first --for 2')).toEqual(byAddress);
		expect(kindred('plan first --for cy@example.com')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "cy@example.com is not a subscriber.
			Write an address or a number from: kindred person list
			",
			  "out": "",
			}
		`);
	});

	it('sends nothing that was not approved, and nothing that moved since', () => {
		expect(kindred('send')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "No plan of "first" is approved.
			Look at it and say yes: kindred digest plan first --approve
			",
			  "out": "",
			}
		`);
		expect(kindred('plan first --approve').out.split('\n').at(-2)).toMatchInlineSnapshot(
			`"Later: kindred digest send first --at <time>"`,
		);
		const file = join(place.root, 'content/posts/hello.md');
		writeFileSync(file, readFileSync(file, 'utf8').replace('It begins.', 'It begins again.'));
		expect(kindred('send')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "Something moved since "first" was approved: the entry of hello in en reads differently, the entry of hello in zh-Hant reads differently. Nobody was mailed.
			Look again and approve what is true now: kindred digest plan first --approve
			",
			  "out": "",
			}
		`);
	});

	it('does what it is told about a run that is under way', () => {
		expect(kindred('pause')).toMatchObject({ code: 1, out: '' });
		kindred('plan first --approve');
		expect(kindred('pause --all --why typo')).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "All mail is stopped, in every process that uses this store: digests halt, single letters wait.
			Let it leave again with: kindred digest resume --all
			",
			}
		`);
		expect(kindred('send')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "All mail is stopped: typo.
			Let it leave again with \`kindred digest resume --all\`, then go on with: kindred digest send first
			",
			  "out": "",
			}
		`);
		expect(kindred('send --if-due')).toEqual({ code: 0, out: '', err: '' });
		expect(kindred('pause')).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "Digest first: 2 candidates = 0 sent + 0 excluded + 2 pending + 0 failed + 0 held
			Paused: nothing more is handed over.
			  to go on       kindred digest resume first
			  to end it      kindred digest cancel first
			  who has it     kindred digest status first --people
			",
			}
		`);
		expect(kindred('resume --all')).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "Mail may leave again. No letter was waiting.
			",
			}
		`);
		expect(kindred('send')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "The run is paused.
			Who has it: kindred digest status first --people. To go on: kindred digest resume first, then: kindred digest send first
			",
			  "out": "",
			}
		`);
		expect(kindred('resume')).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "Digest first: 2 candidates = 0 sent + 0 excluded + 2 pending + 0 failed + 0 held
			It may go on. Next: kindred digest send first
			",
			}
		`);
		expect(kindred('cancel --why typo')).toMatchInlineSnapshot(`
			{
			  "code": 0,
			  "err": "",
			  "out": "Digest first: 2 candidates = 0 sent + 2 excluded + 0 pending + 0 failed + 0 held
			  excluded: 2 cancelled by the author
			Cancelled: whoever has no letter yet gets none.
			  who has it     kindred digest status first --people
			  to correct it  write a digest with \`corrects: first\`: it goes to exactly those who have this one
			",
			}
		`);
		expect(kindred('send')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "The run is cancelled: typo.
			Who has it: kindred digest status first --people. To send it to the others, approve it anew: kindred digest plan first --approve
			",
			  "out": "",
			}
		`);
		expect(kindred('cancel --all').code).toBe(1);
	});

	it('sends to those who have nothing yet once it is approved again, and tells cron nothing after that', () => {
		kindred('plan first --approve');
		const { code, out, err } = kindred('send');
		expect([code, err]).toEqual([0, 'batch 1 of 1\n']);
		expect(out).toContain('Digest first: 2 candidates = 2 sent + 0 excluded + 0 pending');
		expect(kindred('send --if-due')).toEqual({ code: 0, out: '', err: '' });
		expect(kindred('plan first --approve')).toMatchInlineSnapshot(`
			{
			  "code": 1,
			  "err": "The plan of "first" reaches nobody, so there is nothing to approve.
			Why, it says above; for one reader: kindred digest plan first --for <address>
			",
			  "out": "Digest first: 0 readers, plan <hash>

			  gets nothing
			       2  got it already

			",
			}
		`);
		expect(kindred('send third').err).toBe('There is no digest "third".\nThese are there: first.\n');
	});
});
