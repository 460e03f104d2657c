import { shorten } from '../../integrations/kindred/src/base/shorten.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	hasBotForm,
	places,
	share,
	type Handout,
	type Place,
} from '../../integrations/kindred/src/digest/index.ts';
import {
	discordMarkdown,
	slackMrkdwn,
	telegramHtml,
} from '../../integrations/kindred/src/digest/share-markup.ts';
import { site } from '../site.ts';

const all = Object.keys(places) as Place[];
const handout: Handout = {
	lang: 'en',
	title: 'What I learnt about groups',
	sentence: 'The man with the bicycle has been in touch.',
	picks: [
		{
			title: 'Why groups die',
			note: 'The one I would send you.',
			url: 'https://example.com/posts/why/?via=x',
		},
		{ title: 'A table for eight', note: '', url: 'https://example.com/posts/table/?via=x' },
	],
	events: [{ title: 'Long table', when: 'Friday, 12 December', url: 'https://example.com/events/t/?via=x' }],
	page: 'https://example.com/digests/groups/?via=x',
	subscribe: 'https://example.com/kindred/subscribe/?via=x&lang=en',
};
const huge: Handout = {
	...handout,
	title: 'A title without an end '.repeat(400),
	sentence: '這一句很長，'.repeat(3000),
	picks: Array.from({ length: 60 }, () => ({
		...handout.picks[0]!,
		note: 'Family 👨‍👩‍👧‍👦 of notes. '.repeat(200),
	})),
	events: Array.from({ length: 40 }, () => handout.events[0]!),
};

describe('a digest shared by hand', () => {
	it('is what can be pasted into WeChat, with a way out of its closed garden', () => {
		expect(share(handout, 'wechat', site)).toMatchInlineSnapshot(`
			"What I learnt about groups
			The man with the bicycle has been in touch.

			• Why groups die
			  The one I would send you.
			• A table for eight

			Come along
			• Long table
			  Friday, 12 December

			Read it here:
			https://example.com/digests/groups/?via=x

			To get the next one by mail:
			https://example.com/kindred/subscribe/?via=x&lang=en

			If the link does not open here, copy it into your browser."
		`);
	});
	it('on LinkedIn says title and sentence before the fold', () => {
		const text = share({ ...handout, sentence: 'A sentence that goes on. '.repeat(40) }, 'linkedin', site);
		const [opening = ''] = text.split('\n\n');
		expect(opening.length).toBeLessThanOrEqual(200);
		expect(opening).toMatch(/^What I learnt about groups\nA sentence .*…$/);
	});
	it('on Discord shows one card, that of the digest', () => {
		const shown = share(handout, 'discord', site).replace(/<https:[^>]*>/g, '');
		expect(shown.match(/https:\S+/g)).toEqual([handout.page]);
	});
	it('without a server leaves the way to the list to its page', () => {
		const { subscribe: _none, ...rest } = handout;
		expect(share(rest, 'text', site)).not.toContain('kindred/subscribe');
	});
	it.each(['zh-Hant', 'zh-Hans', 'ar'])('speaks %s', (lang) => {
		expect(share({ ...handout, lang }, 'wechat', site)).not.toContain('Read it');
	});
});

describe('whatever the digest', () => {
	it.each(all)('%s takes it, with both addresses whole', (place) => {
		for (const as of ['person', 'bot'] as const) {
			const text = share(huge, place, site, as);
			expect(text.length).toBeLessThanOrEqual(places[place].most);
			expect(text.replaceAll('&amp;', '&')).toContain(huge.page);
			expect(text.replaceAll('&amp;', '&')).toContain(huge.subscribe);
			expect(text.isWellFormed()).toBe(true);
		}
	});
	it('any text stays text: nothing a title or note holds makes a line, a tag or a mention', () => {
		const wild = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 300 }),
			fc.string({
				unit: fc.constantFrom(...'<>&*_~`|[]()\\:@#\n -+.\u202e', 'everyone', '</b>'),
				maxLength: 60,
			}),
		);
		fc.assert(
			fc.property(
				wild,
				wild,
				fc.constantFrom(...all),
				fc.constantFrom('person', 'bot'),
				(title, note, place, as) => {
					const text = share(
						{ ...handout, title, sentence: note, picks: [{ title, note, url: handout.page }] },
						place,
						site,
						as,
					);
					expect(text.length).toBeLessThanOrEqual(places[place].most);
					expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
					expect(text.split('\n').length).toBeLessThanOrEqual(20);
					if (place === 'discord') expect(text).not.toMatch(/@(everyone|here)/i);
				},
			),
			{ numRuns: 600 },
		);
	});
});

describe('the writing of programs', () => {
	const wild = fc.string({
		unit: fc.constantFrom(...'<>&"\'*_~`|[]()\\:@#-+. ab', '@channel', '<!here>', ':tada:'),
	});

	it('exists where it differs from what people type', () => {
		expect(all.filter(hasBotForm)).toEqual(['telegram', 'slack']);
	});
	it('for Telegram has no tag but ours, and no bare ampersand', () => {
		fc.assert(
			fc.property(wild, (raw) => {
				expect(telegramHtml.text(raw)).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#39);)/);
				expect(telegramHtml.titled(raw, `https://e.org/?a="&b=${raw}`).match(/<[^>]*>/g)).toHaveLength(2);
			}),
		);
	});
	it('for Slack has no sign that formats, links or calls', () => {
		fc.assert(
			fc.property(wild, (raw) => {
				expect(slackMrkdwn.text(raw)).not.toMatch(
					/[<>*_~`]|&(?!(amp|lt|gt);)|@(everyone|here|channel)|:tada:/i,
				);
				expect(slackMrkdwn.titled(raw, 'https://e.org/?a=1&b=|').match(/[<>|]/g)?.join('')).toMatch(
					/^<\|+>$/,
				);
			}),
		);
	});
	it('for Discord has a backslash before every sign it would read, and gives the text back without them', () => {
		fc.assert(
			fc.property(wild, (raw) => {
				const written = discordMarkdown.text(raw);
				expect(written.replace(/\\[^a-z0-9\s]/gi, 'x')).not.toMatch(
					/[\\*_~`|<>[\]]|^\s*([#+-]|\d[.)])|:tada:/,
				);
				expect(written.replace(/\\([^a-z0-9\s])/gi, '$1').replaceAll('\u2060', '')).toBe(raw);
			}),
		);
	});
});

describe('shortening', () => {
	it('cuts between words, and never inside a character', () => {
		expect(shorten('Those who answer a page of prose, nearly', 34, 'en')).toBe(
			'Those who answer a page of prose…',
		);
		expect(shorten('腳踏車的主人來信了。另外還有十二月的一張桌子', 12, 'zh-Hant')).toBe(
			'腳踏車的主人來信了…',
		);
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.nat(60), (text, most) => {
				const cut = shorten(text, most, 'en');
				expect(cut.length).toBeLessThanOrEqual(most);
				const kept = [...new Intl.Segmenter('en').segment(cut.replace(/…$/, ''))].map(
					({ segment }) => segment,
				);
				const whole = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
				if (cut !== text) expect(whole.slice(0, kept.length)).toEqual(kept);
			}),
		);
	});
});
