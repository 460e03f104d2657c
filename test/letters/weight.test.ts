import { expect, it } from 'vitest';
import type { KeyRing } from '../../integrations/kindred/src/base/token.ts';
import { letterFor, readingsOf, sampleDigest } from '../../integrations/kindred/src/digest/index.ts';
import { WANTED_BYTES, weigh } from '../../integrations/kindred/src/base/weight.ts';
import { openLetterSite } from './site.ts';

const ITEMS = 20;
const title =
	'寫給那些在車站道別時總說下次別再隔這麼久的人：關於群組、桌子與一封信為什麼值得等上三個星期'.repeat(2);
const description =
	'三百個人，十一年的訊息，一個沒有人回答的腳踏車問題，以及我回頭去找我們的群組究竟死在哪一天的經過。'.repeat(
		12,
	);

/** A post of Chinese with a long title and a description longer than anybody should write. */
const post = (number: number) =>
	`---\ntitle: ${number}${title}\nlang: zh-Hant\ndate: 2026-11-${String(1 + (number % 25)).padStart(2, '0')}\ndescription: ${description}\ntags: [topic${number}]\nprovenance:\n  translated: true\n  generated: true\n---\n\n${description}\n`;
const prose =
	`${'一年前的這個月，我把一個聊天群組十一年的訊息從頭捲了一遍，想知道它是什麼時候死的。'.repeat(6)}\n\n`.repeat(
		6,
	);

it('a letter with 20 long entries in Chinese stays under 80 KB', async () => {
	const ids = Array.from({ length: ITEMS }, (_, number) => `heavy-${number}`);
	const byHand = ids.slice(0, ITEMS / 2).map((id) => `<Post id="${id}" />\n`);
	const site = openLetterSite(
		{ lang: 'zh-Hant', languages: ['zh-Hant'] },
		{
			...Object.fromEntries(ids.map((id, number) => [`content/posts/${id}.md`, post(number)])),
			'content/digests/heavy.mdx': `---\ntitle: ${title}\ndate: 2026-11-27\nlang: zh-Hant\npreheader: ${title}\n---\n\n${prose}\n${byHand.join('\n')}\n<ForYou max={${ITEMS / 2}} />\n\n<Events />\n\n<Ask>\n${title}\n</Ask>\n`,
		},
	);
	try {
		const code = await site.code();
		const content = await code.content();
		const world = {
			site: content.site,
			posts: content.posts,
			compiler: code,
			now: () => '2026-11-27T09:00:00.000Z',
		};
		const heavy = content.digests.find(({ id }) => id === 'heavy')!;
		const plan = await sampleDigest(heavy, { name: '陳怡君', email: 'chen@example.net' }, world);
		const [reading] = readingsOf(plan);
		expect(Object.values(reading!.items).flat()).toHaveLength(ITEMS);
		const keys: KeyRing = ['a secret that is long enough to sign heavy letters with'];
		const { html, text } = letterFor(plan, reading!, world.now(), { site: content.site, keys });
		for (const id of ids) expect.soft(html).toContain(`/posts/${id}/`);
		expect(weigh(html).bytes).toBeLessThan(WANTED_BYTES);
		expect(weigh(text).bytes).toBeLessThan(WANTED_BYTES);
		// An entry invites to read on; it does not carry the whole of a description.
		expect(html).not.toContain(description);
	} finally {
		await site.close();
	}
});
