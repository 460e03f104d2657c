import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startResend } from '../resend/server.ts';
import { answerSite, type AnswerSite } from './answer-site.ts';

let site: AnswerSite;
let lin: number;
const who = 'lin@example.net';
beforeAll(async () => {
	site = answerSite();
	const added = await site.run(['person', 'add', who, '--name', '林雅婷', '--json']);
	lin = (JSON.parse(added.out) as { id: number }).id;
});
afterAll(() => site.remove());

let count = 0;
/** A mail of Lin's to the signed address of a letter she had. */
const mail = (body: string, { to = site.tagged(lin), subject = 'Re: First', from = who, more = '' } = {}) =>
	[
		`From: Lin <${from}>`,
		`To: ${to}`,
		`Subject: ${subject}`,
		`Message-ID: <m${++count}@example.net>`,
		'In-Reply-To: <letter@example.com>',
		'References: <older@example.com> <letter@example.com>',
		'Date: Fri, 20 Nov 2026 10:00:00 +0000',
		'Content-Type: text/plain; charset=utf-8',
		...(more ? [more] : []),
		'',
		body,
		'',
	].join('\r\n');
const waiting = async () =>
	(JSON.parse((await site.run(['reply', 'list', '--waiting', '--json'])).out) as { id: number }[]).map(
		({ id }) => id,
	);
const newest = () => PostalMime.parse(site.outbox().at(-1) ?? '');

test('An answer written in the editor leaves as one letter in the thread, and the reply waits no more', async () => {
	const id = await site.take(mail('Would you come?\r\n\r\nOn Mon, 16 Nov 2026, Ada wrote:\r\n> Hello.'));
	expect(await waiting()).toContain(id);
	const EDITOR = site.editor('Dear Lin,\r\n\r\n# 1 on my list: your table.  \n\n');
	expect(await site.run(['reply', 'answer', String(id)], { env: { EDITOR } })).toEqual({
		code: 0,
		out: `Sent to 林雅婷 <${who}>.\n`,
		err: '',
	});
	const letter = await newest();
	expect(letter).toMatchObject({
		from: { name: 'Ada', address: 'ada@example.com' },
		to: [{ name: '林雅婷', address: who }],
		replyTo: [{ address: site.tagged(lin) }],
		subject: 'Re: First',
		inReplyTo: '<m1@example.net>',
		references: '<older@example.com> <letter@example.com> <m1@example.net>',
		text: 'Dear Lin,\n\n# 1 on my list: your table.\n',
	});
	expect(letter.html).toContain('<p dir="auto"># 1 on my list: your table.</p>');
	const names = letter.headers.map(({ key }) => key).join(' ');
	expect(names).not.toMatch(/list-|auto-submitted|feedback-id|suppress/);
	expect(site.drafts()).toEqual([]);
	expect(await waiting()).not.toContain(id);
	const { out } = await site.run(['person', 'show', who]);
	expect(out).toMatch(/answered .*Dear Lin, # 1 on my list/);
});

test('The same words to the same reply are sent once, also when two commands send them at the same time', async () => {
	const id = await site.take(mail('Once more?'));
	writeFileSync(join(site.root, 'answer.txt'), 'نعم، سآتي.\n\nأدا\n');
	const before = site.outbox().length;
	const answer = () => site.run(['reply', 'answer', String(id), '--file', 'answer.txt']);
	const runs = [...(await Promise.all([answer(), answer(), answer()])), await answer()];
	expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
	expect(runs.filter(({ out }) => out.startsWith('Sent'))).toHaveLength(1);
	expect(runs.filter(({ out }) => out.includes('nothing was sent a second time'))).toHaveLength(3);
	expect(site.outbox()).toHaveLength(before + 1);
	expect((await newest()).text).toBe('نعم، سآتي.\n\nأدا\n');
	expect((await newest()).html).toContain('<p dir="auto">نعم، سآتي.</p>');
});

test('Nothing written, nothing sent; a draft outlives an editor that fails and is opened again', async () => {
	const id = String(await site.take(mail('Still there?')));
	const before = site.outbox().length;
	expect(await site.run(['reply', 'answer', id], { env: { EDITOR: 'true' } })).toEqual({
		code: 0,
		out: '',
		err: 'You wrote nothing, so nothing was sent.\n',
	});
	const failing = `${site.editor('Half a sentence')} "$1"; kill -9 $$ #`;
	const broken = await site.run(['reply', 'answer', id], { env: { VISUAL: failing, EDITOR: 'false' } });
	expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('is kept in') });
	const [draft] = site.drafts();
	expect(draft).toMatch(/^600\nHalf a sentence[^]*# To: {7}林雅婷 <lin@example.net>\n[^]*# Still there\?/);
	expect(site.outbox()).toHaveLength(before);
	const again = await site.run(['reply', 'answer', id], { env: { EDITOR: site.editor('Now whole. ') } });
	expect(again).toMatchObject({ code: 0, err: 'You began this answer before; the draft is opened again.\n' });
	expect((await newest()).text).toBe('Now whole. Half a sentence\n');
	expect(site.drafts()).toEqual([]);
});

test('Where nothing proves who wrote, the address is named and --yes is wanted; a pipe is kept as a draft', async () => {
	const id = String(await site.take(mail('Is it you?', { to: 'ada@example.com', subject: 'Hi' })));
	const before = site.outbox().length;
	const asked = await site.run(['reply', 'answer', id, '--file', '-'], { input: 'Yes, it is.\n' });
	expect(asked).toMatchObject({ code: 1, out: '' });
	expect(asked.err).toContain(`The answer goes to ${who}`);
	expect(site.drafts()[0]).toContain('Yes, it is.');
	expect(site.outbox()).toHaveLength(before);
	const options = ['--file', '-', '--yes', '--quote', '--subject', 'Me\r\nBcc: all@example.com'];
	expect(await site.run(['reply', 'answer', id, ...options], { input: 'Yes, it is.' })).toMatchObject({
		code: 0,
	});
	expect(await newest()).toMatchObject({
		subject: 'Me Bcc: all@example.com',
		text: `Yes, it is.\n\n2026-11-20, 林雅婷 <${who}>:\n> Is it you?\n`,
	});
	expect((await newest()).bcc).toBeUndefined();
	expect(site.drafts()).toEqual([]);
});

test('Programs are not answered, nor is an answer without words, without an editor or without end', async () => {
	const machine = String(await site.take(mail('I am away.', { more: 'Auto-Submitted: auto-replied' })));
	expect((await site.run(['reply', 'answer', machine])).err).toContain('programs are never answered');
	const id = String(await site.take(mail('A question')));
	expect((await site.run(['reply', 'answer', id])).err).toContain('export EDITOR=nano');
	expect((await site.run(['reply', 'answer', id, '--file', '-'], { input: ' \n' })).err).toContain(
		'nothing written',
	);
	expect((await site.run(['reply', 'answer', id, '--file', 'nowhere.txt'])).err).toContain('ENOENT');
	const huge = await site.run(['reply', 'answer', id, '--file', '-'], { input: 'word '.repeat(20_000) });
	expect(huge).toMatchObject({ code: 1, err: expect.stringContaining('99999 characters') });
	expect(await site.run(['reply', 'answer', '4711'])).toMatchObject({ code: 1 });
});

test('Through Resend: refused, the reply waits on with its draft; then one letter under one key', async () => {
	const resend = await startResend();
	const env = { RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url };
	const id = String(await site.take(mail('By Resend?')));
	const answer = (words: string) =>
		site.run(['reply', 'answer', id], { env: { ...env, EDITOR: words ? site.editor(words) : 'true' } });
	resend.trouble({ statusCode: 422, name: 'validation_error', message: 'no' });
	expect(await answer('By Resend.')).toMatchObject({ code: 1, err: expect.stringContaining('still waits') });
	expect(await waiting()).toContain(Number(id));
	expect(await answer('')).toMatchObject({ code: 0 });
	expect(await waiting()).not.toContain(Number(id));
	const posts = resend.requests.filter(({ path }) => path === '/emails');
	expect(new Set(posts.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
	expect(resend.emails).toHaveLength(1);
	expect(posts.at(-1)!.body).toMatchObject({
		from: '"Ada" <ada@example.com>',
		to: [`"林雅婷" <${who}>`],
		text: 'By Resend.\n',
		headers: { 'In-Reply-To': expect.stringMatching(/^<m\d+@example\.net>$/) },
	});
	await resend.close();
});

test('A person who is forgotten takes the draft to them along', async () => {
	const friend = 'friend@example.org';
	const id = String(await site.take(mail('Hello', { from: friend, to: 'ada@example.com' })));
	await site.run(['reply', 'answer', id], {
		env: { EDITOR: `${site.editor('For my friend')} "$1"; false #` },
	});
	expect(site.drafts()).toHaveLength(1);
	expect(await site.run(['person', 'forget', friend, '--yes'])).toMatchObject({ code: 0 });
	expect(site.drafts()).toEqual([]);
	expect(await site.run(['reply', 'answer', id])).toMatchObject({ code: 1 });
});

test('The conversation tells both sides in their order, with what is folded and how to unfold it', async () => {
	const { out } = await site.run(['reply', 'show', '1']);
	expect(out).toMatch(
		/wrote \(#1\)\n\nWould you come\?\n\n\[\d lines? quoted: --quoted\]\n\n── [^]*You answered\n\nDear Lin,/,
	);
	expect((await site.run(['reply', 'show', '1', '--quoted'])).out).toContain('\n> Hello.');
	const { thread } = JSON.parse((await site.run(['reply', 'show', '1', '--json'])).out) as {
		thread: unknown[];
	};
	expect(thread.length).toBeGreaterThan(3);
	expect(existsSync(join(site.root, '.kindred', 'drafts'))).toBe(true);
	expect(readFileSync(join(site.root, '.kindred', '.gitignore'), 'utf8')).toBe('*\n');
});
