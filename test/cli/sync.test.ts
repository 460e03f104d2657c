import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Io } from '../../integrations/kindred/src/cli/io.ts';
import { run as sync } from '../../integrations/kindred/src/cli/sync.ts';
import { openAttachments } from '../../integrations/kindred/src/files/attachments.ts';
import { answerEvent, toEvents } from '../../integrations/kindred/src/event/index.ts';
import { supper } from '../event/supper.ts';
import { startImap, type ImapStandIn } from '../imap/server.ts';
import { startResend, type ResendStandIn } from '../resend/server.ts';
import { mail, openHouse, site, tagged, type TestHouse } from '../inbox/house.ts';

const desk = vi.hoisted(() => ({ current: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({
	openDesk: async () => desk.current,
	environmentOf: (_root: string, env: unknown) => env,
}));

let house: TestHouse;
let root: string;
let env: Record<string, string>;
let out: string;
let err: string;
const io = (): Io => ({
	cwd: root,
	env,
	isTTY: false,
	stdout: (text) => void (out += text),
	stderr: (text) => void (err += text),
});
/** Runs a command with `--json` and gives its answer. */
async function json(run: typeof sync, ...args: string[]) {
	out = '';
	const code = await run([...args, '--json'], io());
	return { code, said: JSON.parse(out) };
}

beforeEach(async () => {
	house = await openHouse();
	root = await mkdtemp(join(tmpdir(), 'kindred-sync-'));
	[out, err, env] = ['', '', {}];
	const flush = async () => ({ sent: 2, queued: 0, refused: [] });
	desk.current = {
		...house,
		root,
		attachments: openAttachments(root),
		postman: { ...house.postman, flush },
		mailer: {},
		now: () => house.at,
		close: async () => {},
	};
});
afterEach(async () => {
	await house.test.remove();
	await rm(root, { recursive: true });
});

describe('kindred sync', () => {
	it('works with nothing: mails laid into .kindred/inbox, each once', async () => {
		const inbox = join(root, '.kindred', 'inbox');
		await mkdir(inbox, { recursive: true });
		await writeFile(join(inbox, 'a.eml'), mail());
		await writeFile(join(inbox, 'empty.eml'), '');
		const first = await json(sync);
		expect(first).toMatchObject({ code: 1, said: { mail: { folder: { kept: 1 } }, letters: { sent: 2 } } });
		expect(first.said.problems).toEqual([expect.stringContaining('empty.eml: It is empty.')]);
		await rm(join(inbox, 'empty.eml'));
		expect(await json(sync)).toMatchObject({ code: 0, said: { mail: {}, problems: [] } });
		await writeFile(join(inbox, 'a.eml'), mail({ body: 'Another one of that name.' }));
		expect(await json(sync)).toMatchObject({ said: { mail: { folder: { kept: 1 } } } });
		expect((await readdir(join(inbox, 'read'))).sort()).toEqual(['2-a.eml', 'a.eml']);
	});

	it('says plainly what it did', async () => {
		expect(await sync([], io())).toBe(0);
		expect(out).toBe('No new mail.\nletters: 2 sent, 0 waiting, 0 refused\n');
		expect(await sync(['everything'], io())).toBe(2);
	});

	it('gives the seats of a larger table to those who wait', async () => {
		for (const name of ['ada', 'bob', 'cy']) {
			const person = await house.add(`${name}@example.com`, 'contact');
			await answerEvent({ event: 'supper', person, answer: 'yes', door: 'host' }, house);
		}
		expect((await json(sync)).said.seated).toBe(0);
		const larger = toEvents([{ id: 'supper', data: { ...supper, capacity: 3 } }], site);
		desk.current['snapshot'] = { ...house.snapshot, events: larger };
		expect((await json(sync)).said.seated).toBe(1);
		expect(house.letters.at(-1)).toMatchObject({ to: { email: 'cy@example.com' } });
		expect((await json(sync)).said.seated).toBe(0);
	});

	describe('through IMAP', () => {
		let imap: ImapStandIn;
		beforeEach(async () => {
			imap = await startImap();
			env = { KINDRED_IMAP: imap.url };
		});
		afterEach(() => imap.close());

		it('reads what is new, marks it as read and deletes nothing', async () => {
			imap.put(mail());
			imap.put(mail({ body: 'Another one.' }));
			expect(await json(sync)).toMatchObject({ code: 0, said: { mail: { imap: { kept: 2 } } } });
			expect([...imap.seen]).toEqual([1, 2]);
			expect(await json(sync)).toMatchObject({ said: { mail: {} } });
			imap.put(mail({ body: 'A third.' }));
			expect(await json(sync)).toMatchObject({ said: { mail: { imap: { kept: 1 } } } });
			expect(imap.commands.filter((command) => /EXPUNGE|Deleted|MOVE/i.test(command))).toEqual([]);
		});

		it('goes on where a connection broke', async () => {
			imap.put(mail());
			imap.breakAt = imap.put(mail({ body: 'Another one.' }));
			expect((await json(sync)).code).toBe(1);
			imap.breakAt = undefined;
			expect(await json(sync)).toMatchObject({ code: 0, said: { mail: { imap: { kept: 1 } } } });
		});

		it('reads all once more when the server numbers its mails anew, and each stays one', async () => {
			imap.put(mail());
			await json(sync);
			imap.validity++;
			expect(await json(sync)).toMatchObject({ said: { mail: { imap: { duplicate: 1 } } } });
		});

		it('reads what the author sent, where it is asked to, and who was answered waits no more', async () => {
			const { person = 0 } = await house.take(mail());
			const answer = mail({ from: `Ada <${site.from.email}>`, to: 'lin@example.net', body: 'Yes.' });
			imap.put(answer.replace('30 Apr', '1 May').replace('10:00', '08:00'), 'Gesendet');
			imap.put(mail({ from: `Ada <${site.from.email}>`, to: 'bank@example.org' }), 'Gesendet');
			expect((await json(sync)).said.mail).toEqual({});
			for (const sent of ['?sent', '?sent=Gesendet']) {
				env = { KINDRED_IMAP: imap.url + sent };
				await json(sync);
			}
			expect(await house.store.answers.to(person)).toMatchObject([{ text: 'Yes.', by: 'mail' }]);
			expect(await house.store.replies.list({ waiting: true })).toEqual([]);
			expect(await house.store.people.byEmail('bank@example.org')).toBeUndefined();
			expect([...imap.seen]).toEqual([]);
		});

		it('reads the folder of sent mail where it is asked to, and marks nothing there', async () => {
			const lin = await house.add('lin@example.net');
			imap.put(mail());
			imap.put(mail({ from: 'Ada <ada@example.com>', to: 'lin@example.net', body: 'Do come.' }), 'Gesendet');
			expect(await json(sync)).toMatchObject({ said: { mail: { imap: { kept: 1 } } } });
			env = { KINDRED_IMAP: `${imap.url}?sent` };
			expect((await json(sync)).said.mail.imap).toEqual({ sent: 1 });
			expect(imap.commands.filter((command) => command.startsWith('EXAMINE'))).toHaveLength(1);
			expect([...imap.seen]).toEqual([1]);
			expect(await house.kinds(lin.id)).toContain('answered');
			expect((await json(sync)).said.mail).toEqual({});
		});

		it('says what is wrong with a password, and hands over letters all the same', async () => {
			env = { KINDRED_IMAP: imap.url.replace('pass', 'guess') };
			const { code, said } = await json(sync);
			expect(code).toBe(1);
			expect(said.problems).toEqual([expect.stringContaining('refuses the password of user')]);
			expect(said.letters.sent).toBe(2);
		});
	});

	describe('through Resend', () => {
		let resend: ResendStandIn;
		beforeEach(async () => {
			resend = await startResend({ apiKey: 're_good', limit: 1000 });
			env = { RESEND_API_KEY: 're_good', RESEND_BASE_URL: resend.url };
		});
		afterEach(() => resend.close());

		it('reads what is new, from the original or from what the API tells of it', async () => {
			const lin = await house.add('lin@example.net');
			const raw = mail({ to: 'somebody@example.com' });
			resend.receive({ received_for: [tagged(lin.id)] }, Buffer.from(raw));
			const told = {
				from: 'Lin <lin@example.net>',
				to: [tagged(lin.id)],
				subject: 'Re: x',
				text: 'Told.',
				html: '<p>Told.</p>',
			};
			resend.receive({ ...told, headers: { 'Auto-Submitted': 'no', 'X-Trick': 'a\r\nFrom: b@c.example' } });
			expect(await json(sync)).toMatchObject({ code: 0, said: { mail: { resend: { kept: 2 } } } });
			const kept = await house.store.replies.list({});
			expect(kept.map(({ verified, about }) => [verified, about])).toEqual([
				[true, 'digest:2031-04'],
				[true, 'digest:2031-04'],
			]);
			expect(await json(sync)).toMatchObject({ said: { mail: {} } });
		});

		it('reads more than a page, oldest first, and each once', { timeout: 30_000 }, async () => {
			for (let number = 0; number < 120; number++)
				resend.receive({}, Buffer.from(mail({ subject: `number ${number}` })));
			expect(await json(sync)).toMatchObject({ said: { mail: { resend: { kept: 120 } } } });
			expect((await house.store.replies.byId(1))?.subject).toBe('number 0');
			resend.receive({}, Buffer.from(mail()));
			expect((await json(sync)).said.mail.resend.kept).toBe(1);
		});

		it('tells of a failure and goes on the next time', async () => {
			resend.receive({}, Buffer.from(mail()));
			resend.trouble({ statusCode: 403, name: 'invalid_api_key', message: 'sorry' });
			expect(await json(sync)).toMatchObject({
				code: 1,
				said: { problems: ['resend: Resend: sorry (invalid_api_key)'] },
			});
			expect(await json(sync)).toMatchObject({ code: 0, said: { mail: { resend: { kept: 1 } } } });
		});
	});
});
