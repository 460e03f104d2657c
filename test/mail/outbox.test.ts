import { batchOf } from '../../integrations/kindred/src/base/batch.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	eraseOutbox,
	listOutbox,
	openOutbox,
	outboxFolder,
	readOutbox,
} from '../../integrations/kindred/src/mail/outbox.ts';
import { replyAs } from '../../integrations/kindred/src/mail/reply-as.ts';
import { byName, letterTo } from './letters.ts';

const random = (bytes: number) => new Uint8Array(bytes).fill(7);

describe('the outbox', () => {
	let root: string;
	let time: string;
	const open = () => openOutbox(root, () => time, random);
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'kindred outbox '));
		time = '2026-11-22T09:30:00.000Z';
	});
	afterEach(() => rmSync(root, { recursive: true }));
	const files = () => readdirSync(outboxFolder(root)).filter((file) => file !== '.gitignore');

	it('is empty before the first letter', async () => {
		expect(await listOutbox(root)).toEqual([]);
		expect(await readOutbox(root, '20261122T093000000Z-0123456789abcdef')).toBeUndefined();
	});

	it('keeps a letter in a file that only its owner can read', async () => {
		await open().send(letterTo('a@example.com'), 'k');
		const [file = ''] = files();
		expect(file).toMatch(/^20261122T093000000Z-[0-9a-f]{16}\.eml$/);
		expect(statSync(join(outboxFolder(root), file)).mode & 0o777).toBe(0o600);
		expect(statSync(outboxFolder(root)).mode & 0o777).toBe(0o700);
	});

	it('has one letter for one key, also a minute later and from a batch', async () => {
		const [first] = [await open().send(letterTo('a@example.com'), 'k')];
		time = '2026-11-22T09:31:00.000Z';
		expect(await open().send(letterTo('a@example.com'), 'k')).toEqual(first);
		const batch = [letterTo('b@example.com'), letterTo('c@example.com')];
		expect(await open().sendBatch(batchOf(batch), 'chunk')).toEqual(
			await open().sendBatch(batchOf(batch), 'chunk'),
		);
		expect(files()).toHaveLength(3);
	});

	it('has every letter of a batch once and whole, wherever the process was killed', async () => {
		const writer = fileURLToPath(new URL('write-batch.ts', import.meta.url));
		for (const enough of [1, 20, 50]) {
			const child = spawn(process.execPath, [writer, root], { stdio: ['ignore', 'pipe', 'inherit'] });
			await once(child.stdout, 'data');
			while ((await listOutbox(root)).length < enough) await pause(5);
			child.kill('SIGKILL');
			await once(child, 'exit');
		}
		const letters = Array.from({ length: 100 }, (_, index) => letterTo(`reader-${index}@example.com`));
		await open().sendBatch(batchOf(letters), 'chunk');
		const all = await listOutbox(root);
		expect(all.map(({ to }) => to.email).sort()).toEqual(letters.map(({ to }) => to.email).sort());
	});

	it('gives a letter back as it was', async () => {
		const letter = letterTo('i-chun@example.com', {
			text: 'مرحبا بك\n\n繁體中文 '.repeat(40).trim(),
			attachments: [{ filename: 'invite.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' }],
		});
		const handover = await open().send(letter, 'k');
		const read = await readOutbox(root, handover.ok ? handover.id : '');
		expect(read).toMatchObject({
			at: time,
			from: letter.from,
			to: letter.to,
			answerTo: letter.replyTo,
			subject: letter.subject,
			text: letter.text,
			attachments: [{ filename: 'invite.ics', contentType: 'text/calendar' }],
			links: [{ href: 'https://blog.example.com/posts/x/', text: 'there' }],
		});
		expect(read?.html.trim()).toBe(letter.html);
		const headers = byName(read?.headers.map(({ name, value }) => [name, value]) ?? []);
		expect(headers).toMatchObject({
			...byName(Object.entries(letter.headers)),
			to: '陳怡君 <i-chun@example.com>',
			subject: letter.subject,
		});
	});

	it('writes lines that mail servers take (RFC 5322): ended by CRLF, at most 998 octets', async () => {
		await open().send(
			letterTo('a@example.com', { html: `<p>${'長'.repeat(5000)}</p>`, text: 'x'.repeat(5000) }),
			'k',
		);
		const source = readFileSync(join(outboxFolder(root), files()[0] ?? ''), 'latin1');
		expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
		expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
	});

	it('cannot be made to add a header', async () => {
		const hostile = letterTo('a@example.com', {
			to: { name: 'Eve\r\nBcc: all@example.com', email: 'a@example.com' },
			subject: 'Hi\r\nBcc: all@example.com',
		});
		await open().send(hostile, 'k');
		const [entry] = await listOutbox(root);
		const read = await readOutbox(root, entry?.id ?? '');
		expect(read?.headers.map(({ name }) => name)).not.toContain('Bcc');
	});

	it('lists the newest first, page by page', async () => {
		for (const minute of [10, 20, 30, 40]) {
			time = `2026-11-22T09:${minute}:00.000Z`;
			await open().send(letterTo(`reader-${minute}@example.com`), `k${minute}`);
		}
		const first = await listOutbox(root, { most: 3 });
		expect(first.map(({ to }) => to.email)).toEqual(
			['reader-40', 'reader-30', 'reader-20'].map((name) => `${name}@example.com`),
		);
		const second = await listOutbox(root, { before: first.at(-1)?.id, most: 3 });
		expect(second.map(({ at, subject }) => [at, subject])).toEqual([
			['2026-11-22T09:10:00.000Z', letterTo('a').subject],
		]);
	});

	it('loses every letter to somebody who is forgotten, and no other', async () => {
		for (let n = 0; n < 230; n++) await open().send(letterTo(`reader-${n % 3}@example.com`), `k${n}`);
		await eraseOutbox(root, ['reader-1@example.com', 'reader-2@example.com']);
		expect(new Set((await listOutbox(root)).map(({ to }) => to.email))).toEqual(
			new Set(['reader-0@example.com']),
		);
		expect(files()).toHaveLength(77);
		await eraseOutbox(join(root, 'nowhere'), ['a@example.com']);
	});

	it('has one letter for one key when two processes write it at once', async () => {
		const letters = Array.from({ length: 20 }, (_, index) => letterTo(`reader-${index}@example.com`));
		const clocks = ['2026-11-22T09:30:00.000Z', '2026-11-22T09:30:00.001Z', '2026-11-22T09:30:00.002Z'];
		await Promise.all(
			clocks.map((at) => openOutbox(root, () => at, random).sendBatch(batchOf(letters), 'chunk')),
		);
		expect(files()).toHaveLength(20);
	});

	it('reads nothing outside itself', async () => {
		await open().send(letterTo('i-chun@example.com'), 'k');
		writeFileSync(join(root, '.kindred', 'other.eml'), 'Subject: private\r\n\r\nx');
		for (const id of [
			'../other',
			'../kindred',
			'..%2fsecret',
			'20261122T093000000Z-0123456789abcdef/../x',
			'',
		]) {
			expect(await readOutbox(root, id)).toBeUndefined();
		}
	});

	it('writes the answer a mail program would', async () => {
		const handover = await open().send(letterTo('i-chun@example.com'), 'k');
		const letter = await readOutbox(root, handover.ok ? handover.id : '');
		if (!letter) throw new Error('no letter');
		const raw = await replyAs(letter, '好啊,我來!\r\n', { now: () => '2026-11-23T08:00:00.000Z', random });
		const reply = await PostalMime.parse(raw);
		expect(reply).toMatchObject({
			from: { name: '陳怡君', address: 'i-chun@example.com' },
			to: [{ address: letter.answerTo }],
			subject: `Re: ${letter.subject}`,
			inReplyTo: letter.messageId,
			references: letter.messageId,
			messageId: `<${'07'.repeat(12)}@example.com>`,
		});
		expect(reply.text?.replaceAll('\r\n', '\n').trim()).toBe(
			'好啊,我來!\n\nOn Sunday, 22 November 2026 at 09:30, The Long Table <ada@blog.example.com> wrote:\n' +
				'> Hello there <https://blog.example.com/posts/x/>',
		);
	});
});
