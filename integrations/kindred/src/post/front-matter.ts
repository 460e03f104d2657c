import matter from 'gray-matter';
import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';
import { parse as parseToml, TomlError } from 'smol-toml';

/** One value of the front matter. */
export interface Field {
	/** The key as the author wrote it. */
	readonly key: string;
	/** The value as Astro reads it. */
	readonly value: unknown;
	/** The same with every scalar as the text that was written: `2019-02-30`, `1.10`, `404`. */
	readonly written: unknown;
	/** The line of the file it stands on. */
	readonly line: number;
}

/** A file taken apart. */
export interface FrontMatter {
	/** The values by key in lower case. */
	readonly fields: ReadonlyMap<string, Field>;
	readonly body: string;
	/** The line of the file on which the body begins. */
	readonly bodyLine: number;
}

/** YAML grows fast when aliases are nested; no author writes this much by hand. */
const MAX_FRONT_MATTER = 64 * 1024;

/**
 * Takes a file apart as Astro does (js-yaml 4 for `---`, smol-toml for `+++`, blank lines and a byte-order
 * mark in front allowed), but refuses what Astro silently loses: an unclosed fence, two fences around
 * prose. Never runs `---js`.
 */
export function readFrontMatter(
	source: string,
	openFenceOptional = false,
): FrontMatter | { skipped: string } {
	const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
	const blank = /^(?:[ \t]*\n)*/.exec(text)![0];
	const head = text.slice(blank.length);
	const first = blank.split('\n').length;
	const fence = /^(---|\+\+\+|;;;)[ \t]*([a-z]*)[ \t]*(?:#.*)?(?=\n|$)/i.exec(head);
	if (!fence && openFenceOptional && /^[\w-]+:.*\n(?:.*\n){0,60}?---[ \t]*\n/.test(head)) {
		return between('---', 'yaml', `---\n${head}`, first - 1);
	}
	if (!fence) return withoutFence(text);
	const language = fence[2]!.toLowerCase() || { '---': 'yaml', '+++': 'toml', ';;;': 'json' }[fence[1]!]!;
	if (!['yaml', 'yml', 'toml', 'json'].includes(language)) {
		return { skipped: `line ${first}: its front matter is written in \`${language}\`, which is never run` };
	}
	const rest = head.slice(fence[0].length);
	if (!rest.includes(`\n${fence[1]!}`)) {
		return /^\n\s*["']?[\w-]+["']?\s*[:=]/.test(rest)
			? { skipped: `line ${first}: the front matter is opened with \`${fence[1]!}\` and never closed` }
			: withoutFence(text);
	}
	return between(fence[1]!, language, fence[1]! + rest, first);
}

/** The part between two fences, which stand at the very beginning of `head`, line `first` of the file. */
function between(
	fence: string,
	language: string,
	head: string,
	first: number,
): FrontMatter | { skipped: string } {
	const block = head.slice(fence.length, head.indexOf(`\n${fence}`, fence.length) + 1);
	if (block.length > MAX_FRONT_MATTER)
		return { skipped: `line ${first}: its front matter is longer than 64 KB` };
	const isProse =
		!/^\s*["']?[\w-][\w .-]*["']?\s*[:=]/m.test(block) && block.trim() !== '' && fence === '---';
	const whole = () => ({ fields: new Map<string, Field>(), body: head, bodyLine: first });
	try {
		const read = matter(head, { delimiters: fence, language, engines: engines(fence) });
		const data: unknown = read.data;
		if (typeof data !== 'object' || data === null || Array.isArray(data)) return whole();
		const body = read.content.replace(/^[ \t]*\n/, '');
		const bodyLine = first + head.split('\n').length - body.split('\n').length;
		return { fields: fieldsOf(data, writtenOf(block, language, data), block, first), body, bodyLine };
	} catch (error) {
		if (isProse) return whole();
		return { skipped: inWords(error, block, first) };
	}
}

/**
 * gray-matter's engines: js-yaml as Astro has it, no JavaScript. Given on every call, or gray-matter
 * answers from its cache.
 */
function engines(fence: string) {
	const refuse = () => {
		throw new Error('code in front matter is never run');
	};
	const yaml = { parse: (text: string) => (load(text) ?? {}) as object, stringify: refuse };
	return {
		yaml,
		yml: yaml,
		toml: { parse: (text: string) => parseToml(text), stringify: refuse },
		json: {
			parse: (text: string) => JSON.parse(fence === ';;;' ? `{${text}}` : text) as object,
			stringify: refuse,
		},
		javascript: { parse: refuse, stringify: refuse },
		js: { parse: refuse, stringify: refuse },
		coffee: { parse: refuse, stringify: refuse },
	};
}

/** The values with every scalar as written. YAML's failsafe schema knows only text, lists and maps. */
function writtenOf(block: string, language: string, data: object): unknown {
	if (language !== 'yaml' && language !== 'yml') return data;
	try {
		return load(block, { schema: FAILSAFE_SCHEMA });
	} catch {
		return data;
	}
}

function fieldsOf(data: object, written: unknown, block: string, first: number): Map<string, Field> {
	const fields = new Map<string, Field>();
	const lines = block.split('\n');
	const texts = new Map(written && typeof written === 'object' ? Object.entries(written) : []);
	for (const [key, value] of Object.entries(data)) {
		const name = key.toLowerCase();
		if (fields.has(name) && key !== name) continue;
		const at = lines.findIndex(
			(line) =>
				line.replace(/^["']/, '').startsWith(key) &&
				/^["']?\s*[:=]/.test(line.replace(/^["']/, '').slice(key.length)),
		);
		fields.set(name, {
			key,
			value,
			written: texts.has(key) ? texts.get(key) : value,
			line: first + Math.max(0, at),
		});
	}
	return fields;
}

/** No front matter. Some write it as headings: `### Title: …`, `### Date: …`, then a rule. */
function withoutFence(text: string): FrontMatter {
	const match =
		/^\s*((?:#{1,6}[ \t]*)?\**(?:title|date|categor(?:y|ies)|tags|author|description)\**:.*\n\s*)+---+[ \t]*\n/i.exec(
			text,
		);
	if (!match) return { fields: new Map(), body: text, bodyLine: 1 };
	const fields = new Map<string, Field>();
	match[0].split('\n').forEach((line, at) => {
		const [, key, value] = /^(?:#{1,6}[ \t]*)?\**(\w+)\**:\**[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
		if (key && value) fields.set(key.toLowerCase(), { key, value, written: value, line: at + 1 });
	});
	return { fields, body: text.slice(match[0].length), bodyLine: match[0].split('\n').length };
}

/** What is wrong with the front matter, on which line, and what to write instead. */
function inWords(error: unknown, block: string, first: number): string {
	if (error instanceof YAMLException && error.mark) {
		const at = error.mark.line;
		const line = block.split('\n')[at]?.trim() ?? '';
		return `line ${first + at}: the front matter is not YAML. ${mistake(error.reason, line)}`;
	}
	const line = error instanceof TomlError ? first + error.line - 1 : first;
	const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
	return `line ${line}: the front matter cannot be read. ${reason}`;
}

function mistake(reason: string, line: string): string {
	const shown = `\`${line.slice(0, 80).replaceAll('`', "'")}\``;
	if (reason.includes('duplicated mapping key')) return `A key is there twice, ${shown}; keep one`;
	if (/:\s*[@`]/.test(line))
		return `A value that starts with \`@\` or a backtick needs quotes around it, ${shown}`;
	if (/:\s*\[/.test(line)) return `A value that starts with \`[\` needs quotes around it, ${shown}`;
	if (/:.*:\s/.test(line)) return `A value with a colon in it needs quotes around it, ${shown}`;
	return `${reason}, near ${shown}`;
}
