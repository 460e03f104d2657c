import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run as digest } from '../../integrations/kindred/src/cli/digest.ts';
import { openDesk } from '../../integrations/kindred/src/cli/open.ts';
import { leaveAddress, leaveToken } from '../../integrations/kindred/src/person/index.ts';
import { minimalSite } from './minimal.ts';

/** What leaves a site without a server, by the command line alone: no build, no adapter, an inbox that is a folder. */
let place: ReturnType<typeof minimalSite>;
let out = '';
const io = () => ({
	cwd: place.root,
	env: {},
	isTTY: false,
	stdout: (text: string) => void (out += text),
	stderr: () => {},
});
beforeAll(() => {
	place = minimalSite();
});
beforeEach(() => void (out = ''));
afterAll(() => place.remove());

const inbox = () => join(place.root, '.kindred', 'inbox');
const letters = () => {
	try {
		return readdirSync(join(place.root, '.kindred', 'outbox')).filter((name) => name.endsWith('.eml'));
	} catch {
		return [];
	}
};

describe('a site without a server', () => {
	test('writes letters whose buttons are mails, for nobody answers links', async () => {
		const desk = await openDesk(io());
		try {
			expect(desk.site.dynamic).toBe(false);
			await desk.store.people.add({ email: 'ann@example.com', state: 'subscribed' }, desk.now());
			await desk.store.people.add({ email: 'bob@example.com', state: 'subscribed' }, desk.now());
		} finally {
			await desk.close();
		}
		expect(await digest(['preview'], io())).toBe(0);
		const text = readFileSync(out.split('\n')[1]!, 'utf8');
		expect(text).toContain('mailto:ada@example.com?subject=leave%20');
		expect(text).not.toContain('/kindred/');
	});

	test('hears who left by mail before it sends, and mails nobody while it cannot', async () => {
		expect(await digest(['plan', '--approve'], io())).toBe(0);
		mkdirSync(inbox(), { recursive: true });
		writeFileSync(join(inbox(), 'broken.eml'), '');
		await expect(digest(['send'], io())).rejects.toThrow(/inbox could not be read/);
		const desk = await openDesk(io());
		const ann = (await desk.store.people.byEmail('ann@example.com'))!;
		const subject = decodeURIComponent(
			leaveAddress(desk.site, leaveToken(ann.id, '', desk.now(), desk.keys)).split('subject=')[1]!,
		);
		await desk.close();
		const mail = `From: ann@example.com\r\nTo: ada@example.com\r\nSubject: ${subject}\r\n\r\n`;
		writeFileSync(join(inbox(), 'broken.eml'), mail);
		await expect(digest(['send'], io())).rejects.toThrow(/Something moved .*: 1 fewer reader/);
		expect(letters()).toEqual([]);
		expect(await digest(['plan', '--approve'], io())).toBe(0);
		expect(await digest(['send'], io())).toBe(0);
		expect(letters()).toHaveLength(1);
	});
});

test('a store in a folder that this very site puts on the web is refused', async () => {
	const config = "export default defineConfig({\n	publicDir: './static', outDir: './htdocs',";
	const other = minimalSite();
	try {
		const file = join(other.root, 'astro.config.mjs');
		writeFileSync(file, readFileSync(file, 'utf8').replace('export default defineConfig({', config));
		for (const folder of ['static', 'htdocs']) {
			const env = { KINDRED_STORE: `sqlite:${folder}/people.db` };
			await expect(openDesk({ ...io(), cwd: other.root, env })).rejects.toThrow(/put on the web/);
		}
	} finally {
		other.remove();
	}
});
