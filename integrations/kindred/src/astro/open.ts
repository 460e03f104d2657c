import { getSecret } from 'astro:env/server';
import { publicFolders } from 'virtual:kindred/config';
import { existsSync } from 'node:fs';
import { KindredError } from '../base/error.ts';
import { instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import { variables, type Environment } from '../config.ts';
import { keyReader } from '../files/secret.ts';
import { readSnapshot, type Snapshot } from '../files/snapshot.ts';
import { kindredOf, type Kindred } from '../kindred.ts';
import { openPorch, type Porch } from '../porch.ts';

let porch: Promise<Porch> | undefined;
let readKeys: (() => Promise<KeyRing>) | undefined;
let snapshot: Promise<Snapshot> | undefined;

/** Everything a request needs, opened once per process. Letters and content are read afresh in development. */
export async function openKindred(): Promise<Kindred> {
	const now = () => instant(new Date());
	porch ??= openPorch(process.cwd(), environment(), now, publicFolders);
	// A store that could not be opened is tried again by the next request instead of failing for ever.
	const opened = await porch.catch((error: unknown) => {
		porch = undefined;
		throw error;
	});
	// `kindred secret rotate` may have put a new key in front since, and letters signed with it may be read already.
	readKeys ??= keyReader(process.cwd(), environment(), now);
	return kindredOf(await openSnapshot(), { ...opened, keys: await readKeys() });
}

function environment(): Environment {
	return Object.fromEntries(variables.map((name) => [name, getSecret(name)]));
}

/** The site and its letters: as they are built, or as they are now in development. */
export async function openSnapshot(): Promise<Snapshot> {
	if (import.meta.env.DEV) return (await import('./compile.ts')).siteCode.snapshot('');
	return (snapshot ??= builtSnapshot());
}

/** The build lays the snapshot beside the server; our chunk may stand some folders below. */
async function builtSnapshot(): Promise<Snapshot> {
	for (const place of ['./', '../', '../../', '../../../']) {
		const file = new URL(`${place}kindred.json`, import.meta.url);
		const found = existsSync(file) ? await readSnapshot(file) : undefined;
		if (found) return found;
	}
	throw new KindredError(
		'The server was built without its letters.',
		'Run `npm run build` again and deploy all of `dist/`.',
	);
}
