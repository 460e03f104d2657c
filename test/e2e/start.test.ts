import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { chromium, startSite, type RunningSite } from './site.ts';

describe('the built blog', () => {
	let site: RunningSite;
	let browser: Browser;
	beforeAll(async () => {
		[site, browser] = await Promise.all([startSite(), chromium()]);
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	it('shows its first page in a browser without JavaScript, all links on its own port', async () => {
		const context = await browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(site.url);
		expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(`${site.url}/`);
		await context.close();
	});

	it('is known to the command line, which finds nobody in a fresh store', async () => {
		const added = await site.run(['person', 'add', 'ada@example.com', '--name', 'Ada']);
		expect(added.stderr).toBe('');
		const { code, stdout } = await site.run(['person', 'list', '--json']);
		expect(code).toBe(0);
		expect((JSON.parse(stdout) as unknown[]).length).toBe(1);
	});

	it('brings letters and facts along, and none of the essays', () => {
		const folder = join(site.root, 'dist/server');
		const withText = (text: string) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((name) => /\.(mjs|js|json)$/.test(name))
				.filter((name) => readFileSync(join(folder, name), 'utf8').includes(text));
		expect(withText('why-groups-die')).toContain('kindred.json');
		expect(withText('without burning off all the paint')).toEqual([]);
	});
});
