import { posix } from 'node:path';
import manifest from '../../integrations/kindred/package.json' with { type: 'json' };
import type { Import, Source } from './source.ts';

/** The floor of each folder and of each file that stands alone. Arrows point down. */
export const floors: Readonly<Record<string, number>> = {
	base: 0,
	post: 1,
	person: 1,
	'config.ts': 1,
	event: 2,
	reply: 2,
	digest: 3,
	inbox: 3,
	today: 3,
	store: 4,
	mail: 4,
	cards: 4,
	files: 4,
	'schema.ts': 5,
	'types.ts': 5,
	'porch.ts': 5,
	'kindred.ts': 5,
	astro: 6,
	cli: 6,
	'index.ts': 7,
};

/** The highest floor on which nothing touches the world. */
const PURE = 3;
/** `node:` modules that compute and do no I/O; of `node:crypto` only these names. */
const pureModules = new Set(['node:buffer', 'node:util', 'node:crypto']);
const pureCrypto = new Set(['hash', 'createHash', 'timingSafeEqual', 'createCipheriv', 'createDecipheriv']);

/** The room a file belongs to: its folder, or the file itself. `post/reading.ts` → `post`. */
export function roomOf(path: string): string {
	return path.split('/')[0]!;
}

const floorOf = (path: string) => floors[roomOf(path)];
const isInFolder = (path: string) => path.includes('/');
const isRoom = (path: string) => isInFolder(path) && (floorOf(path) ?? Infinity) <= PURE;

/**
 * The file of the house that an import leads to, also by the package's own name; nothing when it leads out of
 * the house.
 */
export function targetOf(path: string, { from }: Import): string | undefined {
	if (from.startsWith('.')) return posix.join(posix.dirname(path), from);
	if (!/^astro-kindred(\/|$)/.test(from)) return undefined;
	const wanted = from.replace('astro-kindred', '.');
	for (const [name, file] of Object.entries<string>(manifest.exports)) {
		const [start = '', end] = name.split('*');
		if (end === undefined ? wanted !== name : !wanted.startsWith(start)) continue;
		return posix.relative('src', file.replace('*', wanted.slice(start.length)));
	}
	return undefined;
}

/** Every folder and lone file has a floor. */
export function unplaced({ path }: Source): string[] {
	return floorOf(path) === undefined
		? [`${path} has no floor: give its folder one in test/house/rules.ts, and in CONTRIBUTING.md.`]
		: [];
}

/** Arrows point down; on one floor nobody looks at a neighbour; a room is entered by its index.ts. */
export function crookedArrows({ path, imports }: Source): string[] {
	return imports.flatMap((one) => {
		const target = targetOf(path, one);
		if (!target || roomOf(target) === roomOf(path)) return [];
		const [here, there] = [floorOf(path) ?? 0, floorOf(target) ?? 0];
		const arrow = `${path} (floor ${here}) imports ${target} (floor ${there})`;
		if (there > here)
			return [`${arrow}: declare a port in ${roomOf(path)}/index.ts and let the upper floor implement it.`];
		// Single files of one floor may lean on each other, like porch.ts and kindred.ts: the circles have a rule
		// of their own.
		if (there === here && isInFolder(path) && isInFolder(target))
			return [`${arrow}: move what joins the two to a floor above, or what they share to one below.`];
		const isDoor = posix.basename(target) === 'index.ts' || roomOf(target) === 'base' || !isRoom(target);
		return isDoor ? [] : [`${arrow}: import it from ${roomOf(target)}/index.ts.`];
	});
}

/** Rooms touch nothing: clock, chance and the world come in as arguments. */
export function impurities({ path, imports, reaches }: Source): string[] {
	if ((floorOf(path) ?? Infinity) > PURE) return [];
	const doors = imports.flatMap(({ from, names, typeOnly }) => {
		if (typeOnly) return [];
		if (/^(astro|virtual):/.test(from)) return [from];
		if (!from.startsWith('node:')) return [];
		if (!pureModules.has(from)) return [from];
		const odd = from === 'node:crypto' ? names.filter((name) => !pureCrypto.has(name)) : [];
		return odd.map((name) => `${name} of ${from}`);
	});
	return [...doors, ...reaches].map(
		(what) => `${path} uses ${what}: take it as an argument, or move the work to store/, mail/ or files/.`,
	);
}

const vague = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared', 'lib']);

/** A name says what is inside. */
export function vagueNames({ path }: Source): string[] {
	const found = path.split('/').find((part) => vague.has(part.replace(/\..*$/, '').toLowerCase()));
	return found ? [`${path} is called ${found}, which says nothing: name it after what it does.`] : [];
}

const MOST_LINES = 250;

/** A file can be read in one go. */
export function longFiles({ path, lines }: Source): string[] {
	return lines > MOST_LINES
		? [`${path} has ${lines} lines: find the second subject in it and give that a file.`]
		: [];
}

/** Circles of imports, each told once. Types do not count: they are gone when the program runs. */
export function cycles(sources: readonly Source[]): string[] {
	const byPath = new Map(sources.map((source) => [source.path, source]));
	const done = new Set<string>();
	const found: string[] = [];
	const visit = (path: string, trail: readonly string[]): void => {
		if (trail.includes(path)) {
			const circle = [...trail.slice(trail.indexOf(path)), path];
			found.push(`${circle.join(' → ')} is a circle: move what they share into a file of its own.`);
			return;
		}
		if (done.has(path)) return;
		for (const one of byPath.get(path)?.imports ?? []) {
			const target = one.typeOnly ? undefined : targetOf(path, one);
			if (target && byPath.has(target)) visit(target, [...trail, path]);
		}
		done.add(path);
	};
	for (const { path } of sources) visit(path, []);
	return found;
}

/** Rooms and workshops whose behaviour no test folder describes. */
export function untested(sources: readonly Source[], testFolders: ReadonlySet<string>): string[] {
	const rooms = new Set(
		sources
			.map(({ path }) => path)
			.filter(isInFolder)
			.map(roomOf),
	);
	return [...rooms]
		.filter((room) => !testFolders.has(room))
		.map((room) => `${room}/ has no tests: write one in test/${room}/, named by a behaviour.`);
}
