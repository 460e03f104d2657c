import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import PostalMime from 'postal-mime';

const run = promisify(execFile);
const astro = fileURLToPath(new URL('../../node_modules/astro/bin/astro.mjs', import.meta.url));
const scratch = fileURLToPath(new URL('../../.kindred/test', import.meta.url));

/** The smallest site with everything on it. `security` and `words` are what the author wrote himself. */
const files = (url: string, security: string, words: string): Record<string, string> => ({
	'package.json': '{ "type": "module", "private": true }',
	'astro.config.mjs': `
		import mdx from '@astrojs/mdx';
		import node from '@astrojs/node';
		import { defineConfig } from 'astro/config';
		import kindred from 'astro-kindred';
		export default defineConfig({
			site: '${url}', trailingSlash: 'always', adapter: node({ mode: 'standalone' }), security: ${security},
			cacheDir: './.cache', vite: { cacheDir: './.vite' },
			integrations: [mdx(), kindred({
				from: 'Ada <ada@example.org>', inbound: 'letters@in.example.org', name: 'The Long Table',
				cards: false, ${words}
			})],
		});`,
	'src/content.config.ts': `
		import { defineCollection } from 'astro:content';
		import { digestSchema, eventSchema, kindredLoader, postSchema } from 'astro-kindred/schema';
		export const collections = {
			posts: defineCollection({ loader: kindredLoader('./content/posts'), schema: postSchema() }),
			digests: defineCollection({ loader: kindredLoader('./content/digests'), schema: digestSchema() }),
			events: defineCollection({ loader: kindredLoader('./content/events'), schema: eventSchema() }),
		};`,
	'src/pages/own.ts': `
		export const prerender = false;
		export const POST = async ({ request }) => new Response(String((await request.text()).length));`,
	'content/posts/groups.md': '---\ntitle: Groups\ndate: 2026-01-01\ntags: [groups]\n---\nHello.\n',
	'content/digests/.gitkeep': '',
	'content/events/.gitkeep': '',
});

/** A site that was built and is being served. */
export interface ServedSite {
	readonly root: string;
	readonly port: number;
	/** The newest letter in the outbox. */
	letter(): Promise<{ subject: string; text: string; html: string; leave: string; to: string }>;
	letterCount(): number;
	/** Serves the same build once more, by a process of its own; it ends with the first. Answers its port. */
	again(): Promise<number>;
	stop(): Promise<void>;
}

/**
 * Builds a small site for `url` in a folder of its own and serves it on a free port, with `more` in its environment and `content`
 * besides its one post, by path.
 */
export async function serveSite(
	url: string,
	security = '{}',
	words = `languages: ['en', 'zh-Hant', 'ar']`,
	more: Readonly<Record<string, string>> = {},
	content: Readonly<Record<string, string>> = {},
): Promise<ServedSite> {
	// Inside the checkout: Astro 7.3 takes a package that shares no folder with the site for a path of the site.
	mkdirSync(scratch, { recursive: true });
	const root = mkdtempSync(join(scratch, 'a site '));
	for (const [name, text] of Object.entries({ ...files(url, security, words), ...content })) {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), text);
	}
	const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|RESEND_|KINDRED_)/.test(name));
	const env = {
		...Object.fromEntries(inherited),
		NODE_ENV: 'production',
		ASTRO_TELEMETRY_DISABLED: '1',
		HOST: '127.0.0.1',
		PORT: '0',
		...more,
	};
	await run(process.execPath, [astro, 'build'], { cwd: root, env });
	const servers: ChildProcess[] = [];
	const again = () => {
		const server = spawn(process.execPath, ['dist/server/entry.mjs'], { cwd: root, env });
		servers.push(server);
		return portOf(server);
	};
	const port = await again();
	const outbox = join(root, '.kindred', 'outbox');
	const letters = () =>
		(existsSync(outbox) ? readdirSync(outbox) : []).filter((name) => name.endsWith('.eml')).sort();
	return {
		root,
		port,
		again,
		letterCount: () => letters().length,
		async letter() {
			const mail = await PostalMime.parse(readFileSync(join(outbox, letters().at(-1)!)));
			const leave = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
			return {
				subject: mail.subject ?? '',
				text: mail.text ?? '',
				html: mail.html ?? '',
				to: mail.to?.[0]?.address ?? '',
				leave: leave.replace(/[<>\s]/g, ''),
			};
		},
		async stop() {
			for (const server of servers) server.kill();
			rmSync(root, { recursive: true, force: true });
		},
	};
}

function portOf(server: ChildProcess): Promise<number> {
	return new Promise((resolve, reject) => {
		let said = '';
		const listen = (chunk: Buffer) => {
			said += chunk.toString();
			const port = /listening on\D+127\.0\.0\.1:(\d+)/.exec(said)?.[1];
			if (port) resolve(Number(port));
		};
		server.stdout?.on('data', listen);
		server.stderr?.on('data', listen);
		server.on('exit', () => reject(new Error(`The server ended: ${said}`)));
	});
}

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
	/** The first heading. */
	readonly title: string;
}

/** One request with exactly these headers: `fetch` would not let us write Host. */
export function callSite(
	port: number,
	method: string,
	path: string,
	headers: Record<string, string>,
	body: string,
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
			const pieces: Buffer[] = [];
			answer.on('data', (piece: Buffer) => pieces.push(piece));
			answer.on('end', () => {
				const text = Buffer.concat(pieces).toString();
				const title = /<h1>([^<]*)/.exec(text)?.[1] ?? '';
				resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, title });
			});
		});
		sent.on('error', reject);
		sent.end(body);
	});
}
