import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Writes docs/configuration.md from the doc comments of the options' schema and of the environment variables, so that the
 * page, the hover text of an editor and the code say the same. `npm run docs` runs it; a test says when it was forgotten.
 */

const source = fileURLToPath(new URL('../integrations/kindred/src/config.ts', import.meta.url));
export const page = fileURLToPath(new URL('../docs/configuration.md', import.meta.url));

/** Every option with its doc comment, in the order of the schema: `theme.paper` → `Background. Default: …`. */
export function readOptions(code: string): { name: string; text: string }[] {
	const body = code.slice(
		code.indexOf('export const optionsSchema'),
		code.indexOf('/** What the author writes. */'),
	);
	const options: { name: string; text: string }[] = [];
	const parents: { indent: number; key: string }[] = [];
	for (const match of body.matchAll(/(?:\/\*\*([\s\S]*?)\*\/\s*?\n)?^(\t+)([a-z]\w*):/gim)) {
		const [, comment, tabs = '', key = ''] = match;
		while (parents.length && parents.at(-1)!.indent >= tabs.length) parents.pop();
		if (comment)
			options.push({ name: [...parents.map((parent) => parent.key), key].join('.'), text: plain(comment) });
		parents.push({ indent: tabs.length, key });
	}
	return options;
}

function plain(comment: string): string {
	return comment
		.replace(/^\s*\*?\s?/gm, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** The variables of the environment: secrets and what differs from machine to machine. */
const variables: [name: string, text: string][] = [
	[
		'KINDRED_SECRET',
		'Keys that sign links, newest first, separated by commas. Default: one is made in `.kindred/secret`; `kindred secret rotate` changes it.',
	],
	['KINDRED_STORE', '`sqlite:<file>` or `postgres://…`. Default: `sqlite:.kindred/kindred.db`.'],
	['RESEND_API_KEY', 'Sends through Resend. Default: none; letters go to the outbox.'],
	['RESEND_BASE_URL', 'Another address of the same API, for a proxy or a stand-in. Default: Resend’s own.'],
	[
		'RESEND_WEBHOOK_SECRET',
		'Turns `/kindred/webhook/` on: `whsec_…`, as Resend shows it; two with a comma between them while it changes. Default: none.',
	],
	[
		'KINDRED_SMTP',
		'`smtps://user:password@host` or `smtp://…:587`: sends through a mail server instead. Default: none.',
	],
	[
		'KINDRED_IMAP',
		'`imaps://user:password@host/INBOX`: the mailbox that `kindred sync` reads. Default: none.',
	],
	[
		'SITE',
		'The address this blog is built for; its `astro.config.mjs` reads it. Default: `http://localhost:4321`.',
	],
];

export function configurationPage(): string {
	const options = readOptions(readFileSync(source, 'utf8'));
	return `# Configuration

Options are given to \`kindred({ … })\` in \`astro.config.mjs\`. An unknown key or a value that makes no sense stops the build
with two sentences: what is wrong, and what to write.

\`\`\`js
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import kindred from 'astro-kindred';

export default defineConfig({
	site: 'https://example.com',
	integrations: [mdx(), kindred({ from: 'Ada <ada@example.com>' })],
});
\`\`\`

## Options

${options.map(({ name, text }) => `### \`${name}\`\n\n${text}`).join('\n\n')}

## Environment

Secrets never stand in a file that git sees. The site reads them when it runs, the command line also from \`.env\`.

| variable | what it does |
| --- | --- |
${variables.map(([name, text]) => `| \`${name}\` | ${text} |`).join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, configurationPage());
