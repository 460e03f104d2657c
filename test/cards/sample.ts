import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { Colours } from '../../integrations/kindred/src/base/site.ts';
import type { Card } from '../../integrations/kindred/src/cards/index.ts';

/** The repository, whose blog has the fonts for Chinese and Arabic installed. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export const theme: Colours = { paper: '#faf6ee', ink: '#23201c', accent: '#9c2f1f' };

export function card(change: Partial<Card> = {}): Card {
	return {
		kind: 'post',
		id: 'why-groups-die',
		title: 'Why groups die',
		lang: 'en',
		dir: 'ltr',
		site: 'Kindred Letters',
		kicker: 'Essay',
		line: '30 November 2026',
		topics: ['groups', 'friendship'],
		...change,
	};
}

/** A folder of its own for one test. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'kindred cards '));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** The box around everything drawn on a picture, in pixels from its upper left corner. */
export async function inkBox(png: Uint8Array) {
	const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
	const paper = [...data.subarray(0, info.channels)];
	const box = { left: info.width, top: info.height, right: 0, bottom: 0 };
	for (let y = 0; y < info.height; y++) {
		for (let x = 0; x < info.width; x++) {
			const at = (y * info.width + x) * info.channels;
			if (paper.every((value, channel) => data[at + channel] === value)) continue;
			box.left = Math.min(box.left, x);
			box.right = Math.max(box.right, x);
			box.top = Math.min(box.top, y);
			box.bottom = Math.max(box.bottom, y);
		}
	}
	return box;
}
