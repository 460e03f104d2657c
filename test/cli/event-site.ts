import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { minimalSite } from '../astro/minimal.ts';

const bin = fileURLToPath(new URL('../../integrations/kindred/bin/kindred.js', import.meta.url));
const preload = new URL('../kill/preload.ts', import.meta.url).href;

/** What a command said, and how it ended. */
export interface Ran {
	readonly code: number | null;
	readonly signal: string | null;
	readonly out: string;
	readonly err: string;
}

/** A site of its own with events, whose author types commands; each is a process. */
export function eventSite(events: Readonly<Record<string, string>>) {
	const { root, remove } = minimalSite({
		'astro.config.mjs': `import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import kindred from 'astro-kindred';

export default defineConfig({
	site: 'https://example.com',
	integrations: [mdx(), kindred({
		from: 'Ada <ada@example.com>', name: 'The Long Table', inbound: 'letters@in.example.com',
		imprint: '1 Park Lane, London', languages: ['en', 'zh-Hant'], zone: 'Europe/Berlin', cards: false,
	})],
});
`,
		...Object.fromEntries(Object.entries(events).map(([name, text]) => [`content/events/${name}`, text])),
	});
	const private_ = join(root, '.kindred');
	const outbox = join(private_, 'outbox');
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(VITEST|RESEND_|KINDRED_|NODE_OPTIONS)/.test(name),
	);
	const names = () =>
		(existsSync(outbox) ? readdirSync(outbox, { recursive: true }) : [])
			.map(String)
			.filter((name) => name.endsWith('.eml'))
			.sort();
	let seen = new Set<string>();
	return {
		root,
		remove,
		/** `now`: the clock of the command. `env`: what else is in its environment. */
		kindred(args: readonly string[], now: string, env: Readonly<Record<string, string>> = {}): Ran {
			const counted = (env['KILL_AT'] ?? env['POINTS_TO']) ? ['--import', preload] : [];
			const { status, signal, stdout, stderr } = spawnSync(
				process.execPath,
				[...counted, '--disable-warning=ExperimentalWarning', bin, ...args, '--now', now],
				{
					cwd: root,
					encoding: 'utf8',
					env: { ...Object.fromEntries(inherited), ASTRO_TELEMETRY_DISABLED: '1', ...env },
				},
			);
			return { code: status, signal, out: stdout, err: stderr };
		},
		read: (name: string) => readFileSync(join(root, 'content/events', name), 'utf8'),
		edit(name: string, before: string, after: string) {
			const file = join(root, 'content/events', name);
			const source = readFileSync(file, 'utf8');
			if (!source.includes(before)) throw new Error(`${name} does not say ${before}`);
			writeFileSync(file, source.replace(before, after));
		},
		/** Store and outbox as they are, to come back to. */
		keep() {
			const copy = join(root, '..', 'kept');
			rmSync(copy, { recursive: true, force: true });
			cpSync(private_, copy, { recursive: true });
			return () => {
				rmSync(private_, { recursive: true });
				cpSync(copy, private_, { recursive: true });
			};
		},
		/** The letters that have left since the last time, one line each. */
		async sent(): Promise<string[]> {
			const fresh = names().filter((name) => !seen.has(name));
			const lines = await Promise.all(fresh.map((name) => lineOf(readFileSync(join(outbox, name)))));
			return lines.sort();
		},
		/** From here on. */
		mark() {
			seen = new Set(names());
		},
	};
}

/** `ada@example.com: Something has changed: Supper | REQUEST 1` */
async function lineOf(raw: Uint8Array): Promise<string> {
	const mail = await PostalMime.parse(raw);
	const file = mail.attachments.find(({ filename }) => filename === 'invite.ics');
	const text = file ? Buffer.from(file.content as ArrayBuffer).toString('utf8') : '';
	const value = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(text)?.[1] ?? '';
	return `${mail.to?.[0]?.address}: ${mail.subject}${text && ` | ${value('METHOD')} ${value('SEQUENCE')}`}`;
}
