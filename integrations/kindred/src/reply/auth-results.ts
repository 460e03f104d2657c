/** What a receiving server found out about a mail: the content of one Authentication-Results header (RFC 8601). */
export interface AuthResults {
	/** The name of the server that speaks, in lower case. */
	readonly server: string;
	readonly results: readonly AuthResult[];
}

/** `dkim=pass header.d=example.net`, in lower case. */
export interface AuthResult {
	/** `dmarc`, `dkim`, `spf`, without a version. */
	readonly method: string;
	/** `pass`, `fail`, `none`, `temperror` … */
	readonly result: string;
	/** By type and name, `header.from`. The first of a name counts. */
	readonly properties: ReadonlyMap<string, string>;
}

/** Attack: a header of a megabyte. Those of servers are a few hundred characters long. */
const MOST_LENGTH = 16_384;

type Token = { readonly kind: 'word' | 'quoted' | '=' | ';'; readonly text: string };

/**
 * Reads the value of an Authentication-Results header (RFC 8601 section 2.2), one look at each character. What is not in the
 * grammar is skipped: Amazon's servers write `client-ip=…; helo=…` between their results. A header without a server's name, as
 * Microsoft's are, has the first result in its place, and speaks for nobody.
 */
export function readAuthResults(value: string): AuthResults {
	const [first = [], ...rest] = segmentsOf(tokensOf(value.slice(0, MOST_LENGTH)));
	return { server: first[0]?.text ?? '', results: rest.flatMap((segment) => resultOf(segment) ?? []) };
}

function segmentsOf(tokens: readonly Token[]): Token[][] {
	const segments: Token[][] = [[]];
	for (const token of tokens) {
		if (token.kind === ';') segments.push([]);
		else segments.at(-1)!.push(token);
	}
	return segments;
}

/** The pairs of `name = value` in their order; the first is the method and its result. */
function resultOf(segment: readonly Token[]): AuthResult | undefined {
	const pairs: [string, string][] = [];
	for (const [index, { kind }] of segment.entries()) {
		if (kind !== '=') continue;
		const [name, value] = [nameBefore(segment, index), segment[index + 1]];
		if (name && value && value.kind !== '=') pairs.push([name, value.text]);
	}
	const [[method, result] = ['', ''], ...properties] = pairs;
	if (!method || method.includes('.')) return undefined;
	return {
		method: method.split('/')[0]!,
		result,
		properties: new Map(properties.toReversed()),
	};
}

/** The name that ends before a place; white space may stand around its dot and its slash. */
function nameBefore(segment: readonly Token[], end: number): string {
	let name = '';
	for (let index = end - 1; index >= 0; index--) {
		const { kind, text } = segment[index]!;
		if (kind !== 'word') break;
		if (name && !/^[./]/.test(name) && !/[./]$/.test(text)) break;
		name = text + name;
	}
	return name;
}

/** Words, quoted strings and signs, in lower case; comments, which may nest, are left out (RFC 5322 section 3.2.2). */
function tokensOf(value: string): Token[] {
	const tokens: Token[] = [];
	for (let at = 0; at < value.length;) {
		const char = value[at]!;
		if (char === '(') at = afterComment(value, at);
		else if (char === '"') {
			const { text, end } = quotedAt(value, at);
			tokens.push({ kind: 'quoted', text: text.toLowerCase() });
			at = end;
		} else if (char === ';' || char === '=') {
			tokens.push({ kind: char, text: char });
			at++;
		} else if (/\s/.test(char)) at++;
		else {
			const start = at;
			while (at < value.length && !/[\s();="]/.test(value[at]!)) at++;
			if (at === start) at++;
			else tokens.push({ kind: 'word', text: value.slice(start, at).toLowerCase() });
		}
	}
	return tokens;
}

function afterComment(value: string, start: number): number {
	let depth = 0;
	for (let at = start; at < value.length; at++) {
		const char = value[at];
		if (char === '\\') at++;
		else if (char === '(') depth++;
		else if (char === ')' && --depth === 0) return at + 1;
	}
	return value.length;
}

function quotedAt(value: string, start: number): { readonly text: string; readonly end: number } {
	let text = '';
	for (let at = start + 1; at < value.length; at++) {
		if (value[at] === '"') return { text, end: at + 1 };
		if (value[at] === '\\') at++;
		text += value[at] ?? '';
	}
	return { text, end: value.length };
}
