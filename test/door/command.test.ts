import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findNode, isSuitable } from '../../integrations/kindred/bin/node.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'integrations/kindred/bin/kindred.js');
const folder = mkdtempSync(join(tmpdir(), 'kindred door '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file below the scratch folder. */
function write(path: string, text: string, mode = 0o644): string {
	const file = join(folder, path);
	mkdirSync(join(file, '..'), { recursive: true });
	writeFileSync(file, text, { mode });
	return file;
}

describe('the command', () => {
	const kindred = (...args: string[]) =>
		spawnSync(process.execPath, [bin, ...args], { cwd: root, encoding: 'utf8' });

	it('says what it can do', () => {
		expect(kindred('help')).toMatchObject({ status: 0, stderr: '' });
	});
	it('ends with 2 when it was misused', () => {
		expect(kindred('dance')).toMatchObject({ status: 2, stdout: '' });
	});
	it('does not mind that nobody reads to the end', async () => {
		const child = spawn(process.execPath, [bin, 'help'], { cwd: root });
		child.stdout.destroy();
		let complaint = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
		const code = await new Promise((resolve) => child.on('close', resolve));
		expect([code, complaint]).toEqual([0, '']);
	});
	it('knows which Node is new enough', () => {
		expect(['v20.20.2', 'v22.18.0', 'v22.19.0', 'v24.21.0', '26.1.0'].map(isSuitable)).toEqual([
			false,
			false,
			true,
			true,
			true,
		]);
		expect(findNode([folder])).toBe(process.execPath);
	});
	it('says in two sentences that there is no Node for it', () => {
		cpSync(join(root, 'integrations/kindred/bin'), join(folder, 'bin'), { recursive: true });
		const old = write(
			'old.mjs',
			`
			Object.defineProperty(process, 'version', { value: 'v20.1.0' });
			await import('./bin/kindred.js');`,
		);
		write('package.json', '{ "type": "module" }');
		const { status, stderr } = spawnSync(process.execPath, [old], { cwd: folder, encoding: 'utf8' });
		expect(status).toBe(1);
		expect(stderr).toMatchInlineSnapshot(`
			"astro-kindred needs Node 22.19 or newer; this is v20.1.0, and the install brought no other.
			Install Node 24 from https://nodejs.org, or type \`npm install node@24\` in the folder of the site, and try again.
			"
		`);
	});
	it('goes on with the Node that the install brought, exit code and all', () => {
		write('node_modules/node/package.json', '{ "name": "node", "version": "24.21.0" }');
		write('node_modules/node/bin/node', '#!/bin/sh\necho "new node: $*"\nexit 3\n', 0o755);
		const { status, stdout } = spawnSync(process.execPath, [join(folder, 'old.mjs'), 'today'], {
			cwd: folder,
			encoding: 'utf8',
		});
		expect(stdout).toContain('kindred.js today');
		expect(status).toBe(3);
	});
});

describe('npm start and npm test on a fresh clone', () => {
	const clone = join(folder, 'a clone');
	const lock = (version: string) =>
		JSON.stringify({
			packages: {
				'': { name: 'blog' },
				'node_modules/astro': { version },
				'node_modules/@oxlint/binding-win32-x64-msvc': { version: '1.0.0', optional: true },
				'integrations/kindred': { version: '0.1.0' },
				'node_modules/astro-kindred': { link: true },
			},
		});
	/**
	 * Starts a script through the door, with an npm that only says that it was called and does what npm does to
	 * its notes.
	 */
	const start = () => {
		const { npm_execpath: _npm, ...env } = process.env;
		const path = `${join(folder, 'fake')}${delimiter}${process.env['PATH']}`;
		const options = { cwd: folder, encoding: 'utf8', env: { ...env, PATH: path } } as const;
		return spawnSync(process.execPath, [join(clone, 'scripts/run.mjs'), 'scripts/hello.ts'], options).stdout;
	};
	for (const part of ['scripts/run.mjs', 'scripts/install.mjs', 'integrations/kindred/bin']) {
		cpSync(join(root, part), join(clone, part), { recursive: true });
	}
	write('a clone/package.json', '{ "type": "module" }');
	write('a clone/scripts/hello.ts', "const word: string = 'hello';\nconsole.log(word);\n");
	write(
		'fake/npm',
		'#!/bin/sh\necho "npm $*"\nmkdir -p node_modules/astro\ncp package-lock.json node_modules/.package-lock.json\n',
		0o755,
	);

	it('installs once, and again when the lock file has changed', () => {
		write('a clone/package-lock.json', lock('7.3.4'));
		expect(start()).toBe(
			'Installing packages (node_modules is not there yet); this takes about a minute …\nnpm ci --no-audit --no-fund\nhello\n',
		);
		expect(start()).toBe('hello\n');
		write('a clone/package-lock.json', lock('7.3.5'));
		expect(start()).toContain('Installing packages (astro is not there yet)');
		expect(start()).toBe('hello\n');
	});
	it('installs what somebody has removed by hand', () => {
		rmSync(join(clone, 'node_modules/astro'), { recursive: true });
		expect(start()).toContain('npm ci');
	});
});
