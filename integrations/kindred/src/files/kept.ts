import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivately } from './snapshot.ts';

/** Values kept by a hash of what they were made from. May be deleted at any time. */
export interface KeptFiles {
	read<Value>(name: string): Promise<Value | undefined>;
	keep(name: string, value: unknown): Promise<void>;
	/** The kept value, or the one that `make` makes, which is then kept. */
	get<Value>(name: string, make: () => Promise<Value>): Promise<Value>;
}

/** JSON files in one folder. */
export function keptFiles(folder: string): KeptFiles {
	const fileOf = (name: string) => join(folder, `${name}.json`);
	const kept: KeptFiles = {
		async read<Value>(name: string) {
			try {
				return JSON.parse(await readFile(fileOf(name), 'utf8')) as Value;
			} catch {
				// Missing or broken: made again by whoever asked.
				return undefined;
			}
		},
		keep: (name, value) => writePrivately(fileOf(name), JSON.stringify(value)),
		async get(name, make) {
			const found = await kept.read<Awaited<ReturnType<typeof make>>>(name);
			if (found !== undefined) return found;
			const made = await make();
			await kept.keep(name, made);
			return made;
		},
	};
	return kept;
}
