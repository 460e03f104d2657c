import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPicture } from '../../integrations/kindred/src/files/picture-kind.ts';
import { writeEntries } from '../../integrations/kindred/src/files/write-entries.ts';
import type { Incoming } from '../../integrations/kindred/src/post/index.ts';
import { planImport } from '../../integrations/kindred/src/post/index.ts';

let home: string;
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'kindred-entries-'))));
afterEach(() => rm(home, { recursive: true }));

const places = () => ({ blog: home, collection: join(home, 'posts'), public: join(home, 'public') });
function incoming(): Incoming[] {
	const source = '---\ntitle: Tea\ndate: 2020-01-02\n---\nTea for eight, at one table, on a Friday.\n';
	return [...planImport([{ path: 'tea.md', source }], 'astro', { hasPicture: () => false }).incoming];
}

test('a file appears whole, and nothing else stays behind', async () => {
	const [entry] = incoming();
	expect([...(await writeEntries([entry!], places(), {})).values()]).toEqual(['new']);
	expect(await readdir(places().collection)).toEqual(['tea.md']);
	expect(await readFile(join(places().collection, 'tea.md'), 'utf8')).toBe(entry!.text);
});

test('when one picture cannot be replaced, nothing of its post is written', async () => {
	await mkdir(join(home, 'posts/tea'), { recursive: true });
	await writeFile(join(home, 'posts/tea/cup.png'), 'mine');
	await writeFile(join(home, 'cup.png'), 'theirs');
	const entry: Incoming = {
		...incoming()[0]!,
		path: 'tea/index.md',
		pictures: [{ from: 'cup.png', to: 'tea/cup.png', into: 'collection' }],
	};
	const [written] = (await writeEntries([entry], places(), {})).values();
	expect(written).toEqual({ refused: '`tea/cup.png` exists and is different; `--force` replaces it' });
	expect(await readdir(join(home, 'posts/tea'))).toEqual(['cup.png']);
});

test('a link in the collection that leads out of it is not written through', async () => {
	await mkdir(join(home, 'posts'));
	await mkdir(join(home, 'outside'));
	await symlink(join(home, 'outside'), join(home, 'posts/tea'));
	const entry: Incoming = { ...incoming()[0]!, path: 'tea/index.md' };
	await expect(writeEntries([entry], places(), {})).rejects.toThrow('leads out of');
	expect(await readdir(join(home, 'outside'))).toEqual([]);
});

test('a picture is judged by its bytes, an SVG also by its size', () => {
	const padded = (text: string) => Buffer.from(text.padEnd(40), 'latin1');
	expect(isPicture('a.png', padded('\x89PNG\r\n\x1a\n'))).toBe(true);
	expect(isPicture('a.jpeg', padded('\xff\xd8\xff'))).toBe(true);
	expect(isPicture('a.png', padded('<html>'))).toBe(false);
	expect(isPicture('a.png', Buffer.alloc(0))).toBe(false);
	expect(isPicture('a.mp4', padded('\x89PNG\r\n\x1a\n'))).toBe(false);
	expect(isPicture('a.svg', padded('<?xml ?><svg viewBox="0 0 1 1">'))).toBe(true);
	expect(isPicture('a.svg', padded('<svg class="x">'))).toBe(false);
});
