import { readCode } from './code.ts';

/** Somebody who came, as a line names them: by a code or an address. */
export interface Named {
	readonly name: string;
	/** How many came with them; nothing where it was not said. */
	readonly guests?: number | undefined;
}

/** The first words of a result, with the event behind them. */
const HEAD = 'Came to ';
/** More lines no sheet has. */
const MOST_LINES = 10_000;

/**
 * What the host sheet gives to be pasted, read: one code or address a line, `+2` behind it for those who came along, the event's
 * group above. Words that name nobody, a greeting in a chat say, are handed on as they are, for the author to see.
 */
export function readResult(text: string): {
	readonly event?: string | undefined;
	readonly names: readonly Named[];
} {
	const lines = text
		.split(/\r?\n/, MOST_LINES)
		.map((line) => line.trim())
		.filter(Boolean);
	const head = lines.find((line) => line.startsWith(HEAD));
	const names = lines.filter((line) => line !== head).map(readLine);
	return { event: head?.slice(HEAD.length).replace(/:$/, ''), names };
}

function readLine(line: string): Named {
	const [, name = line, more] = /^(.+?)\s*(?:\+\s*(\d{1,2}))?$/.exec(line) ?? [];
	return { name: readCode(name) ?? name, guests: more === undefined ? undefined : Number(more) };
}
