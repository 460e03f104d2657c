import { KindredError } from '../base/error.ts';
import type { Io } from './io.ts';

/** A noun of the command line. Its code is loaded only when it is called, so that small commands start fast. */
interface Noun {
	readonly about: string;
	load(): Promise<{ run(args: string[], io: Io): Promise<number> }>;
}

const nouns: Record<string, Noun> = {
	digest: {
		about: 'draft, plan, preview, test, send and follow a digest',
		load: () => import('./digest.ts'),
	},
	event: { about: 'events, their guests and what only guests see', load: () => import('./event.ts') },
	person: { about: 'the people you know, and their timelines', load: () => import('./person.ts') },
	reply: { about: 'take in what people wrote back', load: () => import('./reply.ts') },
	import: { about: 'bring the posts of an existing blog', load: () => import('./import.ts') },
	sync: {
		about: 'fetch new mail from the inbox, fill free seats, hand over waiting letters',
		load: () => import('./sync.ts'),
	},
	doctor: {
		about: 'look at domain, provider, keys and store, and say what to mend',
		load: () => import('./doctor.ts'),
	},
	secret: { about: 'change the key that signs links', load: () => import('./secret.ts') },
	store: { about: 'status, migrate, back up and restore the store', load: () => import('./store.ts') },
};

/** Runs a command line; the answer is the exit code: 0 done, 1 failed with a hint, 2 misuse. */
export async function main(args: string[], io: Io): Promise<number> {
	const [name, ...rest] = args;
	if (!name || ['help', '--help', '-h'].includes(name)) {
		io.stdout(help());
		return name ? 0 : 2;
	}
	const noun = Object.hasOwn(nouns, name) ? nouns[name] : undefined;
	if (!noun) {
		io.stderr(`kindred knows no \`${name}\`.\nType \`kindred help\` for what it does.\n`);
		return 2;
	}
	try {
		return await (await noun.load()).run(rest, io);
	} catch (error) {
		return explain(error, io);
	}
}

function explain(error: unknown, io: Io): number {
	if (error instanceof KindredError || (error instanceof Error && 'hint' in error)) {
		io.stderr(`${error.message}\n${String((error as { hint?: unknown }).hint ?? '')}\n`);
		return 1;
	}
	// `node:util parseArgs` refuses what it does not know with these codes.
	if (error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) {
		io.stderr(`${error.message}\nType \`kindred help\` for what there is.\n`);
		return 2;
	}
	throw error;
}

function help(): string {
	const width = Math.max(...Object.keys(nouns).map((name) => name.length));
	const lines = Object.entries(nouns).map(
		([name, { about }]) => `  kindred ${name.padEnd(width)}   ${about}`,
	);
	return `kindred <noun> <verb>\n\n${lines.join('\n')}\n\nEvery reading command takes --json; --now <ISO> fixes the clock.\n`;
}
