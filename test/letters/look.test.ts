import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../e2e/site.ts';

const golden = fileURLToPath(new URL('golden/', import.meta.url));
const letters = globSync('*.html', { cwd: golden }).sort();

let browser: Browser;
beforeAll(async () => {
	browser = await chromium();
});
afterAll(() => browser.close());

/** A letter in a window; nothing is fetched, as in a mail program that blocks pictures. */
async function shown(file: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) {
	const context = await browser.newContext({ offline: true, ...options });
	const page = await context.newPage();
	await page.setContent(readFileSync(join(golden, file), 'utf8'));
	await look(page).finally(() => context.close());
}

it('there are golden letters to look at', () => {
	expect(letters).toHaveLength(39);
});

/** These have all the pieces that letters are made of. */
const whole = letters.filter((file) => /^(digest|invitation|event-update)\./.test(file));

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
	it.each(whole)('%s has contrast, and nothing else that axe finds', async (file) => {
		await shown(file, { colorScheme }, async (page) => {
			const { violations } = await new AxeBuilder({ page })
				.setLegacyMode(true)
				.options({ resultTypes: ['violations'] })
				// A letter is no page: mail programs give it its landmarks. And a post may stand right below the title.
				.disableRules(['region', 'landmark-one-main', 'heading-order'])
				.analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
			const paper = await page.evaluate(
				() => getComputedStyle(document.querySelector('.page')!).backgroundColor,
			);
			expect(paper).toBe(colorScheme === 'dark' ? 'rgb(25, 23, 20)' : 'rgb(246, 241, 231)');
		});
	});
});

it.each(letters)(
	'%s fits a screen of 320 px and begins on its own side, and can be read where no style sheet is kept',
	async (file) => {
		await shown(file, { viewport: { width: 320, height: 640 } }, async (page) => {
			const small = await page.evaluate(() => ({
				over: document.documentElement.scrollWidth - innerWidth,
				align: getComputedStyle(document.querySelector('.body')!).textAlign,
				slanted: [...document.querySelectorAll('.body *')].filter(
					(each) => getComputedStyle(each).fontStyle === 'italic',
				).length,
			}));
			expect(small.over).toBeLessThanOrEqual(0);
			expect(small.align).toBe(file.includes('.ar.') ? 'right' : 'left');
			// Italics are for scripts that have them.
			if (!basename(file).includes('.en.')) expect(small.slanted).toBe(0);

			await page.setViewportSize({ width: 1280, height: 720 });
			const plain = await page.evaluate(() => {
				for (const sheet of document.querySelectorAll('style')) sheet.remove();
				return {
					size: Number.parseFloat(getComputedStyle(document.querySelector('.body')!).fontSize),
					preheader: getComputedStyle(document.querySelector('.preheader') ?? document.head).display,
					wide: document.querySelector('.sheet')!.getBoundingClientRect().width,
				};
			});
			expect(plain.size).toBeGreaterThanOrEqual(17);
			// A line that is only for the list of mails stays there.
			expect(plain.preheader).toBe('none');
			expect(plain.wide).toBe(560);
		});
	},
);
