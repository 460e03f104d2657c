/** One content line of an iCalendar file, taken apart (RFC 5545 section 3.1). */
export interface ContentLine {
	readonly name: string;
	/** In their order; a value as it stands, with its quotes. */
	readonly params: readonly { readonly name: string; readonly value: string }[];
	readonly value: string;
	/** The components it stands in, outermost first. */
	readonly path: readonly string[];
}

/** What is wrong with a file as lines: their ends, their lengths, the characters in them. */
export function lineFaults(file: string): string[] {
	const faults: string[] = [];
	if (!file.endsWith('\r\n')) faults.push('the last line has no end');
	if (/[\r\n]/.test(file.replaceAll('\r\n', ''))) faults.push('a line ends in something else than CRLF');
	if (!file.isWellFormed()) faults.push('a character is half');
	// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
	if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(file)) faults.push('a control character');
	for (const line of file.split('\r\n')) {
		if (Buffer.byteLength(line) > 75) faults.push(`a line has ${Buffer.byteLength(line)} octets`);
	}
	return faults;
}

const token = '[A-Z0-9-]+';
const plain = '[^"\\u0000-\\u001f;:,]*';
const quoted = '"[^"\\u0000-\\u001f]*"';
const param = new RegExp(`^;(${token})=(${quoted}|${plain})(?=[;:])`);

/** The content lines of a file, unfolded; faults of their grammar are told to `fault`. */
export function contentLines(file: string, fault: (text: string) => void): ContentLine[] {
	const path: string[] = [];
	const lines: ContentLine[] = [];
	for (const text of file
		.replace(/\r\n[ \t]/g, '')
		.split('\r\n')
		.slice(0, -1)) {
		const name = new RegExp(`^${token}(?=[;:])`).exec(text)?.[0];
		if (!name) {
			fault(`"${text.slice(0, 40)}" is no property`);
			continue;
		}
		let rest = text.slice(name.length);
		const params: { name: string; value: string }[] = [];
		for (let found = param.exec(rest); found; found = param.exec(rest)) {
			params.push({ name: found[1]!, value: found[2]! });
			rest = rest.slice(found[0].length);
		}
		if (!rest.startsWith(':')) fault(`${name} has a parameter that ends nowhere`);
		const value = rest.slice(1);
		if (name === 'END' && path.pop() !== value) fault(`END:${value} ends what did not begin`);
		lines.push({ name, params, value, path: [...path] });
		if (name === 'BEGIN') path.push(value);
	}
	if (path.length) fault(`${path.at(-1)} does not end`);
	return lines;
}
