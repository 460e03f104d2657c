import { parseSync } from 'vite';

/** What the rules of the house want to know of one file. */
export interface Source {
	/** Below `src/`, `post/reading.ts`. */
	readonly path: string;
	readonly lines: number;
	readonly imports: readonly Import[];
	/** What it reaches for beyond its arguments: `Date.now`, `fetch`, `new Date()`. */
	readonly reaches: readonly string[];
}

export interface Import {
	readonly from: string;
	/** Gone when the program runs. */
	readonly typeOnly: boolean;
	/** The names it takes; none for `import * as`, `import()` and the like. */
	readonly names: readonly string[];
}

/** A node of the syntax tree, as far as we look at it (ESTree, https://github.com/estree/estree). */
interface Node {
	readonly type: string;
	readonly [key: string]: unknown;
}

const worldly = new Set([
	'fetch',
	'process',
	'console',
	'setTimeout',
	'setInterval',
	'setImmediate',
	'performance',
	'crypto',
]);
const worldlyMembers = new Set(['Date.now', 'Math.random', 'Temporal.Now']);

/** Reads a `.ts` file, or the front matter of an `.astro` one. */
export function readSource(path: string, text: string): Source {
	const imports: Import[] = [];
	const reaches = new Set<string>();
	walk(parse(path, text), (node, parent, key) => {
		const found = importOf(node);
		if (found) imports.push(found);
		const reached = reachOf(node, parent, key);
		if (reached) reaches.add(reached);
	});
	return { path, lines: text.trimEnd().split('\n').length, imports, reaches: [...reaches] };
}

function parse(path: string, text: string): Node {
	const code = path.endsWith('.astro') ? (/^---\r?\n([\s\S]*?)^---/m.exec(text)?.[1] ?? '') : text;
	const { program, errors } = parseSync(path.replace(/\.astro$/, '.ts'), code, { lang: 'ts' });
	// Front matter may end with a bare `return`, which the parser mentions and reads all the same.
	const broken = errors.find(({ message }) => !message.includes("'return'"));
	if (broken) throw new Error(`${path} cannot be read: ${broken.message}`);
	return program as unknown as Node;
}

function walk(
	node: Node,
	visit: (node: Node, parent?: Node, key?: string) => void,
	parent?: Node,
	key?: string,
): void {
	visit(node, parent, key);
	for (const [name, value] of Object.entries(node)) {
		for (const child of Array.isArray(value) ? value : [value]) {
			if (typeof child?.type === 'string') walk(child as Node, visit, node, name);
		}
	}
}

function importOf(node: Node): Import | undefined {
	const from = sourceOf(node);
	if (from === undefined) return undefined;
	const specifiers = (node['specifiers'] ?? []) as Record<string, Record<string, string> | string>[];
	const wholly =
		node.type === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type';
	const bitByBit =
		specifiers.length > 0 && specifiers.every((one) => (one['importKind'] ?? one['exportKind']) === 'type');
	const names = specifiers.flatMap(({ imported }) =>
		typeof imported === 'object' ? [imported['name'] ?? ''] : [],
	);
	return { from, typeOnly: wholly || bitByBit, names };
}

function sourceOf(node: Node): string | undefined {
	if (
		![
			'ImportDeclaration',
			'ExportNamedDeclaration',
			'ExportAllDeclaration',
			'ImportExpression',
			'TSImportType',
		].includes(node.type)
	) {
		return undefined;
	}
	const source = (node['source'] ?? node['argument']) as {
		value?: unknown;
		literal?: { value?: unknown };
	} | null;
	const value = source?.value ?? source?.literal?.value;
	return typeof value === 'string' ? value : undefined;
}

function reachOf(node: Node, parent?: Node, key?: string): string | undefined {
	if (
		node.type === 'NewExpression' &&
		nameOf(node['callee']) === 'Date' &&
		(node['arguments'] as unknown[]).length === 0
	)
		return 'new Date()';
	if (node.type === 'MemberExpression') {
		const member = `${nameOf(node['object'])}.${nameOf(node['property'])}`;
		return worldlyMembers.has(member) ? member : undefined;
	}
	const name = nameOf(node);
	if (!worldly.has(name) || !parent) return undefined;
	const isLabel =
		['key', 'property', 'imported', 'exported', 'typeName', 'label'].includes(key ?? '') &&
		!parent['computed'];
	// `typeof process` in a type and a parameter called `fetch` are no reach for the world.
	const isDeclared = key === 'params' || key === 'id' || parent.type.startsWith('TS');
	return isLabel || isDeclared ? undefined : name;
}

function nameOf(node: unknown): string {
	const { type, name } = (node ?? {}) as { type?: string; name?: string };
	return type === 'Identifier' ? (name ?? '') : '';
}
