import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { sheetPage } from '../integrations/kindred/src/cli/sheet-page.ts';
import { checkInCode, type SheetRow } from '../integrations/kindred/src/event/index.ts';

const event = 'a-table-for-eight-december';
const guest = (person: number, name: string, more: Partial<SheetRow> = {}): SheetRow => ({
	code: checkInCode(event, person, ['for pictures']),
	name,
	standing: 'seated',
	guests: 0,
	answers: [],
	comment: '',
	...more,
});
const ask = 'What can’t you eat?';

const sheet = {
	group: event,
	host: 'example.com',
	title: 'A table for eight, in December',
	lang: 'en',
	when: 'Saturday, 12 December 2026, 18:30–23:00 (Central European Standard Time)',
	place: 'A kitchen in Berlin-Wedding',
	made: '2026-12-12 16:04',
	expected: [
		guest(1, 'Amara Osei'),
		guest(2, 'Jonas Feld', { comment: 'I can bring the big pot back.' }),
		guest(3, 'Priya Raman', { guests: 1, answers: [{ ask, text: 'Peanuts' }] }),
		guest(4, 'Tomás Ferreira'),
		guest(5, '陳柏宇'),
		guest(6, 'ليلى حداد', { answers: [{ ask, text: 'No pork, please.' }] }),
	],
	others: [guest(7, 'Wei Zhang', { standing: 'waiting' })],
};

/** The sheet for the door on a telephone, with some who are there, and as it is printed. By name. */
export async function sheetPictures(browser: Browser): Promise<ReadonlyMap<string, Buffer>> {
	const folder = mkdtempSync(join(tmpdir(), 'kindred sheet '));
	try {
		const file = join(folder, 'sheet.html');
		writeFileSync(file, sheetPage(sheet));
		const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
		await page.goto(pathToFileURL(file).href);
		for (const name of ['Amara Osei', 'Priya Raman']) await page.getByRole('checkbox', { name }).check();
		await page.getByLabel('Code').fill(sheet.expected[5]!.code);
		await page.getByLabel('Code').press('Enter');
		await page.evaluate(() => scrollTo(0, 0));
		const telephone = await page.screenshot();
		await page.setViewportSize({ width: 680, height: 760 });
		await page.emulateMedia({ media: 'print' });
		const printed = await page.screenshot();
		await page.close();
		return new Map([
			['sheet', telephone],
			['sheet-printed', printed],
		]);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
