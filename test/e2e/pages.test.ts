import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, startSite, type RunningSite } from './site.ts';

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
	site = await startSite();
	browser = await chromium();
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

/** One page of every kind, and those that differ by script or direction. */
const pages = [
	'/',
	'/zh-hant/',
	'/ar/',
	'/posts/',
	'/posts/why-groups-die/',
	'/zh-hant/posts/why-groups-die/',
	'/ar/posts/why-groups-die/',
	'/posts/arithmetic-of-attention/',
	'/posts/letters-without-pixels/',
	'/topics/',
	'/topics/groups/',
	'/languages/',
	'/about/',
	'/search/',
	'/events/',
	'/events/long-table-2031/',
	'/events/autumn-walk/',
	'/events/letters-aloud/',
	'/ar/events/small-table-2031/',
	'/events/past/',
	'/events/series/a-table-for-eight/',
	'/digests/',
	'/digests/2026-11-groups/',
	'/ar/digests/2026-11-groups/',
	'/kindred/subscribe/',
	'/kindred/preferences/',
	'/kindred/leave/',
	'/kindred/confirm/',
	'/kindred/rsvp/?event=small-table-2031',
	'/kindred/rsvp/?event=small-table-2031&lang=ar&answer=no',
	'/kindred/outbox/',
	'/nowhere/',
];

describe('every page', () => {
	let context: BrowserContext;
	beforeAll(async () => {
		context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce' });
	});
	afterAll(() => context?.close());

	test.each(pages)('%s has nothing that axe finds by day and night, and no JavaScript', async (path) => {
		const page = await context.newPage();
		const scripts: string[] = [];
		page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
		await page.goto(site.url + path);
		const inline = await page.locator('script:not([type="application/ld+json"])').count();
		// Only the search needs some, to search.
		if (path !== '/search/') expect([scripts, inline]).toEqual([[], 0]);
		// No page holds a frame from elsewhere, which is what the slower mode is for.
		const axe = () => new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
		const day = await axe().analyze();
		await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
		// At night only colours differ.
		const night = await axe().withRules(['color-contrast']).analyze();
		const found = [...day.violations, ...night.violations];
		expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
		await page.close();
	});
});

test.each([
	[360, '/'],
	[360, '/posts/arithmetic-of-attention/'],
	[360, '/posts/letters-without-pixels/'],
	[360, '/ar/posts/why-groups-die/'],
	[360, '/zh-hant/posts/why-groups-die/'],
	[320, '/events/small-table-2031/'],
	[320, '/ar/events/small-table-2031/'],
	[320, '/events/'],
	[320, '/kindred/rsvp/?event=small-table-2031&lang=zh-Hant'],
	[360, '/kindred/subscribe/'],
	[2200, '/'],
])('at %i pixels %s does not scroll sideways', async (width, path) => {
	const context = await browser.newContext({ viewport: { width, height: 800 } });
	const page = await context.newPage();
	await page.goto(site.url + path);
	expect(
		await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
	).toBe(0);
	await context.close();
});

test('the search finds a post, and says where to look without JavaScript', async () => {
	const page = await (await browser.newContext()).newPage();
	await page.goto(`${site.url}/search/`);
	await page.getByRole('searchbox').fill('granovetter');
	await expect
		.poll(() => page.locator('main a[href*="/posts/"]').count(), { timeout: 10_000 })
		.toBeGreaterThan(0);
	const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await plain.goto(`${site.url}/search/`);
	expect(await plain.locator('main a[href*="/topics/"]').count()).toBeGreaterThan(0);
});
