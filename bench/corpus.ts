import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanHead, Reading } from '../integrations/kindred/src/digest/index.ts';
import { readSnapshot } from '../integrations/kindred/src/files/snapshot.ts';
import { openStore } from '../integrations/kindred/src/store/index.ts';
import { build } from '../scripts/built.ts';
import { copyBlog } from '../scripts/copy.ts';

/*
 * Whole blogs of others on their way through the house: imported, built, and a digest of their posts planned for readers of
 * three languages. `KINDRED_CORPUS=<folder with blogs/> npm run bench:corpus`. Prints figures; fails when one is not as it must be.
 */

const corpus = process.env['KINDRED_CORPUS'];
if (!corpus) {
	process.stderr.write('KINDRED_CORPUS names no folder.\nSet it to the folder that holds `blogs/`.\n');
	process.exit(2);
}
const blogs = [
	{ name: 'lzwjava', from: 'jekyll' },
	{ name: 'joshuakgoldberg', from: 'astro' },
];
const languages = ['en', 'zh-Hant', 'ar'];

const root = mkdtempSync(join(tmpdir(), 'kindred corpus '));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
copyBlog(process.cwd(), root);
const bin = join(process.cwd(), 'integrations/kindred/bin/kindred.js');

for (const { name, from } of blogs) {
	const folder = join(corpus, 'blogs', name);
	const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
		/\.(mdx?|markdown|html)$/i.test(path),
	);
	const { imported, skipped } = json<{
		imported: { lang: string }[];
		skipped: { file: string; reason: string }[];
	}>('import', folder, '--from', from, '--json');
	const spoken = new Set(imported.map(({ lang }) => lang));
	say(
		`${name}: ${texts.length} texts = ${imported.length} imported + ${skipped.length} skipped, ${spoken.size} languages`,
	);
	must(imported.length + skipped.length === texts.length, 'every text is imported or skipped');
	for (const [reason, files] of Map.groupBy(skipped, (each) => each.reason))
		say(`  ${files.length} skipped: ${reason}`);
}

const began = performance.now();
const problem = await build({ root, site: 'http://localhost:4321', out: join(root, 'dist') });
must(!problem, `the blog builds\n${problem ?? ''}`);
const pages = readdirSync(join(root, 'dist/client'), { recursive: true, encoding: 'utf8' }).filter((path) =>
	path.endsWith('index.html'),
);
say(
	`the blog with both builds: ${pages.length} pages in ${((performance.now() - began) / 1000).toFixed(1)} s`,
);

const store = await openStore('', { root });
for (const lang of languages) {
	await store.people.add(
		{ email: `${lang.toLowerCase()}@example.com`, state: 'subscribed', languages: [lang, 'en'] },
		new Date().toISOString(),
	);
}
await store.close();
writeFileSync(
	join(root, 'content/digests/corpus.mdx'),
	'---\ntitle: All of it\ndate: 2026-11-22\n---\n\n<Post id="why-groups-die" />\n\n<ForYou max={500} />\n',
);
const plan = json<PlanHead & { readings: readonly Reading[] }>('digest', 'plan', 'corpus', '--json');
const { posts } = (await readSnapshot(join(root, '.kindred/site.json')))!;

for (const { lang, items, email } of plan.readings) {
	const chosen = Object.values(items)
		.flat()
		.map((id) => posts.find((each) => each.id === id)!);
	const groups = chosen.map(({ group }) => group);
	const foreign = chosen.filter(
		(post) => post.lang !== lang && posts.some((each) => each.group === post.group && each.lang === lang),
	);
	const own = chosen.filter((post) => post.lang === lang).length;
	say(
		`${email}: ${groups.length} articles, ${groups.length - new Set(groups).size} twice, ${own} in ${lang}, ${foreign.length} not in it though translated`,
	);
	must(new Set(groups).size === groups.length, 'no article stands in a letter twice');
	must(!foreign.length, 'each comes in the reader’s language where it has been translated');
}
must(plan.readings.length === languages.length, 'every reader gets the digest');

function json<Answer>(...args: string[]): Answer {
	const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: 2 ** 28,
	});
	must(status === 0, `kindred ${args[0]} ${args[1] ?? ''} answers\n${stderr}`);
	return JSON.parse(stdout) as Answer;
}

function must(holds: boolean, what: string): void {
	if (holds) return;
	process.stderr.write(`Not so: ${what}.\n`);
	process.exit(1);
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
