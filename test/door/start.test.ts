import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyBlog, copyParts } from '../../scripts/copy.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const port = '41873';

describe('npm start', () => {
	const folder = mkdtempSync(join(tmpdir(), 'kindred start '));
	beforeAll(() => {
		copyBlog(root, folder);
		copyParts(root, folder, ['scripts', 'package-lock.json']);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	/** Starts, looks at the first page, ends it as npm would, and says what was said and how it ended. */
	async function startAndStop(): Promise<{ said: string; code: number | null; page: string }> {
		const {
			RESEND_API_KEY: _key,
			KINDRED_SMTP: _smtp,
			KINDRED_STORE: _store,
			SITE: _site,
			...env
		} = process.env;
		const child = spawn(process.execPath, ['scripts/start.ts'], {
			cwd: folder,
			env: { ...env, PORT: port, CI: '1' },
		});
		let said = '';
		const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
		const ready = new Promise<void>((resolve) => {
			for (const stream of [child.stdout, child.stderr]) {
				stream.setEncoding('utf8').on('data', (text: string) => {
					said += text;
					if (said.includes('Ctrl-C')) resolve();
				});
			}
		});
		await Promise.race([ready, ended]);
		const page = await fetch(`http://localhost:${port}/`).then((answer) => answer.text(), String);
		child.kill('SIGTERM');
		return { said, code: await ended, page };
	}

	it('builds, seeds and serves; the second time it only serves', async () => {
		const first = await startAndStop();
		expect(first.said).toContain('Building the blog');
		expect(first.said).toContain('12 people at example.com moved in');
		expect(first.page).toContain(`<link rel="canonical" href="http://localhost:${port}/"`);
		expect(first.code).toBe(0);

		const second = await startAndStop();
		expect(second.said).not.toContain('Building');
		expect(second.said).not.toContain('moved in');
		expect(second.said).toContain(`http://localhost:${port}/kindred/outbox/?key=`);
		expect(second.page).toBe(first.page);
		expect(second.code).toBe(0);
	});
});
