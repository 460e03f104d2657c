import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { canonicalJson, sha256 } from '../base/hash.ts';
import { KindredError } from '../base/error.ts';
import { instant, readClock, type Instant } from '../base/time.ts';
import type { CompiledDigest, Compiler, Piece, PieceOrder } from '../digest/index.ts';
import { fingerprint } from '../files/fingerprint.ts';
import { keptFiles, type KeptFiles } from '../files/kept.ts';
import { readSnapshot, writePrivately, type Snapshot } from '../files/snapshot.ts';
import { kindredOf, type Kindred } from '../kindred.ts';
import { openPorch } from '../porch.ts';
import { makePrivateFolder } from '../store/index.ts';
import { siteDoor, type SiteDoor } from './compiler.ts';
import type { Io } from './io.ts';

/** What a command works with. */
export interface Desk extends Kindred {
	readonly root: string;
	/** Was the clock set by `--now`? */
	readonly isRehearsed: boolean;
	readonly compiler: Compiler;
	close(): Promise<void>;
}

/** Opens site, store and mailer for a command. `now` is what `--now` said. */
export async function openDesk(io: Io, now?: string): Promise<Desk> {
	const root = siteRoot(io.cwd);
	const clock = clockOf(now);
	const env = environmentOf(root, io.env);
	const door = siteDoor(root, () => io.stderr(io.isTTY ? 'Compiling the site …\n' : ''));
	// Before Astro makes its cache there, with the folder around it open to everybody.
	makePrivateFolder(join(root, '.kindred'));
	const snapshot = await currentSnapshot(root, env, door);
	const porch = await openPorch(root, env, clock, snapshot.publicFolders);
	return {
		...kindredOf(snapshot, porch),
		root,
		isRehearsed: now !== undefined,
		compiler: keepingCompiler(door, snapshot, keptFiles(join(root, '.kindred', 'cache', 'letters'))),
		async close() {
			await porch.store.close();
			await door.close();
		},
	};
}

/** The folder of the site: this one, or the nearest above it with an Astro configuration. */
function siteRoot(cwd: string): string {
	const root = nearestSite(cwd);
	if (root !== undefined) return root;
	throw new KindredError(
		`There is no Astro site in ${cwd}.`,
		'Go to the folder that holds astro.config.mjs and try again.',
	);
}

/** The same, or nothing where there is no site: a store can be looked after without one. */
export function nearestSite(cwd: string): string | undefined {
	const isSite = ['mjs', 'ts', 'js', 'mts'].some((ending) => existsSync(join(cwd, `astro.config.${ending}`)));
	const above = join(cwd, '..');
	return isSite ? cwd : above === cwd ? undefined : nearestSite(above);
}

function clockOf(now: string | undefined): () => Instant {
	if (now === undefined) return () => instant(new Date());
	const fixed = readClock(now);
	return () => fixed;
}

/** The environment, with what `.env` adds to it; what is set already wins. */
export function environmentOf(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const file = join(root, '.env');
	if (env === process.env && existsSync(file)) loadEnvFile(file);
	return env;
}

/** The site as it is now: the kept snapshot while nothing changed, else compiled anew. */
async function currentSnapshot(root: string, env: NodeJS.ProcessEnv, door: SiteDoor): Promise<Snapshot> {
	const file = join(root, '.kindred', 'site.json');
	const mark = await fingerprint(root, env);
	const kept = await readSnapshot(file);
	if (kept?.fingerprint === mark) return kept;
	const made = await (await door.code()).snapshot(mark);
	await writePrivately(file, JSON.stringify(made));
	return made;
}

/** Compiles through Astro what was not compiled before; what depends on the whole content is kept under its fingerprint. */
function keepingCompiler(door: SiteDoor, { fingerprint: mark, posts }: Snapshot, kept: KeptFiles): Compiler {
	return {
		digest: (group, langs) =>
			kept.get<Record<string, CompiledDigest>>(
				sha256(canonicalJson(['digest', mark, group, langs])),
				async () => (await door.code()).digest(group, langs),
			),
		async pieces(orders, lang) {
			const nameOf = ({ post: id, note }: PieceOrder) =>
				sha256(canonicalJson(['piece', lang, id, note, posts.find((post) => post.id === id)?.hash, mark]));
			const found = await Promise.all(orders.map((order) => kept.read<Piece>(nameOf(order))));
			const missing = orders.filter((_, index) => found[index] === undefined);
			const made = missing.length ? await (await door.code()).pieces(missing, lang) : [];
			for (const [index, order] of missing.entries()) await kept.keep(nameOf(order), made[index]);
			let next = 0;
			return found.map((piece) => piece ?? made[next++]!);
		},
	};
}
