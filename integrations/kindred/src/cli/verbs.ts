import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Io } from './io.ts';
import { openDesk, type Desk } from './open.ts';

type Values<Options extends ParseArgsOptionsConfig> = {
	readonly [Name in keyof Options]?: (Options[Name]['type'] extends 'boolean' ? boolean : string) | undefined;
};

/** What a verb is called with: the words behind it, the options, and where to print. */
export type Call<Options extends ParseArgsOptionsConfig> = Values<Options> & {
	readonly words: readonly string[];
	readonly io: Io;
};

/** One verb of a noun. */
export interface Verb<Options extends ParseArgsOptionsConfig> {
	/** How many words it wants behind it: at least and at most. */
	readonly words: readonly [least: number, most: number];
	/** Resolves to the exit code; what the author must mend is thrown as a KindredError. */
	act(desk: Desk, call: Call<Options>): Promise<number>;
}

/**
 * The `run` of a noun: finds the verb, opens the site's desk for it, and closes it whatever happens. Words that make no
 * sense print the usage and give 2; options that make no sense throw as `node:util` parseArgs does.
 */
export function nounOf<const Options extends ParseArgsOptionsConfig>(
	usage: string,
	options: Options,
	verbs: Readonly<Record<string, Verb<Options>>>,
): (args: string[], io: Io) => Promise<number> {
	return async (args, io) => {
		const all: ParseArgsOptionsConfig = { ...options, now: { type: 'string' } };
		const { positionals, values } = parseArgs({ args, allowPositionals: true, options: all });
		const [name = '', ...words] = positionals;
		const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
		if (!verb || words.length < verb.words[0] || words.length > verb.words[1]) {
			io.stderr(usage);
			return 2;
		}
		const desk = await openDesk(io, values['now'] as string | undefined);
		try {
			return await verb.act(desk, { ...(values as Values<Options>), words, io });
		} finally {
			await desk.close();
		}
	};
}
