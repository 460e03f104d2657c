import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../base/hash.ts';
import type { Colours } from '../base/site.ts';
import { CARD_SIZE } from './card.ts';
import type { Setting, Sheet } from './compose.ts';
import { DESIGN } from './design.ts';

const manifest = createRequire(import.meta.url).resolve('satori/package.json');
/**
 * Another satori may draw the same sheet otherwise. Read as text, for an unchanged build must not load it.
 */
let layoutVersion: Promise<string> | undefined;

/** The name of a card's picture in the cache: a hash of all that it shows and of all that it is made with. */
export async function pictureHash(sheet: Sheet, theme: Colours): Promise<string> {
	const setting = ({ text, files }: Setting) => [text, files.map(({ identity }) => identity)];
	const { title, site, kicker, line, place, topics, ...rest } = sheet;
	const texts = [title, site, kicker, line, place, topics].map(setting);
	layoutVersion ??= readFile(manifest, 'utf8').then(
		(json) => (JSON.parse(json) as { version: string }).version,
	);
	const satori = await layoutVersion;
	return sha256(canonicalJson({ texts, ...rest, theme, size: CARD_SIZE, design: DESIGN, satori }));
}

/** A picture made before. Nothing when there is none. */
export function readPicture(cacheDir: string, hash: string): Promise<Uint8Array | undefined> {
	return ifThere(readFile(join(cacheDir, `${hash}.png`)));
}

/** What `link` answers where a file system knows no links, or where cache and site lie on two of them. */
const NO_LINKS = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK', 'ENOSYS']);

/**
 * Puts a picture made before into the site, and says whether there was one. A link, for a thousand cards are forty megabytes
 * that would be written anew by every build; the file is read-only, so that a program which shrinks pictures in place leaves
 * the cache alone.
 */
export async function placePicture(cacheDir: string, hash: string, file: string): Promise<boolean> {
	const kept = join(cacheDir, `${hash}.png`);
	// A site that is built over its last build has the old card there, which may be a link to another picture.
	await rm(file, { force: true });
	const placing = link(kept, file).catch((error: NodeJS.ErrnoException) => {
		if (!NO_LINKS.has(error.code ?? '')) throw error;
		return copyFile(kept, file);
	});
	return (await ifThere(placing.then(() => true))) ?? false;
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
	try {
		return await reading;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

/**
 * Keeps a picture. It appears under its name only when all its bytes are on the disk, so a crash leaves no
 * half picture, and two builds that draw the same card at once both keep the same bytes.
 */
export async function keepPicture(cacheDir: string, hash: string, png: Uint8Array): Promise<void> {
	await mkdir(cacheDir, { recursive: true });
	const unfinished = join(cacheDir, `${hash}.${randomUUID()}.part`);
	const file = await open(unfinished, 'wx');
	try {
		await file.writeFile(png);
		await file.sync();
		await file.chmod(0o444);
	} finally {
		await file.close();
	}
	await rename(unfinished, join(cacheDir, `${hash}.png`));
}
