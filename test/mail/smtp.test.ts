import { batchOf } from '../../integrations/kindred/src/base/batch.ts';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { openSmtp } from '../../integrations/kindred/src/mail/smtp.ts';
import { byName, letterTo } from './letters.ts';

const now = () => '2026-11-22T09:30:00.000Z';

/** A mail server that keeps what it gets; `refuse` decides by recipient, and after `dies` mails it falls silent. */
async function startServer(refuse: (email: string) => number | undefined = () => undefined, dies = Infinity) {
	const mails: string[] = [];
	let connections = 0;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onConnect(_session, done) {
			connections++;
			done();
		},
		onAuth({ username, password }, _session, done) {
			if (username === 'ada' && password === 'p@ss') done(null, { user: 'ada' });
			else done(new Error('Invalid username or password'));
		},
		onRcptTo({ address }, _session, done) {
			const responseCode = refuse(address);
			done(responseCode ? Object.assign(new Error('Not now or never'), { responseCode }) : null);
		},
		onData(stream, _session, done) {
			let mail = '';
			stream.on('data', (chunk: Buffer) => (mail += chunk.toString('binary')));
			stream.on('end', () => {
				mails.push(mail);
				if (mails.length < dies) return done();
				for (const connection of server.connections) connection._socket.destroy();
			});
		},
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	return {
		mails,
		port,
		connections: () => connections,
		close: () => new Promise<void>((resolve) => server.close(resolve)),
	};
}

describe('letters through an SMTP server', () => {
	let server: Awaited<ReturnType<typeof startServer>>;
	afterEach(() => server.close());

	it('arrive with both bodies and their headers untouched', async () => {
		server = await startServer();
		const letter = letterTo('i-chun@example.com');
		const handover = await openSmtp(`smtp://ada:p%40ss@127.0.0.1:${server.port}`, now).send(letter, 'k');
		const mail = await PostalMime.parse(Buffer.from(server.mails[0] ?? '', 'binary'));
		expect(handover).toEqual({ ok: true, id: mail.messageId });
		expect(mail).toMatchObject({
			from: { name: 'The Long Table', address: 'ada@blog.example.com' },
			to: [{ name: '陳怡君', address: 'i-chun@example.com' }],
			replyTo: [{ address: letter.replyTo }],
			subject: letter.subject,
		});
		expect([mail.text?.trim(), mail.html?.trim()]).toEqual([letter.text, letter.html]);
		const headers = byName(mail.headers.map(({ key, value }) => [key, value]));
		expect(headers).toMatchObject(byName(Object.entries(letter.headers)));
	});

	it('take a calendar message along as one of their forms', async () => {
		server = await startServer();
		const file = {
			filename: 'invite.ics',
			content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n',
		};
		const contentType = 'text/calendar; charset=utf-8; method=REQUEST';
		const attachments = [{ ...file, contentType, alternative: true as const }];
		const mailer = openSmtp(`smtp://127.0.0.1:${server.port}`, now);
		expect(await mailer.send(letterTo('a@example.com', { attachments }), 'k')).toMatchObject({ ok: true });
		const mail = await PostalMime.parse(Buffer.from(server.mails[0] ?? '', 'binary'));
		expect(mail.attachments).toMatchObject([
			{ mimeType: 'text/calendar', method: 'REQUEST', disposition: null },
			{ mimeType: 'application/ics', filename: 'invite.ics', disposition: 'attachment' },
		]);
	});

	it('keep their Message-ID when they are tried again', async () => {
		server = await startServer();
		const mailer = openSmtp(`smtp://127.0.0.1:${server.port}`, now);
		const ids = [
			await mailer.send(letterTo('a@example.com'), 'k'),
			await mailer.send(letterTo('a@example.com'), 'k'),
		];
		expect(ids[0]).toEqual(ids[1]);
		expect(await mailer.send(letterTo('a@example.com'), 'other')).not.toEqual(ids[0]);
	});

	it('go over one connection as a batch, and a bad address takes nobody down', async () => {
		server = await startServer((email) =>
			email.startsWith('gone') ? 550 : email.startsWith('busy') ? 451 : undefined,
		);
		const letters = ['a@example.com', 'gone@example.com', 'busy@example.com', 'b@example.com'].map((email) =>
			letterTo(email),
		);
		const handover = await openSmtp(`smtp://127.0.0.1:${server.port}`, now).sendBatch(
			batchOf(letters),
			'chunk',
		);
		expect(handover).toMatchObject({
			results: [{ ok: true }, { ok: false, kind: 'rejected' }, { ok: false, kind: 'retry' }, { ok: true }],
		});
		expect(server.connections()).toBe(1);
	});

	it('stop when the password is wrong', async () => {
		server = await startServer();
		const mailer = openSmtp(`smtp://ada:wrong@127.0.0.1:${server.port}`, now);
		expect(await mailer.send(letterTo('a@example.com'), 'k')).toMatchObject({ ok: false, kind: 'stop' });
		const batch = await mailer.sendBatch(
			batchOf([letterTo('a@example.com'), letterTo('b@example.com')]),
			'chunk',
		);
		expect(batch).toMatchObject({ ok: false, kind: 'stop' });
	});

	it('wait when nobody listens', async () => {
		server = await startServer();
		const { port } = server;
		await server.close();
		expect(
			await openSmtp(`smtp://127.0.0.1:${port}`, now).send(letterTo('a@example.com'), 'k'),
		).toMatchObject({ kind: 'retry' });
		const batch = [letterTo('a@example.com'), letterTo('b@example.com')];
		const refused = await openSmtp(`smtp://127.0.0.1:${port}`, now).sendBatch(batchOf(batch), 'chunk');
		expect(refused).toMatchObject({ ok: false, kind: 'retry' });
		expect(refused).not.toHaveProperty('unclear');
		server = await startServer();
	});

	it('are unclear when the server is gone in the middle of one, and the rest of the batch stays', async () => {
		server = await startServer(undefined, 2);
		const batch = ['a', 'b', 'c', 'd'].map((name) => letterTo(`${name}@example.com`));
		expect(
			await openSmtp(`smtp://127.0.0.1:${server.port}`, now).sendBatch(batchOf(batch), 'chunk'),
		).toMatchObject({
			ok: true,
			results: [{ ok: true }, { ok: false, unclear: true }, { kind: 'stop' }, { kind: 'stop' }],
		});
		expect(server.mails).toHaveLength(2);
	});
});
