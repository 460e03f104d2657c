import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KindredError } from '../../integrations/kindred/src/base/error.ts';
import { openMailer, type MailEnv } from '../../integrations/kindred/src/mail/index.ts';

describe('the carrier a site has', () => {
	const root = mkdtempSync(join(tmpdir(), 'kindred-mail-'));
	afterAll(() => rmSync(root, { recursive: true }));
	const open = (env: MailEnv) =>
		openMailer(env, { root, now: () => '2026-11-22T09:30:00.000Z', random: (n) => new Uint8Array(n) });
	const smtp = 'smtp://ada:secret@mail.example.com:587';

	it.each([
		[{}, 'outbox'],
		[{ RESEND_API_KEY: '', KINDRED_SMTP: ' ' }, 'outbox'],
		[{ KINDRED_SMTP: smtp }, 'smtp'],
		[{ KINDRED_SMTP: 'smtps://mail.example.com' }, 'smtp'],
		[{ RESEND_API_KEY: 're_1' }, 'resend'],
		[{ RESEND_API_KEY: 're_1', RESEND_BASE_URL: 'http://127.0.0.1:4010/', KINDRED_SMTP: smtp }, 'resend'],
	])('with %j is %s', (env, name) => {
		expect(open(env).name).toBe(name);
	});

	it.each([
		[{ RESEND_API_KEY: 're_1 # my key' }],
		[{ RESEND_API_KEY: 're_1', RESEND_BASE_URL: 'localhost:4010' }],
		[{ RESEND_BASE_URL: 'http://127.0.0.1:4010' }],
		[{ KINDRED_SMTP: 'mail.example.com:587' }],
		[{ KINDRED_SMTP: 'https://ada:secret@mail.example.com' }],
	])('with %j is an error that says what to write', (env) => {
		let thrown: unknown;
		try {
			open(env);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toBeInstanceOf(KindredError);
		const { message, hint } = thrown as KindredError;
		expect(`${message}\n${hint}`).toMatchSnapshot();
		expect(JSON.stringify([thrown, String(thrown)])).not.toContain('secret');
	});

	it('writes nothing before there is a letter', () => {
		open({});
		expect(existsSync(join(root, '.kindred'))).toBe(false);
	});
});
