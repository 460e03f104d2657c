import type { Colours } from '../base/site.ts';
import { CARD_SIZE } from './card.ts';
import { isLetter, type Lack, type Setting, type Sheet } from './compose.ts';
import { layout, likelyStep, MARGIN, titleSteps, type TitleStep } from './design.ts';
import type { FontFile, FontShelf } from './fonts.ts';
import { without } from './text.ts';

/**
 * A picture, and which texts had to be left out because a font file lacks a letter that its package's table
 * promises.
 */
export interface Drawing {
	readonly png: Uint8Array;
	readonly lacks: readonly Lack[];
}

/**
 * Draws a sheet: 1200 × 630 pixels, RGB, no transparency. Loads satori and sharp when the first card needs
 * them.
 */
export async function draw(sheet: Sheet, theme: Colours, shelf: FontShelf): Promise<Drawing> {
	const { default: sharp } = await import('sharp');
	const first = await fit(sheet, theme, shelf);
	const { sheet: mended, lacks } = leaveOut(sheet, first.missing);
	const { svg } = first.missing.size === 0 ? first : await fit(mended, theme, shelf);
	const png = await sharp(Buffer.from(svg))
		.flatten({ background: '#ffffff' })
		.png({ compressionLevel: 6, palette: false })
		.toBuffer();
	return { png, lacks };
}

/**
 * Tries the title from the largest size that may fit to the smallest, and takes the first whose card does not
 * overflow.
 */
async function fit(sheet: Sheet, theme: Colours, shelf: FontShelf) {
	const shown = sheet.title.text || sheet.site.text;
	for (const step of titleSteps.slice(likelyStep(shown, sheet.lang), -1)) {
		const attempt = await lay(sheet, theme, shelf, step);
		if (attempt.bottom <= CARD_SIZE.height - MARGIN + 0.5) return attempt;
	}
	return lay(sheet, theme, shelf, titleSteps.at(-1)!);
}

async function lay(sheet: Sheet, theme: Colours, shelf: FontShelf, step: TitleStep) {
	const { default: satori } = await import('satori');
	const missing = new Set<string>();
	let bottom = 0;
	const svg = await satori(layout(sheet, theme, step), {
		...CARD_SIZE,
		fonts: await fontsOf(
			[sheet.title, sheet.site, sheet.kicker, sheet.line, sheet.place, sheet.topics],
			shelf,
		),
		onNodeDetected: (node) => {
			if (node.key === 'foot') bottom = node.top + node.height;
		},
		loadAdditionalAsset: async (_language, segment) => {
			for (const character of segment) missing.add(character);
			return [];
		},
	});
	return { svg, bottom, missing };
}

/** The fonts of some texts, as satori takes them. */
export async function fontsOf(settings: readonly Setting[], shelf: FontShelf) {
	const files = new Map<string, FontFile>(
		settings.flatMap(({ files }) => files).map((file) => [file.family, file]),
	);
	return Promise.all(
		[...files.values()].map(async (file) => ({
			name: file.family,
			weight: file.weight,
			style: file.style,
			data: await shelf.read(file),
		})),
	);
}

/**
 * The sheet without characters that no file has: signs go, and a letter takes its text along, as in
 * `compose`.
 */
function leaveOut(sheet: Sheet, missing: ReadonlySet<string>): { sheet: Sheet; lacks: Lack[] } {
	const lacks: Lack[] = [];
	const mend = (part: Lack['part'], setting: Setting): Setting => {
		const letter = [...setting.text].find((character) => missing.has(character) && isLetter(character));
		if (letter) lacks.push({ part, letter, script: undefined });
		return { ...setting, text: letter ? '' : without(setting.text, missing) };
	};
	const mended: Sheet = {
		...sheet,
		title: mend('title', sheet.title),
		site: mend('site', sheet.site),
		kicker: mend('kicker', sheet.kicker),
		line: mend('line', sheet.line),
		place: mend('place', sheet.place),
		topics: mend('topics', sheet.topics),
	};
	return { sheet: mended, lacks };
}
