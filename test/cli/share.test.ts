import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { share } from '../../integrations/kindred/src/cli/digest-share.ts';
import type { Desk } from '../../integrations/kindred/src/cli/open.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import { toDigest } from '../../integrations/kindred/src/digest/index.ts';
import { site as table } from '../site.ts';

let root: string;
let out = '';
let err = '';
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kindred share '));
	[out, err] = ['', ''];
});
afterEach(() => rm(root, { recursive: true }));

const post = (id: string, lang: string, title: string) => ({
	id,
	group: id.split('.')[0],
	lang,
	title,
	description: `About ${title}.`,
	draft: false,
	url: `/posts/${id}/`,
});

/** A desk with one digest in two languages and two posts of its own. */
function desk(change: { site?: Partial<Site>; draft?: boolean } = {}): Desk {
	const site = { ...table, ...change.site };
	const entry = (id: string, title: string) =>
		toDigest(
			{ id, data: { title, date: '2026-11-27', draft: change.draft ?? false }, body: 'A year it is.' },
			site,
		);
	const compiled = (lang: string) => ({
		lang,
		entry: 'groups',
		template: { lang, subject: [], html: [], text: ['ON GROUPS\n\nA year it is. And more.\n\n'] },
		items: [
			{ slot: 'post-1', kind: 'post', group: 'why', again: false, note: 'Begin here.' },
			{ slot: 'for-you', kind: 'for-you', max: 3 },
			{ slot: 'post-2', kind: 'post', group: 'table', again: false },
			{ slot: 'post-3', kind: 'post', group: 'gone', again: false },
		],
	});
	return {
		root,
		site,
		now: () => '2026-11-28T09:00:00.000Z',
		snapshot: {
			digests: [entry('groups', 'On groups'), entry('groups.zh-hant', '談群組')],
			posts: [
				post('why', 'en', 'Why groups die'),
				post('why.zh-hant', 'zh-Hant', '群組是怎麼死的'),
				post('table', 'en', 'A table'),
			],
			events: [],
		},
		compiler: { digest: async (_group: string, [lang = '']: string[]) => ({ [lang]: compiled(lang) }) },
	} as unknown as Desk;
}

const run = (options: Partial<Parameters<typeof share>[1]>, at = desk()) =>
	share(at, {
		words: ['groups'],
		io: {
			cwd: root,
			env: {},
			isTTY: false,
			stdout: (text) => void (out += text),
			stderr: (text) => void (err += text),
		},
		...options,
	});

describe('kindred digest share', () => {
	it('prints what to paste: the picks by hand with their notes, nothing personal, every address with its channel', async () => {
		expect(await run({ to: 'text', via: 'old-group' })).toBe(0);
		expect(out).toBe(
			[
				'On groups\nA year it is.',
				'• Why groups die\n  Begin here.\n• A table\n  About A table.',
				'Read it here:\nhttps://example.com/digests/groups/?via=old-group',
				'To get the next one by mail:\nhttps://example.com/kindred/subscribe/?lang=en&via=old-group\n',
			].join('\n\n'),
		);
		expect(err).toBe('');
	});
	it('speaks the language asked for, as far as there are translations', async () => {
		await run({ to: 'wechat', lang: 'zh-TW' });
		expect(out).toContain('談群組');
		expect(out).toContain('群組是怎麼死的');
		expect(out).toContain('A table');
		await expect(run({ to: 'wechat', lang: 'fr' })).rejects.toThrow(/not written in `fr`/);
	});
	it('writes a poster whose code carries the channel, where it is told to', async () => {
		await run({ to: 'wechat', poster: true, json: true });
		const { poster, text } = JSON.parse(out) as { poster: string; text: string };
		expect(poster).toBe(join(root, '.kindred', 'share', 'groups.en.wechat.png'));
		const { data, info } = await sharp(await readFile(poster))
			.ensureAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		const link = jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
		expect(link).toBe('https://example.com/digests/groups/?via=wechat');
		expect(text).toContain(link);
		await run({ to: 'wechat', poster: true, out: 'wall.png' });
		expect((await stat(join(root, 'wall.png'))).size).toBeGreaterThan(20_000);
	});
	it('without a server leads to the page of its place, for a file cannot read its address', async () => {
		const at = desk({ site: { dynamic: false } });
		await run({ to: 'wechat', lang: 'zh-Hant' }, at);
		expect(out).toContain('https://example.com/kindred/subscribe/wechat/zh-hant/\n');
		out = '';
		await run({ to: 'wechat', via: 'old-group' }, at);
		expect(out).not.toContain('/kindred/');
	});
	it('says so when the addresses lead to this machine', async () => {
		await run({ to: 'text' }, desk({ site: { url: 'http://localhost:4321' } }));
		expect(err).toContain('which only this machine can open');
	});
	it.each([
		[{}, /Where is it to be shared/],
		[{ to: 'fax' }, /no place "fax"/],
		[{ to: 'constructor' }, /no place "constructor"/],
		[{ to: 'text', via: 'a b' }, /cannot name a channel/],
		[{ to: 'wechat', bot: true }, /same text from a program/],
	])('with %j says what to write', async (options, message) => {
		await expect(run(options)).rejects.toThrow(message);
		expect(out).toBe('');
	});
	it('does not share what is not on the web yet', async () => {
		await expect(run({ to: 'text' }, desk({ draft: true }))).rejects.toThrow(/is a draft/);
	});
});
