import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyBlog, removeKindred } from '../scripts/copy.ts';

/*
 * What the integration costs a build: the blog with it over the same blog without it, both with many invented
 * posts, all cards in the cache. `npm run bench:build [-- --posts 1000 --pairs 7]`. Pairs are interleaved,
 * and their order alternates, so that a machine that grows slower or faster spoils neither side.
 */
const { values } = parseArgs({
	options: { posts: { type: 'string', default: '1000' }, pairs: { type: 'string', default: '7' } },
});
const [posts, pairs] = [Number(values.posts), Number(values.pairs)];
const folder = mkdtempSync(join(tmpdir(), 'kindred bench '));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const kinds = ['with', 'without'] as const;
for (const kind of kinds) {
	copyBlog(process.cwd(), join(folder, kind));
	writePosts(join(folder, kind, 'content', 'posts', 'invented'));
}
removeKindred(join(folder, 'without'), (path) => rmSync(path, { recursive: true }));

say(`${posts} invented posts beside the blog's own; the first builds fill the caches.`);
for (const kind of kinds) {
	const { seconds, cards } = await build(kind);
	say(`  first build ${kind.padEnd(8)} ${seconds.toFixed(1)} s${cards ? `  ${cards}` : ''}`);
}
const ratios: number[] = [];
for (let pair = 1; pair <= pairs; pair++) {
	const took: Partial<Record<(typeof kinds)[number], number>> = {};
	let drawn = '';
	for (const kind of pair % 2 ? kinds : kinds.toReversed()) {
		const { seconds, cards } = await build(kind);
		took[kind] = seconds;
		drawn ||= cards;
	}
	const ratio = took.with! / took.without!;
	ratios.push(ratio);
	say(
		`  pair ${pair}  with ${took.with!.toFixed(2)} s  without ${took.without!.toFixed(2)} s  ratio ${ratio.toFixed(3)}  ${drawn}`,
	);
}
say(`median ratio ${median(ratios).toFixed(3)}`);

/** Builds once; what the log says of cards comes along. */
function build(kind: (typeof kinds)[number]): Promise<{ seconds: number; cards: string }> {
	const root = join(folder, kind);
	const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
	const env = { ...process.env, SITE: 'https://example.com', ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
	const began = performance.now();
	const child = spawn(process.execPath, [astro, 'build'], {
		cwd: root,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let log = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => (log += text));
	return new Promise((resolve, reject) => {
		child.on('close', (code) => {
			if (code !== 0) return reject(new Error(`The blog ${kind} the integration was not built.\n${log}`));
			const cards = /\[astro-kindred\].*\bcards?\b.*/.exec(log)?.[0] ?? '';
			resolve({ seconds: (performance.now() - began) / 1000, cards: cards.replace('[astro-kindred] ', '') });
		});
	});
}

/** Posts of about 800 words, every fifth of them in Chinese, the same ones each time. */
function writePosts(into: string): void {
	mkdirSync(into, { recursive: true });
	const random = randomFrom(20_260_101);
	const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
	const english =
		'a table is where people meet letters friends walk slowly evening question winter kitchen answer group silence rare weak tie'.split(
			' ',
		);
	const chinese = [
		...'一張桌子讓人相遇寫信給朋友慢慢走過夜晚的河邊問題比答案更久群裡的沉默並不奇怪弱連結也很重要',
	];
	const topics = ['groups', 'letters', 'gatherings', 'ties', 'attention', 'writing'];
	for (let number = 0; number < posts; number++) {
		const isChinese = number % 5 === 4;
		const sentence = () =>
			isChinese
				? `${Array.from({ length: 24 }, () => pick(chinese)).join('')}。`
				: `${Array.from({ length: 14 }, () => pick(english)).join(' ')}. `;
		const paragraph = () => Array.from({ length: 6 }, sentence).join('');
		const body = Array.from(
			{ length: isChinese ? 8 : 10 },
			(_, index) => `${index % 4 ? '' : `## ${sentence()}\n\n`}${paragraph()}`,
		).join('\n\n');
		const day = new Date(Date.UTC(2015, 0, 1 + number * 4)).toISOString().slice(0, 10);
		const title = isChinese
			? `第${number}篇：${sentence().slice(0, 14)}`
			: `Post ${number}: ${sentence().slice(0, 50).trim()}`;
		const front = [
			'---',
			`title: "${title}"`,
			`date: ${day}`,
			`tags: [${pick(topics)}, ${pick(topics)}]`,
			'---',
		];
		writeFileSync(
			join(into, `post-${number}${isChinese ? '.zh-hant' : ''}.md`),
			`${front.join('\n')}\n\n${body}\n`,
		);
	}
}

/**
 * Numbers from 0 to 1 that look like chance and are the same each time (mulberry32, by Tommy Ettinger, public
 * domain).
 */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
