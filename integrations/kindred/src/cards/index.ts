import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Colours } from '../base/site.ts';
import { placePicture, keepPicture, pictureHash, readPicture } from './cache.ts';
import { cardFile, type Card, type CardWarning } from './card.ts';
import { compose, type Lack, type Sheet } from './compose.ts';
import { draw, type Drawing } from './draw.ts';
import { openShelf, type FontShelf } from './fonts.ts';
import { warn } from './warning.ts';

export { CARD_FOLDER, CARD_SIZE, cardPath, type Card, type CardWarning } from './card.ts';
export { openShelf, type FontShelf } from './fonts.ts';
export { drawPoster, POSTER_SIZE, type Poster, type PosterPicture } from './poster.ts';

/** Where pictures are kept between builds, and with what they are drawn. */
export interface CardStudio {
	/**
	 * A folder that outlives `node_modules` and the build's output. Made when missing; may be deleted at any
	 * time.
	 */
	readonly cacheDir: string;
	readonly theme: Colours;
	readonly shelf: FontShelf;
}

/**
 * One card's picture for the development server: the one that is kept, or else a new one, which is then kept.
 */
export async function pictureOf(card: Card, studio: CardStudio): Promise<Uint8Array> {
	const { sheet } = compose(card, studio.shelf);
	const hash = await pictureHash(sheet, studio.theme);
	return (await readPicture(studio.cacheDir, hash)) ?? (await paint(sheet, hash, studio)).png;
}

/** What `writeCards` needs to know. */
export interface CardJob {
	/** The folder of the public files; the cards go into `cards/` below it. */
	readonly outDir: string;
	readonly cacheDir: string;
	readonly theme: Colours;
	/** The site's folder, whose installed font packages are used besides our own. */
	readonly root: string;
	/** Called once for each font that is missing, when all cards are written. */
	readonly onWarn?: (warning: CardWarning) => void;
}

/**
 * How many kept pictures are placed at once; more gains nothing (measured: 1, 4, 16 → 168, 66, 56 ms for
 * 1,000).
 */
const PLACINGS = 8;
/** How many cards are drawn at once: rasterising runs beside the layout of the next. */
const DRAWINGS = 3;

/**
 * Writes every card below `outDir`: places the pictures that are kept, then draws the others and keeps them.
 */
export async function writeCards(cards: readonly Card[], job: CardJob) {
	const studio: CardStudio = { cacheDir: job.cacheDir, theme: job.theme, shelf: openShelf(job.root) };
	const lacking: { card: Card; lacks: readonly Lack[] }[] = [];
	const wanted: { card: Card; sheet: Sheet; hash: string; file: string }[] = [];
	const files = cards.map((card) => ({
		card,
		file: join(job.outDir, 'cards', cardFile(card.kind, card.id)),
	}));
	for (const folder of new Set(files.map(({ file }) => dirname(file))))
		await mkdir(folder, { recursive: true });
	await each(files, PLACINGS, async ({ card, file }) => {
		const { sheet, lacks } = compose(card, studio.shelf);
		lacking.push({ card, lacks });
		const hash = await pictureHash(sheet, studio.theme);
		if (!(await placePicture(studio.cacheDir, hash, file))) wanted.push({ card, sheet, hash, file });
	});
	await each(wanted, DRAWINGS, async ({ card, sheet, hash, file }) => {
		const { lacks } = await paint(sheet, hash, studio);
		lacking.push({ card, lacks });
		await placePicture(studio.cacheDir, hash, file);
	});
	const warnings = warn(lacking);
	for (const warning of warnings) job.onWarn?.(warning);
	return { rendered: wanted.length, reused: cards.length - wanted.length, warnings };
}

async function paint(sheet: Sheet, hash: string, { cacheDir, theme, shelf }: CardStudio): Promise<Drawing> {
	const drawing = await draw(sheet, theme, shelf);
	await keepPicture(cacheDir, hash, drawing.png);
	return drawing;
}

async function each<T>(
	values: readonly T[],
	atOnce: number,
	work: (value: T) => Promise<void>,
): Promise<void> {
	const waiting = values.values();
	const worker = async () => {
		for (const value of waiting) await work(value);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}
