import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { startResend } from '../resend/server.ts';
import { INBOUND, mail, tagged } from '../inbox/house.ts';
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
	door.desk = here.desk;
});
afterEach(() => here.remove());

const newest = () => PostalMime.parse(here.outbox().at(-1) ?? '');
const words = async () => (await newest()).text?.trimEnd();
const who = 'lin@example.net';

test('What is written in the editor leaves as one letter in the thread, and the reply waits no more', async () => {
	const id = await here.ask('Would you come?', {
		id: 'asked@example.net',
		headers: ['In-Reply-To: <letter@example.com>', 'References: <older@example.com> <letter@example.com>'],
	});
	expect(await here.waiting()).toEqual([id]);
	here.env = { EDITOR: here.editor('Dear Lin,\r\n\r\n# 1 on my list: your table.  \n\n') };
	expect(await here.run('reply', 'answer', id)).toEqual({
		code: 0,
		out: `Sent to 林雅婷 <${who}>.\n`,
		err: '',
	});
	const letter = await newest();
	const { site } = here.house;
	expect(letter).toMatchObject({
		from: { name: site.from.name, address: site.from.email },
		to: [{ name: '林雅婷', address: who }],
		replyTo: [{ address: tagged(1) }],
		subject: 'Re: Why groups die',
		inReplyTo: '<asked@example.net>',
		references: '<older@example.com> <letter@example.com> <asked@example.net>',
	});
	expect(await words()).toBe('Dear Lin,\n\n# 1 on my list: your table.');
	expect(letter.html).toContain('<p dir="auto"># 1 on my list: your table.</p>');
	const names = letter.headers.map(({ key }) => key).join(' ');
	expect(names).not.toMatch(/list-|auto-submitted|feedback-id|suppress/);
	expect([here.drafts(), await here.waiting()]).toEqual([[], []]);
	expect((await here.run('person', 'show', who)).out).toMatch(/answered .*Dear Lin, # 1 on my list/);
});

test('The same words to the same reply are sent once, also by commands at the same time', async () => {
	const id = await here.ask('متى؟');
	writeFileSync(join(here.root, 'answer.txt'), '\ufeffنعم، سآتي.\r\n\r\nأدا\r\n');
	const answer = () => here.run('reply', 'answer', id, '--file', 'answer.txt');
	const runs = [...(await Promise.all([answer(), answer(), answer()])), await answer()];
	expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
	expect(runs.filter(({ out }) => out.startsWith('Sent'))).toHaveLength(1);
	expect(runs.filter(({ out }) => out.includes('nothing was sent a second time'))).toHaveLength(3);
	expect(here.outbox()).toHaveLength(1);
	expect(await words()).toBe('نعم، سآتي.\n\nأدا');
	expect((await newest()).html).toContain('<p dir="auto">نعم، سآتي.</p>');
	expect(await here.house.kinds(1)).toEqual(['replied', 'answered']);
});

test('Nothing written, nothing sent; a draft outlives an editor that dies, and is opened again', async () => {
	const id = await here.ask('Still there?\n# Not a remark of ours.');
	here.env = { EDITOR: 'true' };
	const nothing = { code: 0, out: '', err: 'You wrote nothing, so nothing was sent.\n' };
	expect(await here.run('reply', 'answer', id)).toEqual(nothing);
	here.env = { VISUAL: `${here.editor('Half a sentence')} "$1"; kill -9 $$ #`, EDITOR: 'false' };
	const broken = await here.run('reply', 'answer', id);
	expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('is kept in') });
	const [draft] = here.drafts();
	expect(draft).toMatch(/^600\nHalf a sentence[^]*# To: {7}林雅婷 <lin@example.net>\n[^]*# > Still there\?/);
	expect(here.outbox()).toEqual([]);
	writeFileSync(join(here.root, 'other.txt'), '');
	expect(await here.run('reply', 'answer', id, '--file', 'other.txt')).toMatchObject({ code: 1 });
	here.env = { EDITOR: here.editor('Now whole. ') };
	const again = await here.run('reply', 'answer', id);
	expect(again).toMatchObject({ code: 0, err: 'You began this answer before; the draft is opened again.\n' });
	expect(await words()).toBe('Now whole. Half a sentence');
	expect(here.drafts()).toEqual([]);
});

test('A draft without its line sends none of our remarks and nothing of what they wrote', async () => {
	const id = await here.ask('My secret.\n------------------------ >8 ------------------------\nMore.');
	const cut = `${here.editor('Thanks.\n# Mine.\n')} "$1"; sed -i /8.---/d "$1" #`;
	here.env = { EDITOR: cut };
	expect(await here.run('reply', 'answer', id)).toMatchObject({ code: 0 });
	expect(await words()).toBe('Thanks.\n# Mine.');
});

test('Where nothing proves who wrote, the address is named and --yes is wanted', async () => {
	const id = await here.ask('Is it you?', { to: INBOUND, subject: 'Hi' });
	here.env = { EDITOR: here.editor('Yes, it is.') };
	const asked = await here.run('reply', 'answer', id);
	expect(asked).toMatchObject({ code: 1, out: '' });
	expect(asked.err).toContain(`The answer goes to ${who}`);
	expect(here.drafts()[0]).toContain('Yes, it is.');
	here.env = { EDITOR: 'true' };
	const options = ['--yes', '--quote', '--subject', 'Me\r\nBcc: all@example.com'];
	expect(await here.run('reply', 'answer', id, ...options)).toMatchObject({ code: 0 });
	expect(here.outbox()).toHaveLength(1);
	const { subject, bcc } = await newest();
	expect([subject, bcc]).toEqual(['Me Bcc: all@example.com', undefined]);
	expect(await words()).toBe(`Yes, it is.\n\n2031-04-30, 林雅婷 <${who}>:\n> Is it you?`);
});

test('Programs, the forgotten and those who complained are not answered, nor without an editor or without end', async () => {
	const { people } = here.house.store;
	const refused = async (id: string, ...more: string[]) =>
		(await here.run('reply', 'answer', id, ...more)).err;
	const machine = await here.ask('I am away.', { headers: ['Auto-Submitted: auto-replied'] });
	expect(await refused(machine)).toContain('programs are never answered');
	expect(await refused('4711')).toContain('kindred reply list');
	const id = await here.ask('A question');
	expect(await refused(id)).toContain('export EDITOR=nano');
	expect(await refused(id, '--file', 'nowhere.txt')).toContain('ENOENT');
	writeFileSync(join(here.root, 'empty.txt'), ' \n\u0007\n');
	expect(await refused(id, '--file', 'empty.txt')).toContain('nothing written');
	writeFileSync(join(here.root, 'huge.txt'), 'word '.repeat(20_000));
	expect(await refused(id, '--file', 'huge.txt')).toContain('99999 characters');
	await people.update(1, { state: 'complained' }, here.house.at);
	expect(await refused(id)).toContain('called a letter of yours spam');
	expect(await here.waiting()).toEqual([]);
	await people.update(1, { state: 'subscribed' }, here.house.at);
	await people.suppress(who, 'forgotten', here.house.at);
	expect(await refused(id)).toContain('asked to be forgotten');
	expect(here.outbox()).toEqual([]);
});

test('Through Resend: what is refused waits on and is offered again; then it is one letter under one key', async () => {
	const resend = await startResend();
	here.carry({ RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url });
	const id = await here.ask('By Resend?');
	resend.trouble({ statusCode: 422, name: 'validation_error', message: 'no' });
	here.env = { EDITOR: here.editor('By Resend.') };
	expect(await here.run('reply', 'answer', id)).toMatchObject({
		code: 1,
		err: expect.stringContaining('still waits'),
	});
	expect([await here.waiting(), await here.house.kinds(1)]).toEqual([[id], ['replied']]);
	expect((await here.run('reply', 'show', id)).out).toContain('nobody would carry the letter');
	here.env = { EDITOR: 'true' };
	expect(await here.run('reply', 'answer', id)).toMatchObject({ code: 0 });
	expect(await here.waiting()).toEqual([]);
	const posts = resend.requests.filter(({ path }) => path === '/emails');
	expect(new Set(posts.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
	expect(resend.emails).toHaveLength(1);
	expect(posts.at(-1)!.body).toMatchObject({
		to: [`"林雅婷" <${who}>`],
		text: 'By Resend.',
		headers: { 'In-Reply-To': expect.stringMatching(/^<m\d+@example\.net>$/) },
	});
	await resend.close();
});

test('A command that dies before its letter was handed over loses nothing and repeats nothing', async () => {
	const id = await here.ask('Are you well?');
	const { postman } = here.desk as { postman: { flush(): Promise<object> } };
	here.desk['postman'] = { handOver: () => Promise.reject(new Error('killed')) };
	here.env = { EDITOR: here.editor('I am.') };
	await expect(here.run('reply', 'answer', id)).rejects.toThrow('killed');
	here.desk['postman'] = postman;
	expect(here.drafts()).toHaveLength(1);
	// The same words once more: they are known, and their letter is on its way.
	here.env = { EDITOR: 'true' };
	expect((await here.run('reply', 'answer', id)).out).toContain('nothing was sent a second time');
	here.house.at = after(here.house.at, { minutes: 6 });
	expect(await postman.flush()).toMatchObject({ sent: 1 });
	expect(await postman.flush()).toMatchObject({ sent: 0 });
	expect([here.outbox().length, await here.house.kinds(1)]).toEqual([1, ['replied', 'answered']]);
});

test('What they answer to an answer finds its thread, without a signed address too, and waits anew', async () => {
	const id = await here.ask('Shall we?');
	here.env = { EDITOR: here.editor('Yes.') };
	await here.run('reply', 'answer', id);
	expect(await here.waiting()).toEqual([]);
	const { messageId = '' } = await newest();
	here.house.at = after(here.house.at, { days: 1 });
	const next = await here.house.take(
		mail({ to: INBOUND, subject: 'Friday', headers: [`In-Reply-To: ${messageId}`] }).replace(
			'30 Apr',
			'2 May',
		),
	);
	expect(next).toMatchObject({ outcome: 'kept', person: 1, about: 'digest:2031-04' });
	expect(await here.waiting()).toEqual([String(next.reply)]);
	const thread = (await here.run('reply', 'show', id)).out;
	expect(thread.match(/── .*/g)).toHaveLength(3);
});

test('While all mail is stopped an answer is kept; under a clock of one’s own nothing real is sent', async () => {
	const id = await here.ask('Now?');
	writeFileSync(join(here.root, 'a.txt'), 'Later.');
	await here.house.store.mail.stop('holiday');
	expect((await here.run('reply', 'answer', id, '--file', 'a.txt')).out).toContain('leaves with the next');
	expect([here.outbox(), await here.waiting()]).toEqual([[], []]);
	await here.house.store.mail.start();
	await (here.desk as { postman: { flush(): Promise<unknown> } }).postman.flush();
	expect(await words()).toBe('Later.');
	here.carry({ RESEND_API_KEY: 're_real' });
	here.desk['isRehearsed'] = true;
	expect(await here.run('reply', 'answer', id, '--file', 'a.txt')).toMatchObject({
		code: 1,
		err: expect.stringContaining('`--now` is for rehearsals'),
	});
});

test('A person who is forgotten takes drafts, answers and letters to them along', async () => {
	const id = await here.ask('Hello');
	here.env = { EDITOR: `${here.editor('For Lin')} "$1"; false #` };
	await here.run('reply', 'answer', id);
	expect(here.drafts()).toHaveLength(1);
	writeFileSync(join(here.root, 'a.txt'), 'Kept.');
	await here.run('reply', 'answer', id, '--file', 'a.txt');
	expect((await here.run('person', 'export', who)).out).toContain('"Kept."');
	expect(await here.run('person', 'forget', who, '--yes')).toMatchObject({ code: 0 });
	expect(here.drafts()).toEqual([]);
	expect(await here.house.store.answers.to(1)).toEqual([]);
	expect(await here.run('reply', 'answer', id)).toMatchObject({ code: 1 });
});
