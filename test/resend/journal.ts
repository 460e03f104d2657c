import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import type { Answer } from './answer.ts';
import type { TakenEmail } from './emails.ts';
import type { KnownKey } from './idempotency.ts';
import type { Letters } from './letters.ts';

/** One request that was accepted: the letters it brought, and what its key will be answered. */
interface Entry {
	letters: TakenEmail[];
	key?: { name: string; hash: string; at: number };
	answer: Answer;
}

/** Accepted letters on disk, one JSON value a line, so that they survive a stand-in that is killed. */
export interface Journal {
	write(entry: Entry): void;
	clear(): void;
}

/** Opens the file and reads what is in it back. A last line that was cut off was never answered, and is dropped. */
export function openJournal(
	file: string | undefined,
	{ letters, keys }: { letters: Letters; keys: Map<string, KnownKey> },
): Journal {
	if (!file) return { write: () => {}, clear: () => {} };
	if (existsSync(file)) {
		const text = readFileSync(file);
		const end = text.lastIndexOf('\n') + 1;
		if (end < text.length) truncateSync(file, end);
		for (const line of text.subarray(0, end).toString().split('\n')) {
			if (!line) continue;
			const { letters: taken, key, answer } = JSON.parse(line) as Entry;
			letters.add(taken);
			if (key) keys.set(key.name, { hash: key.hash, at: key.at, answer });
		}
	}
	return {
		write: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`),
		clear: () => rmSync(file, { force: true }),
	};
}
