import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../integrations/kindred/src/base/template.ts';
import { weigh } from '../../integrations/kindred/src/base/weight.ts';
import type { Snapshot } from '../../integrations/kindred/src/files/snapshot.ts';
import { checkPiece, checkTemplate } from '../../integrations/kindred/src/digest/gate/index.ts';
import type { SiteCode } from '../../integrations/kindred/src/kindred.ts';
import { openLetterSite } from '../letters/site.ts';
import { lines } from './sample.ts';

const door = openLetterSite();
let code: SiteCode;
let snapshot: Snapshot;
beforeAll(async () => {
	code = await door.code();
	snapshot = await code.snapshot('gate');
});
afterAll(() => door.close());

describe('what Astro compiles', () => {
	it('passes the gate before anything is filled in: each template, and each post as a piece of it', async () => {
		const { site, posts, events, digests } = snapshot;
		const paths = new Set([...posts, ...events, ...digests].map(({ url }) => url).concat('/frame/'));
		const context = { site, paths, built: true };
		const compiled = await code.digest(digests[0]!.group, site.languages);
		expect(Object.keys(compiled)).toEqual(site.languages);
		for (const [lang, { template, items }] of Object.entries(compiled)) {
			const filled = new Set(['leave-url', ...items.map(({ slot }) => slot)]);
			expect(lines(checkTemplate({ item: `template ${lang}`, template, filled }, context)), lang).toEqual([]);
			const pieces = await code.pieces(
				posts.map(({ id }) => ({ post: id, note: 'Why I send it.' })),
				lang,
			);
			expect(pieces.length).toBeGreaterThan(5);
			for (const [index, piece] of pieces.entries()) {
				const item = `post ${posts[index]!.id}`;
				expect(lines(checkPiece({ item, piece, within: template }, context)), `${lang} ${item}`).toEqual([]);
			}
		}
	});

	it('stays below 80 KB with twenty Chinese posts, each with a long note', async () => {
		const { site, posts, digests } = snapshot;
		const lang = 'zh-Hant';
		const { template, items } = (await code.digest(digests[0]!.group, site.languages))[lang]!;
		const chinese = posts.filter((post) => post.lang === lang);
		const orders = Array.from({ length: 20 }, (_, n) => ({
			post: chinese[n % chinese.length]!.id,
			note: '社群會死，文章不會。'.repeat(16),
		}));
		const pieces = await code.pieces(orders, lang);
		const whole = {
			html: pieces.map(({ html }) => html).join('\n'),
			text: pieces.map(({ text }) => text).join('\n\n'),
		};
		const values = Object.fromEntries(items.map(({ slot }, n) => [slot, n === 0 ? whole : '']));
		const { html } = fill(template, { ...values, 'leave-url': `https://example.com/${'x'.repeat(160)}` });
		expect(weigh(html)).toMatchObject({ verdict: 'light' });
		expect(weigh(html).bytes).toBeGreaterThan(30_000);
	});
});
