import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cardPath, writeCards, type Card } from '../../integrations/kindred/src/cards/index.ts';
import { card, root, temporaryFolder, theme } from './sample.ts';

const cards = [
	card(),
	card({ id: 'why-groups-die.zh-hant', title: '群組為什麼會死', lang: 'zh-Hant' }),
	card({ kind: 'event', id: '2031/dinner', title: 'A long table' }),
];
const write = (list: readonly Card[], folder: string, change = {}) =>
	writeCards(list, { outDir: join(folder, 'out'), cacheDir: join(folder, 'cache'), theme, root, ...change });

test('a second build draws nothing and writes the same cards', async () => {
	const folder = temporaryFolder();
	expect(await write(cards, folder)).toMatchObject({ rendered: 3, reused: 0 });
	const first = readFileSync(join(folder, 'out/cards/event/2031/dinner.png'));
	expect(await write(cards, folder, { outDir: join(folder, 'again') })).toMatchObject({
		rendered: 0,
		reused: 3,
	});
	expect(readFileSync(join(folder, 'again/cards/event/2031/dinner.png'))).toEqual(first);
});

test('an unchanged build loads neither the layout nor the rasteriser', async () => {
	const folder = temporaryFolder();
	await write([card()], folder);
	const script = `
		import { registerHooks } from 'node:module';
		const heavy = [];
		registerHooks({ resolve(name, context, next) {
			if (name === 'satori' || name === 'sharp') heavy.push(name);
			return next(name, context);
		} });
		const { writeCards } = await import(${JSON.stringify(join(root, 'integrations/kindred/src/cards/index.ts'))});
		const { reused } = await writeCards(${JSON.stringify([card()])}, ${JSON.stringify({
			outDir: join(folder, 'out'),
			cacheDir: join(folder, 'cache'),
			theme,
			root,
		})});
		console.log(JSON.stringify({ reused, heavy }));`;
	const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
	expect(JSON.parse(printed)).toEqual({ reused: 1, heavy: [] });
});

test.each<[string, Partial<Card>]>([
	['title', { title: 'Why groups live' }],
	['date', { line: '1 December 2026' }],
	['topics', { topics: ['groups'] }],
	['site', { site: 'Other Letters' }],
	['kind', { kind: 'digest' }],
	['direction', { dir: 'rtl' }],
])('another %s is another picture', async (_name, change) => {
	const folder = temporaryFolder();
	await write([card()], folder);
	expect((await write([card(change)], folder)).rendered).toBe(1);
});

test('other colours are other pictures; another id is the same picture', async () => {
	const folder = temporaryFolder();
	await write([card()], folder);
	expect((await write([card({ id: 'renamed' })], folder)).rendered).toBe(0);
	expect((await write([card()], folder, { theme: { ...theme, accent: '#205090' } })).rendered).toBe(1);
});

test('a build over the last one changes the card and never the kept picture of another', async () => {
	const folder = temporaryFolder();
	const outDir = join(folder, 'out');
	await write([card({ title: 'Before' })], folder, { outDir });
	const kept = readdirSync(join(folder, 'cache')).map((name) => join(folder, 'cache', name));
	const before = readFileSync(kept[0]!);
	await write([card({ title: 'After' })], folder, { outDir });
	expect(readFileSync(kept[0]!)).toEqual(before);
	expect(readFileSync(join(outDir, 'cards', 'post', 'why-groups-die.png'))).not.toEqual(before);
	expect(statSync(kept[0]!).mode & 0o222).toBe(0);
});

test('two builds at once leave whole pictures and nothing unfinished', async () => {
	const folder = temporaryFolder();
	const builds = ['a', 'b', 'c'].map((name) => write(cards, folder, { outDir: join(folder, name) }));
	await Promise.all(builds);
	expect(readdirSync(join(folder, 'cache')).every((file) => /^[0-9a-f]{64}\.png$/.test(file))).toBe(true);
	expect((await write(cards, folder)).rendered).toBe(0);
});

test('what a crash left unfinished is never taken for a picture', async () => {
	const folder = temporaryFolder();
	await write([card()], folder);
	const [name] = readdirSync(join(folder, 'cache'));
	writeFileSync(join(folder, 'cache', `${'0'.repeat(64)}.crashed.part`), 'half');
	expect((await write([card()], folder)).rendered).toBe(0);
	expect(name).toMatch(/\.png$/);
});

test('one warning for each missing font, in every build', async () => {
	const folder = temporaryFolder();
	const hebrew = ['b', 'a', 'c'].map((id) => card({ id, title: 'שלום', lang: 'he', dir: 'rtl' }));
	const heard: unknown[] = [];
	await write(hebrew, folder);
	await write([...hebrew, card()], folder, { onWarn: (warning: unknown) => heard.push(warning) });
	expect(heard).toMatchInlineSnapshot(`
		[
		  {
		    "hint": "npm install @fontsource/noto-sans-hebrew",
		    "message": "The title on the card of post "a" (and of 2 others) needs a font for Hebrew letters, which is not installed, and was left out.",
		  },
		]
	`);
});

test('a card has a public path below the cards folder', () => {
	expect(cardPath('post', 'why-groups-die.zh-hant')).toBe('/cards/post/why-groups-die.zh-hant.png');
	expect(cardPath('event', '2031/春 dinner')).toBe('/cards/event/2031/%E6%98%A5%20dinner.png');
});

test.each(['../secret', 'a//b', '', 'a/./b', 'a\\b'])('the id %j names no card', (id) => {
	expect(() => cardPath('post', id)).toThrow('cannot name a card');
});
