import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Writes docs/dependencies.md: every package that runs in production, with its version and licence, as
 * installed here. `npm run licences`.
 */
interface Locked {
	readonly version?: string;
	readonly dev?: boolean;
	readonly optional?: boolean;
	readonly link?: boolean;
	readonly license?: string;
}

const root = process.cwd();
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
	packages: Record<string, Locked>;
};
const direct = new Set(
	['package.json', 'integrations/kindred/package.json'].flatMap((file) => {
		const {
			dependencies = {},
			peerDependencies = {},
			optionalDependencies = {},
		} = JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, Record<string, string>>;
		return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
	}),
);

const found = new Map<
	string,
	{ name: string; version: string; licence: string; isDirect: boolean; isOptional: boolean }
>();
for (const [path, { version, dev, link, license, optional }] of Object.entries(packages)) {
	if (!path.includes('node_modules/') || dev || link || !version) continue;
	const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
	const licence = license ?? licenceOf(path) ?? 'not stated';
	found.set(`${name} ${version}`, {
		name,
		version,
		licence,
		isDirect: direct.has(name) && !/node_modules\/.*node_modules\//.test(path),
		isOptional: optional ?? false,
	});
}

const all = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
const row = ({ name, version, licence }: (typeof all)[number]) => `| ${name} | ${version} | ${licence} |`;
const table = (rows: typeof all) => [
	'| package | version | licence |',
	'| --- | --- | --- |',
	...rows.map(row),
	'',
];
const counts = Map.groupBy(all, ({ licence }) => licence);
const summary = [...counts]
	.sort((a, b) => b[1].length - a[1].length)
	.map(([licence, { length }]) => `${licence} ${length}`);

writeFileSync(
	join(root, 'docs', 'dependencies.md'),
	[
		'# What runs in production',
		'',
		'<!-- Written by `npm run licences` from the lock file. -->',
		'',
		`${all.length} packages: ${summary.join(' · ')}.`,
		'',
		'## What we ask for ourselves',
		'',
		...table(all.filter(({ isDirect }) => isDirect)),
		'## What that brings along',
		'',
		...table(all.filter(({ isDirect, isOptional }) => !isDirect && !isOptional)),
		'## Only on some platforms, or only when wanted',
		'',
		...table(all.filter(({ isDirect, isOptional }) => !isDirect && isOptional)),
	].join('\n'),
);
process.stdout.write(`${all.length} packages, ${summary.join(', ')}\n`);

function licenceOf(path: string): string | undefined {
	try {
		const { license, licenses } = JSON.parse(
			readFileSync(join(root, path, 'package.json'), 'utf8'),
		) as Record<string, unknown>;
		const named =
			license ?? (licenses as { type: string }[] | undefined)?.map(({ type }) => type).join(' or ');
		return typeof named === 'string' ? named : (named as { type?: string } | undefined)?.type;
	} catch {
		// Not installed here: a package for another platform.
		return undefined;
	}
}
