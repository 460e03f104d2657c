import type { Colours } from '../base/site.ts';
import { isLetter, sans, serif, setText, type Face, type Setting } from './compose.ts';
import { fontsOf } from './draw.ts';
import type { FontShelf } from './fonts.ts';
import {
	POSTER_MARGIN,
	POSTER_SIZE,
	posterLayout,
	posterSteps,
	type PosterSheet,
	type PosterStep,
} from './poster-design.ts';
import { qrCode, type QrCode } from './qr.ts';
import { printable, without } from './text.ts';

export { POSTER_SIZE } from './poster-design.ts';

/** What a poster says: a digest for a wall, or for a group where links do not open. Texts are ready, in the poster's language. */
export interface Poster {
	/** BCP 47. */
	readonly lang: string;
	readonly dir: 'ltr' | 'rtl';
	readonly site: string;
	/** The date, in words. */
	readonly line: string;
	readonly title: string;
	/** May be empty. */
	readonly sentence: string;
	/** The first three are shown. */
	readonly picks: readonly { readonly title: string; readonly note: string }[];
	readonly scan: string;
	readonly promise: string;
	/** What the QR code holds: an absolute address. */
	readonly link: string;
	/** The address for people who type. */
	readonly address: string;
}

/** A poster's picture, and the letters for which no font is installed: the texts they stand in were left out. */
export interface PosterPicture {
	readonly png: Uint8Array;
	readonly lacks: readonly string[];
}

const face = (box: string, weight: Face['weight'], style: Face['style'] = 'normal'): Face => ({
	box,
	voice: box === serif ? 'serif' : 'sans',
	weight,
	style,
});
const MOST_PICKS = 3;
/** The widest a code is drawn. Its modules are whole pixels, at half the size too, so that none is blurred away. */
const QR_WIDTH = 330;

/** Draws a poster: 1080 × 1440 pixels, RGB. The code can be read at half that size. */
export async function drawPoster(poster: Poster, theme: Colours, shelf: FontShelf): Promise<PosterPicture> {
	const { default: sharp } = await import('sharp');
	const lacks = new Set<string>();
	const code = qrCode(poster.link);
	const first = await fit(compose(poster, shelf, lacks), code, theme, shelf);
	// A font file may lack a letter that its package's table promises: then once more, without what it stands in.
	const { svg } = first.missing.size
		? await fit(compose(poster, shelf, lacks, first.missing), code, theme, shelf)
		: first;
	const png = await sharp(Buffer.from(svg))
		.flatten({ background: '#ffffff' })
		.png({ compressionLevel: 9, palette: false })
		.toBuffer();
	return { png, lacks: [...lacks] };
}

function compose(
	poster: Poster,
	shelf: FontShelf,
	lacks: Set<string>,
	absent: ReadonlySet<string> = new Set(),
): PosterSheet {
	const set = (text: string, as: Face): Setting => {
		const shown = printable(text);
		const letter = [...shown].find((character) => absent.has(character) && isLetter(character));
		const { setting, lack } = setText(letter ? '' : without(shown, absent), as, poster.lang, shelf);
		const missing = letter ?? lack?.letter;
		if (missing) lacks.add(missing);
		return setting;
	};
	return {
		lang: poster.lang,
		dir: poster.dir,
		site: set(poster.site, face(serif, 500, 'italic')),
		line: set(poster.line, face(sans, 500)),
		title: set(poster.title, face(serif, 600)),
		sentence: set(poster.sentence, face(serif, 400)),
		picks: poster.picks.slice(0, MOST_PICKS).map(({ title, note }) => ({
			title: set(title, face(serif, 600)),
			note: set(note, face(sans, 400)),
		})),
		scan: set(poster.scan, face(serif, 600)),
		promise: set(poster.promise, face(sans, 400)),
		address: set(poster.address, face(sans, 500)),
	};
}

/** The most generous step whose poster does not overflow. */
async function fit(sheet: PosterSheet, code: QrCode, theme: Colours, shelf: FontShelf) {
	for (const step of posterSteps.slice(0, -1)) {
		const attempt = await lay(sheet, code, theme, shelf, step);
		if (attempt.bottom <= POSTER_SIZE.height - POSTER_MARGIN + 0.5) return attempt;
	}
	return lay(sheet, code, theme, shelf, posterSteps.at(-1)!);
}

async function lay(sheet: PosterSheet, code: QrCode, theme: Colours, shelf: FontShelf, step: PosterStep) {
	const { default: satori } = await import('satori');
	const missing = new Set<string>();
	const { picks, lang: _lang, dir: _dir, ...texts } = sheet;
	const settings = [...Object.values(texts), ...picks.flatMap(({ title, note }) => [title, note])];
	const pixels = 2 * Math.max(1, Math.floor(QR_WIDTH / code.modules / 2));
	let bottom = 0;
	let drawn = '';
	const svg = await satori(posterLayout(sheet, theme, step, pixels * code.modules), {
		...POSTER_SIZE,
		fonts: await fontsOf(settings, shelf),
		onNodeDetected: ({ key, top, left, height }) => {
			if (key === 'foot') bottom = top + height;
			if (key !== 'qr') return;
			const place = `translate(${Math.round(left)} ${Math.round(top)}) scale(${pixels})`;
			drawn = `<path d="${code.path}" fill="#000000" shape-rendering="crispEdges" transform="${place}"/>`;
		},
		loadAdditionalAsset: async (_language, segment) => {
			for (const character of segment) missing.add(character);
			return [];
		},
	});
	return { svg: svg.replace(/<\/svg>$/, `${drawn}</svg>`), bottom, missing };
}
