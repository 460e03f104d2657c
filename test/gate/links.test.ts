import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { slot } from '../../integrations/kindred/src/base/template.ts';
import {
	checkLinks,
	checkSlotValues,
	type LinkAnswer,
} from '../../integrations/kindred/src/digest/gate/index.ts';
import { site } from '../site.ts';
import { context, letterOf, lines, piece, templateOf, told } from './sample.ts';

const link = (href: string, more = {}) => told({ body: `<p><a href="${href}">words</a></p>` }, more);
const values = {
	leave: letterOf().headers['List-Unsubscribe']!.slice(1, -1),
	to: { name: 'Ada Lovelace', email: 'ada.lovelace@reader.example' },
	replyTo: 'letters+3f-0123456789-0123456789abcdef0123@in.example.com',
};

const codesOf = (email: string) => [
	...(['md5', 'sha1', 'sha256'] as const).map((kind) => createHash(kind).update(email).digest('hex')),
	createHash('sha256').update(email).digest('base64url'),
	Buffer.from(email).toString('base64url'),
];

describe('links', () => {
	it('are absolute, and of a kind that mail programs open', () => {
		for (const href of ['/posts/why-groups-die/', '#top', '../x', '//other.example/x', ''])
			expect(link(href)[0], href).toMatch(/^links-absolute: The link .* is not absolute/);
		for (const href of ['javascript:alert(1)', 'data:text/html,x', 'cid:1', 'file:///etc/passwd'])
			expect(link(href)[0], href).toMatch(/^links-absolute: The address .* is of a kind/);
		expect([...link('mailto:x@other.example'), ...link('tel:+4930123')]).toEqual([]);
	});

	it('are https, and http only while the site is', () => {
		expect(link('http://other.example/')).toEqual([
			'links-secure: The link http://other.example/ is not https.',
		]);
		const local = { ...context, site: { ...site, url: 'http://localhost:4321' } };
		expect(link('http://localhost:4321/about/', local)).toEqual([
			'links-secure (warning): The site is http://localhost:4321, so links to it are not https and open only on this machine or network.',
		]);
	});

	it('lead to pages there are, with or without the last slash', () => {
		for (const path of [
			'/',
			'',
			'/about',
			'/about/index.html',
			'/about/?via=letter#x',
			'/kindred/preferences/',
		])
			expect(link(`https://example.com${path}`), path).toEqual([]);
		expect(link('https://example.com/posts/why-groups-dye/')).toEqual([
			'links-exist: The link https://example.com/posts/why-groups-dye/ leads to no page of this site.',
		]);
		expect(link('https://example.com/%E0%A4%A')).toHaveLength(1);
	});

	it('that nobody can know without a build are a doubt, posts are not', () => {
		const unbuilt = { paths: new Set(['/posts/why-groups-die/', '/about/']), built: false };
		expect(link('https://example.com/colophon/contact/', unbuilt)[0]).toMatch(
			/^links-exist \(warning\): Whether /,
		);
		expect(link('https://example.com/posts/nowhere/', unbuilt)[0]).toMatch(
			/^links-exist: The link .* leads to no page/,
		);
		expect(link('https://example.com/de/posts/nowhere/', unbuilt)[0]).toMatch(/^links-exist: /);
	});

	it('carry no address, name or hash of a reader', () => {
		expect(link('https://other.example/?mail=bob%40reader.example')).toEqual([
			'personal-data: A link carries a mail address.',
		]);
		expect(link(`https://other.example/?n=${slot('name')}`)).toContain(
			'personal-data: A link carries the value of the slot "name".',
		);
		expect(link('https://social.example/@ada@other.example')).toEqual([]);
	});

	it('that end the subscription are opaque, https and hard to guess', () => {
		const leaving = (leave: string, changed = {}) =>
			lines(checkSlotValues({ ...values, leave }, { ...context, site: { ...site, ...changed } }));
		expect(leaving(values.leave)).toEqual([]);
		expect(leaving(values.leave.replace('https', 'http'))).toEqual([
			'one-click: The link that ends the subscription is not https.',
		]);
		expect(leaving('https://example.com/leave?id=17')).toEqual([
			'one-click: The link that ends the subscription could be guessed: it carries no signed token.',
		]);
		const token = 'x'.repeat(43);
		expect(leaving(`https://example.com/leave/${token}?e=ada.lovelace%40reader.example`)).toEqual([
			'personal-data: A link carries a mail address.',
		]);
		expect(leaving(`https://example.com/leave/${token}?n=Ada+Lovelace`)).toEqual([
			'personal-data: A link carries the reader’s name.',
		]);
		expect(leaving(`https://example.com/leave/${token}?via=ada`)).toEqual([]);
		const hashed = 'personal-data: A link carries a hash or code of the reader’s address.';
		expect(leaving(`https://example.com/leave/${token}/aa00d1cdbfa4b82d0bb0e93c3fbd2ba1/`)).toEqual([]);
		const { email } = values.to;
		for (const code of codesOf(email))
			expect(leaving(`https://example.com/leave/${token}?u=${code}`), code).toEqual([hashed]);
		expect(leaving('mailto:letters@example.com?subject=leave', { dynamic: false })).toEqual([]);
	});

	it('of values that cannot be delivered to are found', () => {
		const long = `${'x'.repeat(65)}@in.example.com`;
		expect(
			lines(checkSlotValues({ ...values, replyTo: long, to: { name: '', email: 'nobody' } }, context)),
		).toEqual([
			'addresses: A reader’s address is no address that mail can be delivered to.',
			'addresses: Reply-To is no address that mail can be delivered to.',
		]);
	});

	it('to other sites are asked for once each when that is wanted', async () => {
		const asked: string[] = [];
		const answers = async (url: string): Promise<LinkAnswer> => {
			asked.push(url);
			return url.includes('table') ? { ok: false, reason: 'gone', message: 'answers 404' } : { ok: true };
		};
		const template = templateOf({
			body: '<a href="https://slow.example/">x</a><a href="https://slow.example/">y</a>',
		});
		const said = await checkLinks(
			[
				{ item: 'template', template },
				{ item: 'piece', piece, within: template },
				{ item: 'again', template },
			],
			answers,
			context,
		);
		expect(asked).toEqual(['https://slow.example/', 'https://other.example/table']);
		expect(lines(said)).toEqual(['links-answer: The link https://other.example/table answers 404.']);
		const unclear = await checkLinks(
			[{ item: 't', template }],
			async () => ({ ok: false, reason: 'unclear', message: 'answers 403' }),
			context,
		);
		expect(unclear.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
	});
});
