import { type Dialect, habitsOf } from './dialect.ts';
import { candidates, placePictures } from './pictures.ts';
import type { Cover } from './post.ts';
import type { Reading, Remark } from './reading.ts';
import { slugify } from './slug.ts';

/**
 * A picture to copy: from below the blog's folder to below the collection, or below the site's public
 * folder.
 */
export interface PictureCopy {
	readonly from: string;
	readonly to: string;
	readonly into: 'collection' | 'public';
}

/** A reading whose pictures have found their place. */
export interface Illustrated {
	readonly reading: Reading;
	readonly body: string;
	readonly cover?: Cover | undefined;
	readonly pictures: readonly PictureCopy[];
	readonly remarks: readonly Remark[];
}

/**
 * Places the pictures of one article in all its languages. Those in the text lie beside the entry, one copy
 * for all languages; the cover, whose address stands in the front matter, in the site's public folder. Two
 * pictures of one name get numbers.
 */
export function placeFamily(
	name: string,
	members: readonly Reading[],
	from: Dialect,
	hasPicture: (path: string) => boolean,
): Illustrated[] {
	const { publicFolders } = habitsOf(from);
	const names = new Map<string, string>();
	const nameOf = (path: string) => {
		const known = names.get(path);
		if (known) return known;
		const [, stem = '', extension = ''] = /([^/]*?)(\.\w+)$/.exec(path) ?? [];
		const taken = new Set(names.values());
		let own = slugify(stem) + extension.toLowerCase();
		for (let number = 2; taken.has(own); number++)
			own = `${slugify(stem)}-${number}${extension.toLowerCase()}`;
		names.set(path, own);
		return own;
	};
	const find = (src: string, file: string) => {
		const guesses = candidates(src, file, publicFolders);
		return guesses && { path: guesses.find((guess) => hasPicture(guess)), leaves: guesses.length === 0 };
	};
	return members.map((reading) => {
		const copies = new Map<string, PictureCopy>();
		const remarks: Remark[] = [...reading.remarks];
		const copy = (path: string, into: PictureCopy['into']) => {
			const own = nameOf(path);
			const to = into === 'collection' ? `${name}/${own}` : `images/${name}/${own}`;
			copies.set(`${into}:${path}`, { from: path, to, into });
			return into === 'collection' ? `./${own}` : `/${to}`;
		};
		const place = (src: string) => {
			const found = find(src, reading.path);
			if (!found) return undefined;
			if (found.path) return { url: copy(found.path, 'collection') };
			return { missing: found.leaves ? 'points outside of the folder' : 'is not in the folder' };
		};
		const body = placePictures(
			reading.body,
			place,
			(line, text) => void remarks.push({ line, text }),
		).text.trim();
		const { cover } = reading.fields;
		const found = cover && find(cover.src, reading.path);
		const src = !cover || !found ? cover?.src : found.path && copy(found.path, 'public');
		if (cover && !src)
			remarks.push({
				line: 1,
				text: `the cover \`${cover.src.slice(0, 100)}\` is not in the folder; it is left out`,
			});
		return {
			reading,
			body,
			cover: cover && src ? { src, alt: cover.alt } : undefined,
			pictures: [...copies.values()],
			remarks: remarks.sort((a, b) => a.line - b.line),
		};
	});
}
