import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../integrations/kindred/src/base/hash.ts';
import { openAttachments, type AttachmentFolder } from '../../integrations/kindred/src/files/attachments.ts';

let root: string;
let folder: AttachmentFolder;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kindred-attachments-'));
	folder = openAttachments(root);
});
afterEach(() => rm(root, { recursive: true }));

const inside = () => readdir(join(root, '.kindred', 'attachments'));
const picture = Buffer.from('a picture');

describe('a file that came with a mail', () => {
	it('is one file however often it comes, also at once, for its owner alone', async () => {
		const hashes = await Promise.all(Array.from({ length: 8 }, () => folder.keep(picture)));
		expect(new Set(hashes)).toEqual(new Set([sha256(picture)]));
		expect(await inside()).toEqual([sha256(picture)]);
		const path = folder.pathOf(hashes[0]!);
		expect(await readFile(path)).toEqual(picture);
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
	});

	it('is written anew where a crash of the disk left half of it', async () => {
		const path = folder.pathOf(await folder.keep(picture));
		await rm(path);
		await writeFile(path, 'a pic');
		await folder.keep(picture);
		expect(await readFile(path)).toEqual(picture);
	});

	it('has a name that leads nowhere else', () => {
		for (const name of ['../secret', '/etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`])
			expect(() => folder.pathOf(name)).toThrow('no SHA-256');
	});

	it('is destroyed on demand, twice as well as once', async () => {
		const hash = await folder.keep(picture);
		await folder.erase([hash]);
		await folder.erase([hash]);
		expect(await inside()).toEqual([]);
	});

	it('without a mail is swept out, unless its mail may be about to be written', async () => {
		const [used, lost, fresh] = await Promise.all(
			['used', 'lost', 'fresh'].map((text) => folder.keep(Buffer.from(text))),
		);
		const yesterday = new Date(Date.now() - 86_400_000);
		for (const hash of [used!, lost!]) await utimes(folder.pathOf(hash), yesterday, yesterday);
		expect(await folder.sweep(async () => new Set([used!]), new Date())).toBe(1);
		expect((await inside()).sort()).toEqual([used, fresh].sort());
		expect(await openAttachments(join(root, 'none')).sweep(async () => new Set(), new Date())).toBe(0);
	});
});
