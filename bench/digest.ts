import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { inline } from '@css-inline/css-inline';
import Handlebars from 'handlebars';
import type { PostEntry } from '../integrations/kindred/src/post/index.ts';
import { dayOf } from '../integrations/kindred/src/base/time.ts';
import { choose, type Choice } from '../integrations/kindred/src/digest/pick.ts';
import { pieceKey, type PlanHead, type Reading } from '../integrations/kindred/src/digest/plan.ts';
import { pressOf } from '../integrations/kindred/src/digest/press.ts';
import { shelfOf } from '../integrations/kindred/src/digest/shelf.ts';
import { compiler, digest, entry, keys, now, posts, readers as readersOf, site, whole } from './letters.ts';

/*
 * How fast personal letters are made: 3,000 readers, each with their own selection of 8 of 30 posts. Ours (choosing and filling,
 * links signed) beside handlebars and css-inline per reader, @react-email/render per reader, and the bound: copying the same ready
 * parts into one buffer. Rounds are interleaved, because machines breathe; what counts are the ratios.
 */

// React's own checks are for those who develop with it; it looks when it is imported. Its types would make satori's stricter for
// the whole project.
process.env['NODE_ENV'] = 'production';
const [react, reactMail]: string[] = ['react', '@react-email/components'];
type Element = { readonly type: unknown };
type Component = string | ((props: object) => unknown);
const { createElement: h } = (await import(react!)) as {
	createElement: (type: Component, props: object | null, ...children: unknown[]) => Element;
};
const { render, toPlainText, ...components } = (await import(reactMail!)) as Record<string, Component> & {
	render: (letter: Element) => Promise<string>;
	toPlainText: (html: string) => string;
};

const ROUNDS = 7;
/** Milliseconds a way has in each round, at least. */
const SHARE = 250;
const CHUNK = 100;
const readers = readersOf(3000);
const { en: compiled } = await compiler.digest(digest.group, ['en']);
const shelf = shelfOf(posts, { site, today: dayOf(now, site.zone), slots: compiled!.items });
const made = await compiler.pieces(
	posts.map(({ id }) => ({ post: id })),
	'en',
);
const plan: Pick<PlanHead, 'digest' | 'templates' | 'pieces'> = {
	digest: digest.group,
	templates: { en: compiled! },
	pieces: Object.fromEntries(posts.map(({ id }, n) => [pieceKey('en', 'picks-0', id), made[n]!])),
};
const press = pressOf(plan, { site, keys });

/** One reader's reading, chosen now. */
function read({ person, had }: (typeof readers)[number]): Reading {
	const chosen = choose({ person, had }, shelf);
	const items: Record<string, string[]> = {};
	for (const slot in chosen) items[slot] = chosen[slot]!.map(({ post }: Choice) => post);
	return { person: person.id, email: person.email, name: person.name, lang: 'en', items };
}

function ours(): number {
	let bytes = 0;
	for (let first = 0; first < readers.length; first += CHUNK) {
		const batch = press.print(readers.slice(first, first + CHUNK).map(read), now);
		bytes += batch.bytes.byteLength;
		press.recycle(batch);
	}
	return bytes;
}

const template = Handlebars.compile(whole('{{#each entries}}{{{this}}}{{/each}}', '{{leave}}'));
const byId = new Map(posts.map((post) => [post.id, post]));
const chosenFor = (reader: (typeof readers)[number]) =>
	read(reader).items['picks-0']!.map((id) => byId.get(id)!);
const leave =
	'https://blog.example.com/kindred/leave/?token=WyJsZWF2ZSIsIjEiLCIiLDE3OTUyNjU2MDBd.c2lnbmF0dXJl';

function handlebars(): number {
	let bytes = 0;
	for (const reader of readers.slice(0, 300))
		bytes += Buffer.byteLength(inline(template({ entries: chosenFor(reader).map(entry), leave })));
	return bytes;
}

/** A letter as react-email's own components make it, with the same words; mail needs its styles on every element. */
const { Body, Container, Head, Heading, Html, Link, Section, Text } = components as Record<
	'Body' | 'Container' | 'Head' | 'Heading' | 'Html' | 'Link' | 'Section' | 'Text',
	Component
>;
const style = {
	body: { margin: 0, fontFamily: 'Georgia, serif', color: '#1d1a16' },
	sheet: { maxWidth: '600px', margin: '0 auto', padding: '24px' },
	heading: { margin: '0 0 4px', fontSize: '21px', lineHeight: '27px', fontWeight: 400 },
	text: { margin: '0 0 18px', fontSize: '18px', lineHeight: '29px' },
	link: { color: '#8c2f20' },
	meta: { fontSize: '13px', lineHeight: '19px', color: '#666666' },
};
const hello = 'It rained for most of the month, and I have been reading what you wrote to me about it. ';

function reactEntry({ id, title, url, description, minutes }: PostEntry) {
	const link = `${site.url}${url}`;
	const said = (key: number) =>
		h(Text, { key, style: style.text }, [
			`${description} `,
			h(Link, { key: 1, href: `${link}#notes`, style: style.link }, 'With notes'),
			', and ',
			h('em', { key: 2 }, 'a little more'),
			' of it.',
		]);
	return h(Section, { key: id }, [
		h(Heading, { key: 1, as: 'h3', style: style.heading }, h(Link, { href: link, style: style.link }, title)),
		h(Text, { key: 2, style: style.text }, 'The one I would send you if I sent only one.'),
		said(3),
		said(4),
		h(Text, { key: 5, style: style.meta }, `${minutes} min`),
	]);
}

/** @param bodies what becomes of its HTML: nothing more, or the plain text as well, which every letter of ours has. */
async function reactEmail(bodies: (html: string) => readonly string[]): Promise<number> {
	let bytes = 0;
	for (const reader of readers.slice(0, 100)) {
		const opening = Array.from({ length: 8 }, (_, n) =>
			h(Text, { key: `hello-${n}`, style: style.text }, [
				hello,
				h(Link, { key: 1, href: site.url, style: style.link }, 'Here'),
				' is what came of that.',
			]),
		);
		const letter = h(Html, { lang: 'en' }, [
			h(Head, { key: 'head' }),
			h(Body, { key: 'body', style: style.body }, [
				h(Container, { key: 1, style: style.sheet }, [
					h(Heading, { key: 'title', as: 'h1' }, digest.title),
					...opening,
					...chosenFor(reader).map(reactEntry),
					h(Link, { key: 'leave', href: leave, style: style.link }, 'Leave the list'),
				]),
			]),
		]);
		for (const body of bodies(await render(letter))) bytes += Buffer.byteLength(body);
	}
	return bytes;
}

/** The parts of every letter as they are when nothing has to be chosen, signed or encoded any more. */
const ready = readers.map((reader) => {
	const parts: Uint8Array[] = [];
	press.lay(read(reader), now, {
		add: (bytes) => void parts.push(bytes),
		write: (text) => void parts.push(Buffer.from(text)),
	});
	return parts;
});
/** One buffer for each batch, because several are on their way at once. */
function bound(): number {
	let bytes = 0;
	for (let first = 0; first < ready.length; first += CHUNK)
		bytes += Buffer.concat(ready.slice(first, first + CHUNK).flat()).byteLength;
	return bytes;
}

const buffer = Buffer.allocUnsafe(16 * 1024 * 1024);
/** The same into one warm buffer, over and over: what memory can do at best. */
function memory(): number {
	let bytes = 0;
	for (let first = 0; first < ready.length; first += CHUNK) {
		let at = 0;
		for (let reader = first; reader < first + CHUNK; reader++) {
			for (const part of ready[reader]!) {
				buffer.set(part, at);
				at += part.length;
			}
		}
		bytes += at;
	}
	return bytes;
}

const ways = [
	{ name: 'ours: choose, sign, fill', mails: readers.length, run: ours, rates: [] as number[] },
	{ name: '(a) handlebars + css-inline', mails: 300, run: handlebars, rates: [] as number[] },
	{
		name: '(b) @react-email/render, both bodies',
		mails: 100,
		run: () => reactEmail((html) => [html, toPlainText(html)]),
		rates: [] as number[],
	},
	{ name: '    its HTML alone', mails: 100, run: () => reactEmail((html) => [html]), rates: [] as number[] },
	{ name: '(c) ready parts, one buffer a batch', mails: readers.length, run: bound, rates: [] as number[] },
	{ name: '    ready parts, one warm buffer', mails: readers.length, run: memory, rates: [] as number[] },
];
/** What one way leaves behind is not for the next one to clear away. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
for (let round = 0; round <= ROUNDS; round++) {
	for (const way of ways) {
		collect();
		const begin = performance.now();
		let mails = 0;
		while (performance.now() - begin < SHARE) {
			await way.run();
			mails += way.mails;
		}
		// The first round warms up.
		if (round > 0) way.rates.push((mails / (performance.now() - begin)) * 1000);
	}
}
const median = (values: readonly number[]) =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
console.log(
	`${(ours() / readers.length / 1000).toFixed(1)} kB a letter, both bodies; medians of ${ROUNDS} rounds`,
);
const own = median(ways[0]!.rates);
for (const { name, rates } of ways)
	console.log(
		`${name.padEnd(36)} ${Math.round(median(rates)).toLocaleString('en').padStart(9)} mails/s   ours is ${(own / median(rates)).toFixed(2)} x`,
	);
