import { afterEach, expect, test } from 'vitest';
import { readFrontMatter } from '../../integrations/kindred/src/post/front-matter.ts';

function read(source: string, openFenceOptional = false) {
	const front = readFrontMatter(source, openFenceOptional);
	if ('skipped' in front) return front;
	const values = Object.fromEntries([...front.fields].map(([key, { value }]) => [key, value]));
	return { values, body: front.body, bodyLine: front.bodyLine };
}

test('reads YAML, with the line the body begins on', () => {
	expect(read('---\ntitle: Tea\n---\n\nHello\n')).toEqual({
		values: { title: 'Tea' },
		body: 'Hello\n',
		bodyLine: 5,
	});
});

test('allows a byte-order mark, CRLF, blank lines in front and blanks behind the fences', () => {
	expect(read('\uFEFF\r\n---  \r\ntitle: Tea \r\n---\t\r\nHello\r\n')).toEqual({
		values: { title: 'Tea' },
		body: 'Hello\n',
		bodyLine: 5,
	});
});

test('reads numbers as js-yaml 4 does: a clock stays a text', () => {
	expect(read('---\nat: 17:00\nzip: 0o17\n---\n')).toHaveProperty('values', { at: '17:00', zip: 15 });
});

test('keeps the written text of what YAML turns into something else', () => {
	const front = readFrontMatter('---\ntitle: 1.10\ndate: 2019-02-30\n---\n');
	if ('skipped' in front) throw new Error(front.skipped);
	expect(front.fields.get('title')).toMatchObject({ value: 1.1, written: '1.10', line: 2 });
	expect(front.fields.get('date')).toMatchObject({ written: '2019-02-30', line: 3 });
});

test('reads TOML, JSON and heads without an opening fence', () => {
	expect(read('+++\ntitle = "Tea"\n+++\nHello')).toMatchObject({ values: { title: 'Tea' }, body: 'Hello' });
	expect(read(';;;\n"title": "Tea"\n;;;\nHello')).toMatchObject({ values: { title: 'Tea' }, body: 'Hello' });
	expect(read('title: Tea\ndate: 2020-01-02\n---\nHello', true)).toMatchObject({
		values: { title: 'Tea' },
		body: 'Hello',
		bodyLine: 4,
	});
});

test('reads headings that a language model wrote in place of front matter', () => {
	expect(read('### Title: Tea\n### Date: May 1, 2024\n\n---\n\nHello')).toMatchObject({
		values: { title: 'Tea', date: 'May 1, 2024' },
		body: '\nHello',
	});
});

test('a rule at the top is text, not front matter', () => {
	expect(read('---\nHello there\n---\nMore')).toMatchObject({
		values: {},
		body: '---\nHello there\n---\nMore',
	});
	expect(read('---\n\nHello there')).toMatchObject({ values: {}, body: '---\n\nHello there' });
});

afterEach(() => void Reflect.deleteProperty(globalThis, 'hacked'));

test('never runs JavaScript, not even on a second look', () => {
	for (const fence of ['---js', '---javascript', '---coffee', '--- js']) {
		const source = `${fence}\n{ title: (globalThis.hacked = 1) }\n---\nHello`;
		for (let time = 0; time < 2; time++)
			expect(read(source)).toHaveProperty('skipped', expect.stringMatching(/^line 1: .*never run/));
	}
	expect(globalThis).not.toHaveProperty('hacked');
});

test.each([
	['---\ntitle: Tea\nHello', 'line 1: the front matter is opened with `---` and never closed'],
	[
		'---\ntitle: @home\n---\n',
		'line 2: the front matter is not YAML. A value that starts with `@` or a backtick needs quotes around it, `title: @home`',
	],
	[
		'\n---\ntitle: [Tea] time\n---\n',
		'line 3: the front matter is not YAML. A value that starts with `[` needs quotes around it, `title: [Tea] time`',
	],
	[
		'---\ntitle: a\ndraft: no\ndraft: no\n---\n',
		'line 4: the front matter is not YAML. A key is there twice, `draft: no`; keep one',
	],
	[
		'---\ntitle: Part 1: Tea\n---\n',
		'line 2: the front matter is not YAML. A value with a colon in it needs quotes around it, `title: Part 1: Tea`',
	],
])('says in words, with the line, what is wrong with %j', (source, reason) => {
	expect(read(source)).toEqual({ skipped: reason });
	expect(read(source)).toEqual({ skipped: reason });
});

test('says the line of broken TOML', () => {
	expect(read('+++\ntitle = "Tea"\ndate = \n+++\n')).toHaveProperty(
		'skipped',
		expect.stringMatching(/^line 3: /),
	);
});

test('refuses a head longer than 64 KB', () => {
	expect(read(`---\ntitle: ${'x'.repeat(70_000)}\n---\n`)).toHaveProperty(
		'skipped',
		expect.stringContaining('64 KB'),
	);
});
