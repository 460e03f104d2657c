import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	eventFile,
	hasField,
	withField,
	writeField,
} from '../../integrations/kindred/src/files/event-file.ts';

describe('one value in the front matter of a file', () => {
	it.each([
		['---\ntitle: A\n---\nHi\n', '---\ntitle: A\nsequence: 2\n---\nHi\n'],
		['---\nsequence: 1\ntitle: A\n---\n', '---\nsequence: 2\ntitle: A\n---\n'],
		['---\ntitle: A\nsequence:   1   # by hand\n---\n', '---\ntitle: A\nsequence:   2   # by hand\n---\n'],
		['---\nsequence: "1"\n---\n', '---\nsequence: 2\n---\n'],
		['---\nsequence:\ntitle: A\n---\n', '---\nsequence: 2\ntitle: A\n---\n'],
		[
			'\uFEFF---\r\ntitle: A\r\nsequence: 1\r\n---\r\nHi',
			'\uFEFF---\r\ntitle: A\r\nsequence: 2\r\n---\r\nHi',
		],
		['\r\n---\r\ntitle: A\r\n---\r\n', '\r\n---\r\ntitle: A\r\nsequence: 2\r\n---\r\n'],
		['---\nplace:\n  sequence: 1\n---\n', '---\nplace:\n  sequence: 1\nsequence: 2\n---\n'],
		['---\n---\nsequence: 1\n', '---\nsequence: 2\n---\nsequence: 1\n'],
		[
			'---\ntitle: "a --- b"\n---\n\n---\nsequence: 9\n',
			'---\ntitle: "a --- b"\nsequence: 2\n---\n\n---\nsequence: 9\n',
		],
		['---\ntitle: $& $1\n---\n', '---\ntitle: $& $1\nsequence: 2\n---\n'],
	])('is set, and nothing else: %j', (before, after) => {
		expect(withField(before, 'sequence', 2)).toBe(after);
	});

	it.each([
		'No fence.\n',
		'+++\nsequence = 1\n+++\n',
		'---\nnever: closed\n',
		'---\n{ title: A, sequence: 1 }\n---\n',
		'---\nsequence: >\n  1\n---\n',
		'---\n- a\n---\n',
		'---\na: b: c\n---\n',
		'---\nsequence: 1\nsequence: 3\n---\n',
		'',
	])('is left alone where it cannot be done so: %j', (source) => {
		expect(withField(source, 'sequence', 2)).toBeUndefined();
	});

	it('of another kind is a word', () => {
		expect(withField('---\nstatus: scheduled # so far\n---\n', 'status', 'cancelled')).toBe(
			'---\nstatus: cancelled # so far\n---\n',
		);
		expect([
			hasField('---\nstatus: x\n---\n', 'status'),
			hasField('---\na: b\n---\nstatus: x', 'status'),
		]).toEqual([true, false]);
	});

	it('takes no longer for a front matter of a megabyte that is never closed', () => {
		expect(withField(`---\n${'a: 1 #\n'.repeat(150_000)}`, 'sequence', 2)).toBeUndefined();
	});
});

describe('the file of an event', () => {
	let root: string;
	beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'a site '))));
	afterEach(() => rm(root, { recursive: true }));
	const write = async (path: string, source: string | Uint8Array = '---\ntitle: A\n---\n') => {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), source);
		return join(root, path);
	};

	it.each([
		['supper', 'content/events/supper.md'],
		['supper.zh-hant', 'content/events/supper.zh-hant.mdx'],
		['2031/supper', 'content/events/2031/supper/index.md'],
		['supper', 'src/content/events/supper.md'],
	])('%s is found as %s', async (id, path) => {
		await write(path);
		await write('content/events/supper.md.bak');
		expect(await eventFile(root, id)).toBe(path);
		expect(await eventFile(root, 'supp')).toBeUndefined();
	});

	it('is written with its mode kept, or not at all', async () => {
		const file = await write('content/events/supper.md');
		await chmod(file, 0o640);
		expect(await writeField(file, 'sequence', 3)).toBe(true);
		expect(await readFile(file, 'utf8')).toBe('---\ntitle: A\nsequence: 3\n---\n');
		expect((await stat(file)).mode & 0o777).toBe(0o640);
		const latin = await write('content/events/latin.md', Buffer.from('---\ntitle: Caf\xe9\n---\n', 'latin1'));
		expect(await writeField(latin, 'sequence', 3)).toBe(false);
		expect((await readFile(latin)).includes(0xe9)).toBe(true);
	});
});
