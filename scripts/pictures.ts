import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import sharp from 'sharp';
import { findChromium } from './chromium.ts';
import { sheetPictures } from './sheet-pictures.ts';

/*
 * Takes the pictures of docs/letters.md from the golden letters, and those of the sheet for the door: `npm run pictures`, after they
 * have changed on purpose.
 */

const golden = new URL('../test/letters/golden/', import.meta.url);
const folder = new URL('../docs/pictures/', import.meta.url);

/** How a mail program shows a letter. `forced`: it turns all colours over itself, without asking the letter. */
type Light = 'light' | 'dark' | 'forced';

const pictures: readonly [name: string, letter: string, light: Light, width: number][] = [
	['digest', 'digest.en', 'light', 680],
	['digest-dark', 'digest.en', 'dark', 680],
	['digest-forced', 'digest.en', 'forced', 680],
	['digest-narrow', 'digest.en', 'light', 320],
	['digest-arabic', 'digest.ar', 'light', 680],
	['digest-arabic-narrow', 'digest.ar', 'dark', 320],
	['digest-chinese', 'digest.zh-Hant', 'light', 680],
	['digest-chinese-narrow', 'digest.zh-Hant', 'dark', 320],
	['confirm', 'confirm.en', 'light', 600],
	['confirm-arabic-dark', 'confirm.ar', 'dark', 600],
	['manage-chinese', 'manage.zh-Hant', 'light', 600],
	['rsvp-confirm', 'rsvp-confirm.en', 'dark', 600],
	['rsvp-answer-arabic', 'rsvp-answer.ar', 'light', 600],
	['rsvp-promoted-chinese', 'rsvp-promoted.zh-Hant', 'dark', 600],
	['invitation', 'invitation.en', 'light', 600],
	['invitation-arabic-dark', 'invitation.ar', 'dark', 600],
	['event-update', 'event-update.en', 'dark', 600],
	['event-update-arabic', 'event-update.ar', 'light', 600],
	['event-reminder-chinese', 'event-reminder.zh-Hant', 'light', 600],
	['rsvp-offer', 'rsvp-offer.en', 'dark', 600],
	['event-cancelled-arabic', 'event-cancelled.ar', 'light', 600],
	['event-thanks', 'event-thanks.en', 'dark', 600],
];

/** A letter as it looks, from top to bottom. */
async function picture(browser: Browser, letter: string, light: Light, width: number): Promise<Buffer> {
	const page = await browser.newPage({
		viewport: { width, height: 400 },
		colorScheme: light === 'dark' ? 'dark' : 'light',
	});
	await page.setContent(readFileSync(new URL(`${letter}.html`, golden), 'utf8'));
	if (light === 'forced')
		await page.addStyleTag({
			content: 'html { background: #fff; filter: invert(1) hue-rotate(180deg); }',
		});
	const taken = await page.screenshot({ fullPage: true });
	await page.close();
	return taken;
}

async function keep(name: string, taken: Buffer): Promise<void> {
	const { size } = await sharp(taken)
		.png({ palette: true, colours: 24, dither: 0, effort: 10 })
		.toFile(fileURLToPath(new URL(`${name}.png`, folder)));
	console.log(`docs/pictures/${name}.png  ${Math.ceil(size / 1000)} kB`);
}

const executablePath = findChromium();
if (!executablePath)
	throw new Error('There is no Chromium. Install one, or say where it is in CHROMIUM_PATH.');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
	for (const [name, letter, light, width] of pictures)
		await keep(name, await picture(browser, letter, light, width));
	for (const [name, taken] of await sheetPictures(browser)) await keep(name, taken);
} finally {
	await browser.close();
}
