import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { pathToFileURL } from 'node:url';
import { outboxKey } from '../integrations/kindred/src/astro/outbox-door.ts';
import { instant } from '../integrations/kindred/src/base/time.ts';
import { readKeys } from '../integrations/kindred/src/files/secret.ts';
import { build, isBuilt } from './built.ts';
import { seed } from './seed.ts';

/** The part of the adapter's server that we use. */
interface BuiltServer {
	startServer(): { server: { server: NodeJS.EventEmitter; stop(): Promise<void> } };
}

const root = process.cwd();
/**
 * Only this machine is served: a blog for everybody runs `dist/server/entry.mjs` behind its own web server.
 */
const HOST = '127.0.0.1';
const USUAL_PORT = 4321;

if (existsSync('.env')) loadEnvFile('.env');
const port = await choosePort();
const site = process.env['SITE'] ?? `http://localhost:${port}`;
// A blog that is already running on the usual port keeps its files.
const out = port === USUAL_PORT ? join(root, 'dist') : join(root, '.kindred', 'sites', String(port));

if (!(await isBuilt({ root, site, out }))) {
	say('Building the blog; this may take half a minute …');
	const problem = await build({ root, site, out });
	if (problem)
		fail(
			problem,
			'The blog could not be built.',
			'What is wrong stands above; `npm run build` shows all of it.',
		);
}
const sends = Boolean(process.env['RESEND_API_KEY'] || process.env['KINDRED_SMTP']);
const came = sends ? 0 : await seed(root, instant(new Date()));
await serve();
const outbox = `${site}/kindred/outbox/?key=${outboxKey(await readKeys(root, process.env), instant(new Date()))}`;
tell();
openBrowser(`${site}/`);

/** The usual port, or the one that `PORT` names, or the next one that is free. */
async function choosePort(): Promise<number> {
	const wanted = process.env['PORT'];
	if (wanted) {
		if (await isFree(Number(wanted))) return Number(wanted);
		fail('', `Port ${wanted} is taken.`, 'Stop what uses it, or name another: `PORT=4400 npm start`.');
	}
	for (let candidate = USUAL_PORT; candidate < USUAL_PORT + 50; candidate++) {
		if (await isFree(candidate)) return candidate;
	}
	return fail('', `Every port from ${USUAL_PORT} on is taken.`, 'Name a free one: `PORT=8080 npm start`.');
}

function isFree(candidate: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(candidate, HOST, () => probe.close(() => resolve(true)));
	});
}

/** Starts the built server in this process, and ends it with us. */
async function serve(): Promise<void> {
	Object.assign(process.env, {
		HOST,
		PORT: String(port),
		ASTRO_NODE_AUTOSTART: 'disabled',
		ASTRO_NODE_LOGGING: 'disabled',
	});
	const { startServer } = (await import(pathToFileURL(join(out, 'server', 'entry.mjs')).href)) as BuiltServer;
	const { server } = startServer();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => void server.stop().finally(() => process.exit(0)));
	}
	await new Promise<void>((resolve, reject) =>
		server.server.once('listening', resolve).once('error', reject),
	);
}

function tell(): void {
	const elsewhere = site === `http://localhost:${USUAL_PORT}` ? '' : `SITE=${site} `;
	const command = (line: string, what: string) =>
		`    ${`${elsewhere}npx kindred ${line}`.padEnd(52)}${what}`;
	const letters = sends
		? ['  Letters are really sent: a mail provider is configured.']
		: [`  Letters wait in   ${outbox}`, '                    (nothing leaves this machine)'];
	say(
		[
			'',
			`  The blog is at    ${site}/`,
			...letters,
			...(came ? [`\n  ${came} people at example.com moved in, so that there is something to see.`] : []),
			'',
			'  Subscribe on the blog, confirm in the outbox, and answer an event. Then, in a second terminal:',
			command('digest plan 2026-11-groups', 'who would get what, and why'),
			command('digest plan 2026-11-groups --approve', 'you have seen it'),
			command('digest send 2026-11-groups', sends ? 'to everybody in the plan' : 'into the outbox'),
			command('event guests a-table-for-eight-december', 'who comes, who waits, who is offered a seat'),
			command('person show amara@example.com', 'one person, and all that happened'),
			'',
			'  Ctrl-C stops the blog.',
			'',
		].join('\n'),
	);
}

/** Shows the blog to somebody who sits in front of it. Nothing depends on it. */
function openBrowser(url: string): void {
	if (!process.stdout.isTTY || process.env['CI'] || process.env['BROWSER'] === 'none') return;
	const name = process.platform === 'darwin' ? 'open' : 'xdg-open';
	if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
	if (!(process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))) return;
	spawn(name, [url], { stdio: 'ignore', detached: true })
		.on('error', () => undefined)
		.unref();
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

function fail(output: string, wrong: string, hint: string): never {
	process.stderr.write(`${output}${wrong}\n${hint}\n`);
	process.exit(1);
}
