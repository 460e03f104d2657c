import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { turnMarksOver } from './marks.ts';

/** One file of a font: a few hundred characters of one family in one weight. */
export interface FontFile {
	/** Unique for each file, so that a list of them says which comes first. */
	readonly family: string;
	readonly weight: FontWeight;
	readonly style: 'normal' | 'italic';
	readonly path: string;
	/** Package, version and file: part of a card's hash. */
	readonly identity: string;
}
export type FontWeight = 100 | 200 | 300 | 400 | 500 | 600 | 700 | 800 | 900;

/** An installed font package of the Fontsource collection. */
export interface FontPackage {
	/** The file that has a character, the same object each time. Nothing when the family lacks it. */
	fileFor(character: string, weight: FontWeight, style: 'normal' | 'italic'): FontFile | undefined;
}

/** The fonts that are there: those in our own box, and those the author's site has installed. */
export interface FontShelf {
	/** A package such as `@fontsource/noto-sans-tc`. Nothing when it is not installed. */
	find(name: string): FontPackage | undefined;
	/**
	 * A font file as the layout takes it (TrueType). The same object every time, so that it is parsed once.
	 */
	read(file: FontFile): Promise<Buffer>;
	/** An answer found before under this key, or a new one, which is then kept as long as the shelf. */
	remember<T>(key: string, find: () => T): T;
}

/** Opens the fonts of a site. Nothing is read before a card asks; then every file is read once. */
export function openShelf(root: string): FontShelf {
	const places = [createRequire(import.meta.url), createRequire(join(root, 'package.json'))];
	const packages = new Map<string, FontPackage | undefined>();
	const bytes = new Map<string, Promise<Buffer>>();
	const answers = new Map<string, unknown>();
	return {
		remember<T>(key: string, find: () => T) {
			if (!answers.has(key)) answers.set(key, find());
			return answers.get(key) as T;
		},
		find(name) {
			if (!packages.has(name)) packages.set(name, openPackage(name, places));
			return packages.get(name);
		},
		read(file) {
			const known = bytes.get(file.path) ?? readFile(file.path).then(turnMarksOver);
			bytes.set(file.path, known);
			return known;
		},
	};
}

function openPackage(name: string, places: readonly NodeJS.Require[]): FontPackage | undefined {
	const folder = locate(name, places);
	if (!folder) return undefined;
	const read = <T>(file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
	const { version } = read<{ version: string }>('package.json');
	const { id, weights, styles } = read<{ id: string; weights: FontWeight[]; styles: string[] }>(
		'metadata.json',
	);
	const subsets = coverage(read<Record<string, string>>('unicode.json'));
	const files = new Map<string, FontFile>();
	return {
		fileFor(character, wanted, slant) {
			const subset = subsets.get(character.codePointAt(0)!);
			if (!subset) return undefined;
			const style = styles.includes(slant) ? slant : 'normal';
			const weight = nearest(weights, wanted);
			const family = `${id}-${subset}-${weight}-${style}`;
			const path = join(folder, 'files', `${family}.woff`);
			const file = files.get(family) ?? {
				family,
				weight,
				style,
				path,
				identity: `${name}@${version}/${family}`,
			};
			files.set(family, file);
			return file;
		},
	};
}

function locate(name: string, places: readonly NodeJS.Require[]): string | undefined {
	for (const place of places) {
		try {
			return dirname(place.resolve(`${name}/package.json`));
		} catch {
			// Not installed here; perhaps there.
		}
	}
	return undefined;
}

/**
 * Which subset has which code point, from Fontsource's `unicode.json`: `{ "latin": "U+0000-00FF,U+0131",
 * "[114]": … }`. A later subset wins, as the later of two `@font-face` rules does in a browser.
 */
function coverage(ranges: Readonly<Record<string, string>>): ReadonlyMap<number, string> {
	const subsets = new Map<number, string>();
	for (const [key, list] of Object.entries(ranges)) {
		const subset = key.replace(/^\[(.*)\]$/, '$1');
		for (const range of list.split(',')) {
			const [first = NaN, last = first] = range
				.replace(/^U\+/i, '')
				.split('-')
				.map((hex) => parseInt(hex, 16));
			for (let point = first; point <= last; point++) subsets.set(point, subset);
		}
	}
	return subsets;
}

function nearest(weights: readonly FontWeight[], wanted: FontWeight): FontWeight {
	return weights.reduce((best, weight) =>
		Math.abs(weight - wanted) < Math.abs(best - wanted) ? weight : best,
	);
}
