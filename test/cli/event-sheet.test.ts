import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import {
	answerEvent,
	checkInCode,
	toEvents,
	type EventHouse,
} from '../../integrations/kindred/src/event/index.ts';
import { chromium } from '../e2e/site.ts';
import { supper } from '../event/supper.ts';
import { site } from '../site.ts';
import { openEventDesk, type EventDesk } from './event-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({ openDesk: async () => current.desk }));

let test: EventDesk;
let browser: Browser;
let house: EventHouse;
beforeAll(async () => void (browser = await chromium()));
afterAll(() => browser.close());
beforeEach(async () => {
	test = await openEventDesk();
	const questions = [{ id: 'eats', ask: 'What do you not eat?', required: false }];
	const data = { ...supper, capacity: 4, guests: 3, questions };
	const snapshot = { events: toEvents([{ id: 'supper', data }], site), publicFolders: ['public', 'dist'] };
	current.desk = { ...test.desk, snapshot };
	house = { ...test.house, snapshot };
	await comes('ada', 'Ada "A" <img src=x onerror=alert(1)>', 2);
	await comes('sara', 'سارة الخطيب', 0, 'Bread, & <b>tea</b>');
	await comes('bo', '', 0);
	test.clock.now = '2031-05-17T11:05:00.000Z';
});
afterEach(() => test.remove());

async function comes(local: string, name: string, guests: number, comment?: string) {
	const { person } = await test.test.store.people.add(
		{ email: `${local}@example.com`, name },
		test.clock.now,
	);
	const detail = comment ? { comment, answers: { eats: 'Beans' } } : undefined;
	await answerEvent({ event: 'supper', person, answer: 'yes', door: 'form', guests, detail }, house);
}

const code = (person: number) => checkInCode('supper', person, test.house.keys);
const file = () => join(test.root, '.kindred', 'sheets', 'supper.html');

/** The sheet in a browser that cannot reach anything. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; trouble: string[] }> {
	expect(await run(['sheet', 'supper'], test.io)).toBe(0);
	const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
	await context.setOffline(true);
	const page = await context.newPage();
	const trouble: string[] = [];
	page.on('request', (request) => {
		if (request.url() !== pathToFileURL(file()).href) trouble.push(request.url());
	});
	page.on('console', (message) => trouble.push(message.text()));
	page.on('pageerror', (error) => trouble.push(error.message));
	await page.goto(pathToFileURL(file()).href);
	return { page, trouble };
}

describe('kindred event sheet', () => {
	it('writes one file for its owner alone, without an address and without anything to load', async () => {
		await run(['sheet', 'supper'], test.io);
		expect(test.said()).toContain(`Wrote ${file()}`);
		expect(statSync(file()).mode & 0o777).toBe(0o600);
		const page = readFileSync(file(), 'utf8');
		for (const address of ['ada@', 'sara@', 'bo@', '@example']) expect(page).not.toContain(address);
		expect(page).not.toMatch(/\b(src|href)\s*=\s*["']|@import|https?:\/\//);
		expect(page).toContain(code(1));
	});

	it('is written to no folder that is on the web, by no detour, and only as a page', async () => {
		mkdirSync(join(test.root, 'public'));
		symlinkSync(join(test.root, 'public'), join(test.root, 'desk'));
		for (const out of ['public/sheet.html', 'dist/sheet.html', 'desk/sheet.html'])
			await expect(run(['sheet', 'supper', '--out', out], test.io)).rejects.toThrow('put on the web');
		await expect(run(['sheet', 'supper', '--out', 'notes.md'], test.io)).rejects.toThrow(
			'not called like one',
		);
		expect(await run(['sheet', 'supper', '--out', 'sheet.html'], test.io)).toBe(0);
	});

	it('keeps its boxes through a reload, offline, and loads and runs nothing of a guest', async () => {
		const { page, trouble } = await open();
		await page.getByRole('checkbox', { name: 'Ada' }).check();
		await page.getByLabel('Came with Ada').fill('1');
		expect(await page.locator('.tally').textContent()).toBe('2 of 4 are here');
		await page.reload();
		expect(await page.getByRole('checkbox', { name: 'Ada' }).isChecked()).toBe(true);
		expect(await page.getByLabel('Result').inputValue()).toBe(`Came to supper:\n${code(1)} +1\n`);
		expect(await page.locator('img, b').count()).toBe(0);
		expect(trouble).toEqual([]);
	});

	it('takes codes as they are read out, says whose it is, and finds names', async () => {
		const { page } = await open();
		const type = async (text: string) => {
			await page.getByLabel('Code').fill(text);
			await page.getByLabel('Code').press('Enter');
			return page.locator('#told').textContent();
		};
		await page.getByLabel('Find').fill('خطيب');
		expect(await page.locator('.guests li:visible').count()).toBe(1);
		expect(await type(`${code(3).slice(0, 3).toLowerCase()} ${code(3).slice(3)}`)).toBe('No name is here.');
		expect(await page.locator('.guests li:visible').count()).toBe(3);
		expect(await type(code(3))).toBe('No name was here already.');
		expect(await type('ZZZZZZ')).toBe('Nobody on this sheet has the code ZZZZZZ.');
		expect(await page.locator('.tally').textContent()).toBe('1 of 4 are here');
	});

	it('reads codes with the camera where the browser can, until it is told to stop', async () => {
		const { page } = await open();
		expect(await page.getByRole('button', { name: 'Scan' }).isVisible()).toBe(false);
		await page.addInitScript((found) => {
			const canvas = document.createElement('canvas');
			canvas.getContext('2d');
			const detect = async () => [{ rawValue: found }];
			Object.assign(globalThis, {
				BarcodeDetector: class {
					detect = detect;
				},
			});
			Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
				value: async () => canvas.captureStream(10),
			});
		}, code(1));
		await page.reload();
		await page.getByRole('button', { name: 'Scan' }).click();
		await page.getByText('is here.').waitFor();
		expect(await page.getByRole('checkbox', { name: 'Ada' }).isChecked()).toBe(true);
		await page.getByRole('button', { name: 'Stop' }).click();
		expect(await page.locator('video').isVisible()).toBe(false);
		expect(await page.getByRole('button', { name: 'Scan' }).isVisible()).toBe(true);
	});

	it('gives a result that the command takes, and shows it the next time it is made', async () => {
		const { page } = await open();
		await page.getByRole('checkbox', { name: 'سارة' }).check();
		await page.getByRole('checkbox', { name: 'Ada' }).check();
		writeFileSync(join(test.root, 'result.txt'), await page.getByLabel('Result').inputValue());
		test.said();
		expect(await run(['check-in', 'supper', '--from', 'result.txt'], test.io)).toBe(0);
		expect(test.said()).toContain('سارة الخطيب came.');
		const [attended] = (await test.test.store.people.timeline(1)).filter(({ kind }) => kind === 'attended');
		expect(attended!.detail).toEqual({ guests: 2 });
		const again = await open();
		expect(await again.page.locator('.tally').textContent()).toBe('4 of 4 are here');
	});

	it('is a list to print where no script runs, with boxes and names and without buttons', async () => {
		const { page } = await open({ javaScriptEnabled: false });
		await page.emulateMedia({ media: 'print' });
		expect(await page.getByRole('checkbox').count()).toBe(3);
		expect(await page.locator('button:visible, textarea:visible, #search:visible').count()).toBe(0);
		const paper = await page.pdf({ preferCSSPageSize: true });
		expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
		expect(
			paper
				.toString('latin1')
				.match(/\/MediaBox \[0 0 (\S+) (\S+)\]/)
				?.slice(1)
				.map((size) => Math.round(Number(size))),
		).toEqual([595, 842]);
	});

	it.each(['light', 'dark'] as const)(
		'can be read and used by everybody, in %s colours',
		async (colorScheme) => {
			const { page } = await open({ colorScheme });
			await page.getByRole('checkbox', { name: 'Ada' }).check();
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
			await page.setViewportSize({ width: 320, height: 600 });
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
		},
	);

	it('says that a browser keeps nothing, and counts all the same', async () => {
		const { page } = await open();
		await page.evaluate(() =>
			Object.defineProperty(globalThis, 'localStorage', {
				get: () => {
					throw new Error('denied');
				},
			}),
		);
		await page.getByRole('checkbox', { name: 'Ada' }).check();
		expect(await page.locator('#told').textContent()).toContain('keeps nothing');
		expect(await page.locator('.tally').textContent()).toBe('3 of 4 are here');
	});
});
