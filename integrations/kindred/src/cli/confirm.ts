import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Asks the author on the terminal; nothing where nobody is there to be asked. No answer means no. */
export async function confirm(question: string, io: Pick<Io, 'isTTY'>): Promise<boolean | undefined> {
	if (!io.isTTY || !process.stdin.isTTY) return undefined;
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
	} finally {
		terminal.close();
	}
}
