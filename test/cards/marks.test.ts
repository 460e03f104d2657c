import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import satori from 'satori';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { turnMarksOver } from '../../integrations/kindred/src/cards/marks.ts';
import { inkBox, root } from './sample.ts';

const file = '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal';
const locate = createRequire(`${root}package.json`).resolve;

/** Where the ink of a word begins, in pixels from the top. */
async function topOf(word: string, data: Buffer): Promise<number> {
	const style = {
		display: 'flex',
		width: '100%',
		height: '100%',
		padding: 60,
		fontSize: 100,
		background: '#fff',
	};
	const element = { type: 'div', props: { dir: 'rtl', style, children: word } };
	const svg = await satori(element, {
		width: 400,
		height: 300,
		fonts: [{ name: 'arabic', weight: 600, data }],
	});
	return (await inkBox(await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer())).top;
}

test('the dots of a final ة stand above the letter, which satori alone gets wrong', async () => {
	const ours = turnMarksOver(readFileSync(locate(`${file}.woff`)));
	const theirs = readFileSync(locate(`${file}.woff2`));
	expect(await topOf('بة', ours)).toBeLessThan((await topOf('بة', theirs)) - 5);
});

test('a word without marks is drawn as satori alone draws it', async () => {
	const ours = turnMarksOver(readFileSync(locate(`${file}.woff`)));
	const theirs = readFileSync(locate(`${file}.woff2`));
	expect(await topOf('سلام', ours)).toBe(await topOf('سلام', theirs));
});
