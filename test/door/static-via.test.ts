import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { places } from '../../integrations/kindred/src/digest/index.ts';
import { readCommand } from '../../integrations/kindred/src/inbox/command.ts';
import { readMail } from '../../integrations/kindred/src/reply/index.ts';
import { minimalSite } from '../astro/minimal.ts';

const astro = fileURLToPath(new URL('../../node_modules/astro/bin/astro.mjs', import.meta.url));
let place: ReturnType<typeof minimalSite>;
beforeAll(async () => {
	place = minimalSite();
	const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|RESEND_|KINDRED_)/.test(name));
	const env = { ...Object.fromEntries(inherited), NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' };
	await promisify(execFile)(process.execPath, [astro, 'build'], { cwd: place.root, env });
});
afterAll(() => place?.remove());

it('a site without a server has a page for each place, whose letter names the place', async () => {
	const folder = join(place.root, 'dist', 'kindred', 'subscribe');
	expect(readdirSync(folder).sort()).toEqual(Object.keys(places).sort());
	const page = readFileSync(join(folder, 'wechat', 'en', 'index.html'), 'utf8');
	const link =
		/href="(mailto:[^"]*)"/.exec(page)?.[1]?.replaceAll('&#38;', '&').replaceAll('&amp;', '&') ?? '';
	const letter = new URL(link);
	const raw = `From: lin@example.net\r\nTo: ${letter.pathname}\r\nSubject: ${letter.searchParams.get('subject')}\r\n\r\n${letter.searchParams.get('body')}`;
	const command = readCommand(await readMail(new TextEncoder().encode(raw)));
	expect(command).toMatchObject({ name: 'subscribe' });
	expect(command?.name === 'subscribe' && command.fields.get('via')).toEqual(['wechat']);
	expect(page).toContain('noindex');
});
