import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import { openEventDesk, type EventDesk } from './event-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => current.desk,
}));

let test: EventDesk;
beforeEach(async () => {
	test = await openEventDesk();
	current.desk = { ...test.desk, snapshot: { ...test.house.snapshot, posts: [] } };
	for (const name of ['ada', 'bob', 'cy']) await test.comes(name);
	test.letters.length = 0;
	test.clock.now = '2031-05-18T09:00:00.000Z';
});
afterEach(() => test.remove());

const refused = (...args: string[]) =>
	run(['recap', 'supper', ...args], test.io).then(
		() => undefined,
		({ message, hint }: { message: string; hint: string }) => `${message} ${hint}`,
	);

describe('kindred event recap', () => {
	it('begins an article with the numbers of the event, and overwrites none', async () => {
		await run(['check-in', 'supper', 'ada@example.com', '--done'], test.io);
		test.said();
		expect(await run(['recap', 'supper'], test.io)).toBe(0);
		const file = join(test.root, 'content', 'posts', 'supper-recap.mdx');
		expect(test.said()).toContain(`Wrote ${file}`);
		const text = readFileSync(file, 'utf8');
		expect(text).toContain('event: "supper"');
		expect(text).toContain('2 had a seat, 1 came, 1 of them for the first time;\n    1 missed it, 1 waited');
		for (const who of ['ada', 'bob', 'cy']) expect(text).not.toContain(`${who}@`);
		expect(await refused()).toContain('is there already');
		expect(readFileSync(file, 'utf8')).toBe(text);
	});

	it('leaves the article alone that is there, under whatever name', async () => {
		current.desk = {
			...current.desk,
			snapshot: { ...test.house.snapshot, posts: [{ id: 'a-night', event: 'supper' }] },
		};
		expect(await refused()).toContain('The article "a-night" is about the event "supper" already.');
		expect(existsSync(join(test.root, 'content'))).toBe(false);
	});

	it('has nothing to tell before it has begun', async () => {
		test.clock.now = '2031-05-17T10:00:00.000Z';
		expect(await refused()).toContain('has not begun');
		expect(await refused('--thank')).toContain('has not begun');
	});

	it('thanks those who came, once its author has seen whom and how', async () => {
		await run(['check-in', 'supper', 'ada@example.com'], test.io);
		expect(await refused('--thank')).toContain('kindred event check-in supper --done');
		await run(['check-in', 'supper', '--done'], test.io);
		test.said();
		const words = "It was good. Don't wash up!";
		expect(await run(['recap', 'supper', '--thank', '--say', words], test.io)).toBe(0);
		const shown = test.said();
		expect(shown).toContain('1 letter to ada@example.com');
		expect(shown).toContain(words);
		expect(test.letters).toEqual([]);
		expect(existsSync(join(test.root, '.kindred', 'preview', 'supper.thanks.html'))).toBe(true);
		const [, hash = ''] =
			/--say 'It was good\. Don'\\''t wash up!' --plan ([0-9a-f]{12})\n/.exec(shown) ?? [];
		expect(await refused('--thank', '--plan', hash)).toContain('is not what you looked at');
		expect(await run(['recap', 'supper', '--thank', '--say', words, '--plan', hash], test.io)).toBe(0);
		expect(test.said()).toBe('1 guest thanked.\n');
		expect(test.letters.map(({ to }) => to.email)).toEqual(['ada@example.com']);
		await run(['recap', 'supper', '--thank', '--say', words], test.io);
		expect(test.said()).toBe('Everybody who came was thanked.\n');
	});

	it('thanks nobody where nobody came', async () => {
		await run(['check-in', 'supper', '--done'], test.io);
		test.said();
		await run(['recap', 'supper', '--thank'], test.io);
		expect(test.said()).toBe('Nobody is noted as having come.\n');
	});
});
