import { execFile, type ExecFileException } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replyTag } from '../../integrations/kindred/src/base/token.ts';
import { withTag } from '../../integrations/kindred/src/base/address.ts';
import { minimalSite } from '../astro/minimal.ts';

const bin = fileURLToPath(new URL('../../integrations/kindred/bin/kindred.js', import.meta.url));
const SECRET = 'a secret that is long enough to sign with';
export const INBOUND = 'letters@in.example.com';

/** A site on which commands run as processes, with an editor that writes what it is told. */
export interface AnswerSite {
	readonly root: string;
	run(args: readonly string[], more?: { env?: NodeJS.ProcessEnv; input?: string | undefined }): Promise<Ran>;
	/** Writes a mail into a file and takes it in; the id it is kept under. */
	take(raw: string): Promise<number>;
	/** The address that answers to letters to this person come to. */
	tagged(person: number, thing?: string): string;
	/** An `EDITOR` that puts this text on top of what it finds, or does what a script says. */
	editor(text: string): string;
	outbox(): string[];
	drafts(): string[];
	remove(): void;
}

export interface Ran {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

export function answerSite(): AnswerSite {
	const { root, remove } = minimalSite({
		'astro.config.mjs': `import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import kindred from 'astro-kindred';
export default defineConfig({
	site: 'https://example.com',
	integrations: [mdx(), kindred({ from: 'Ada <ada@example.com>', inbound: '${INBOUND}', cards: false })],
});
`,
	});
	let count = 0;
	const write = (name: string, text: string): string => {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), text);
		return join(root, name);
	};
	const files = (folder: string, ending: string) => {
		const path = join(root, '.kindred', folder);
		return readNames(path)
			.filter((name) => name.endsWith(ending))
			.map((name) => join(path, name));
	};
	const site: AnswerSite = {
		root,
		remove,
		run: (args, { env, input } = {}) => run(root, args, env, input),
		async take(raw) {
			const { out } = await site.run(['reply', 'ingest', write(`mails/${++count}.eml`, raw), '--json']);
			return (JSON.parse(out) as { reply: number }[])[0]!.reply;
		},
		tagged: (person, thing = 'digest:first') => withTag(INBOUND, replyTag(person, thing, [SECRET])),
		editor(text) {
			const words = write(`words ${++count}.txt`, text);
			const script = write(
				`editor ${count}.mjs`,
				`import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[2];
writeFileSync(file, readFileSync(${JSON.stringify(words)}, 'utf8') + readFileSync(file, 'utf8'));
`,
			);
			return `"${process.execPath}" "${script}"`;
		},
		outbox: () => files('outbox', '.eml').map((file) => readFileSync(file, 'utf8')),
		drafts: () =>
			files('drafts', '.txt').map(
				(file) => `${(statSync(file).mode & 0o777).toString(8)}\n${readFileSync(file, 'utf8')}`,
			),
	};
	return site;
}

function readNames(path: string): string[] {
	try {
		return readdirSync(path).toSorted();
	} catch {
		return [];
	}
}

function run(
	cwd: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = {},
	input: string | undefined = undefined,
): Promise<Ran> {
	const clean = Object.entries(process.env).filter(
		([name]) => !/^(RESEND|KINDRED|VITE|VITEST|NODE_ENV|EDITOR$|VISUAL$|TEST$)/.test(name),
	);
	const all = { ...Object.fromEntries(clean), ASTRO_TELEMETRY_DISABLED: '1', KINDRED_SECRET: SECRET, ...env };
	return new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			[bin, ...args],
			{ cwd, env: all, maxBuffer: 64_000_000 },
			(error: ExecFileException | null, out, err) =>
				resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, out, err }),
		);
		child.stdin?.end(input ?? '');
	});
}
