import type { Reading } from './reading.ts';
import { slugify } from './slug.ts';

/** A reading with its place among the others. */
export interface Placed {
	readonly reading: Reading;
	readonly group: string;
}

/** Everything placed, and what is there twice. */
export interface Grouping {
	readonly placed: readonly Placed[];
	readonly skipped: readonly { file: string; reason: string }[];
}

interface Family {
	readonly key: string;
	readonly members: Reading[];
}

/**
 * Finds the translation groups and gives each a name of its own. Two articles of one name get their dates
 * into it, then their folders, then a number: the same files always get the same names. Names that differ
 * only in case are the same name.
 */
export function group(readings: readonly Reading[]): Grouping {
	const { families, skipped } = findFamilies(readings);
	const wanted = Map.groupBy(families, nameOf);
	const taken = new Set([...wanted].filter(([, sharing]) => sharing.length === 1).map(([name]) => name));
	const placed: Placed[] = [];
	for (const [name, sharing] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
		for (const family of sharing) {
			const own = sharing.length === 1 ? name : freeName(name, family, taken);
			taken.add(own);
			placed.push(...family.members.map((reading) => ({ reading, group: own })));
		}
	}
	return { placed, skipped };
}

function findFamilies(readings: readonly Reading[]): { families: Family[]; skipped: Grouping['skipped'] } {
	const skipped: { file: string; reason: string }[] = [];
	const families: Family[] = [];
	const sorted = [...readings].sort(
		(a, b) => Number(a.fields.draft) - Number(b.fields.draft) || (a.path < b.path ? -1 : 1),
	);
	for (const [key, all] of Map.groupBy(sorted, ({ name }) => name.key)) {
		const members: Reading[] = [];
		for (const reading of all) {
			const twin = members.find(({ lang }) => lang === reading.lang);
			if (!twin) members.push(reading);
			else if (twin.body.text.trim() === reading.body.text.trim()) {
				skipped.push({ file: reading.path, reason: `it is the same text as \`${twin.path}\`` });
			} else families.push({ key: `${key}\0${reading.path}`, members: [reading] });
		}
		families.push({ key, members });
	}
	return { families: families.sort((a, b) => (a.key < b.key ? -1 : 1)), skipped };
}

/** What a family would like to be called: the slug its author chose, else the name of its file. */
function nameOf({ members }: Family): string {
	const [first] = members;
	const chosen = members.length === 1 && first!.name.lang === undefined ? first!.fields.slug : undefined;
	return slugify(chosen ?? first!.name.slug);
}

function freeName(name: string, { members }: Family, taken: ReadonlySet<string>): string {
	const { date, name: file } = members[0]!;
	const day = file.date ?? members.map((member) => member.date).sort()[0] ?? date;
	const folder = file.folder.split('/').at(-1) ?? '';
	const wishes = [`${name}-${day}`, slugify(`${folder}-${name}-${day}`)];
	for (let number = 2; ; number++) {
		const free = wishes.find((wish) => !taken.has(wish));
		if (free) return free;
		wishes.push(`${name}-${day}-${number}`);
	}
}
