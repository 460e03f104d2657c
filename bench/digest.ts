import { inline } from '@css-inline/css-inline';
import { render } from '@react-email/render';
import Handlebars from 'handlebars';
import { dayOf } from '../integrations/kindred/src/base/time.ts';
import { choose, type Choice } from '../integrations/kindred/src/digest/pick.ts';
import { pieceKey, type PlanHead, type Reading } from '../integrations/kindred/src/digest/plan.ts';
import { pressOf } from '../integrations/kindred/src/digest/press.ts';
import { shelfOf } from '../integrations/kindred/src/digest/shelf.ts';
import {
	compiler,
	css,
	digest,
	entry,
	keys,
	now,
	posts,
	readers as readersOf,
	site,
	whole,
} from './letters.ts';

/*
 * How fast personal letters are made: 3,000 readers, each with their own selection of 8 of 30 posts. Ours (choosing and filling,
 * links signed) beside handlebars and css-inline per reader, @react-email/render per reader, and the bound: copying the same ready
 * parts into one buffer. Rounds are interleaved, because machines breathe; what counts are the ratios.
 */

const ROUNDS = 7;
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

/** React without its types, which would make those of satori stricter for the whole project. */
const react: string = 'react';
const { createElement: h } = (await import(react)) as {
	createElement: (type: string, props: object | null, ...children: unknown[]) => Parameters<typeof render>[0];
};
async function reactEmail(): Promise<number> {
	let bytes = 0;
	for (const reader of readers.slice(0, 100)) {
		const entries = chosenFor(reader).map(({ id, title, url, description, minutes }) =>
			h('div', { key: id, className: 'entry' }, [
				h('h3', { key: 1 }, h('a', { href: site.url + url }, title)),
				h('p', { key: 2 }, description),
				h('p', { key: 3 }, description),
				h('p', { key: 4, className: 'meta' }, `${minutes} min`),
			]),
		);
		const letter = h('html', { lang: 'en' }, [
			h('head', { key: 'head' }, h('style', null, css)),
			h('body', { key: 'body' }, [
				h('h1', { key: 1 }, digest.title),
				...entries,
				h('a', { key: 2, href: leave }, 'Leave'),
			]),
		]);
		bytes += Buffer.byteLength(await render(letter));
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
	{ name: '(b) @react-email/render', mails: 100, run: reactEmail, rates: [] as number[] },
	{ name: '(c) ready parts, one buffer a batch', mails: readers.length, run: bound, rates: [] as number[] },
	{ name: '    ready parts, one warm buffer', mails: readers.length, run: memory, rates: [] as number[] },
];
for (let round = 0; round <= ROUNDS; round++) {
	for (const way of ways) {
		const begin = performance.now();
		await way.run();
		// The first round warms up.
		if (round > 0) way.rates.push((way.mails / (performance.now() - begin)) * 1000);
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
