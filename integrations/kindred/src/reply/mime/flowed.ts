/** What stands above a signature; it is never joined with anything (RFC 3676 section 4.3). */
const SIGNATURE = '-- ';

/**
 * Text of `format=flowed` as it was written (RFC 3676): lines that end in a space go on in the next one, but only within one
 * depth of quoting, and not over the mark of a signature. A space before a line that would be taken for something else goes.
 * Parsers of mail that join across depths make an answer below a quote a part of the quote.
 *
 * @param deleteSpace `DelSp=yes`, as for Chinese and Japanese: the space at the end of a line was put there to break it.
 */
export function unflow(text: string, deleteSpace: boolean): string {
	const lines: string[] = [];
	let paragraph: string[] = [];
	let depth = 0;
	const flush = () => {
		if (paragraph.length > 0) lines.push(quoted(depth, paragraph.join('')));
		paragraph = [];
	};
	for (const line of text.split(/\r\n|\r|\n/)) {
		const marks = quoteDepth(line);
		const content = line.charAt(marks) === ' ' ? line.slice(marks + 1) : line.slice(marks);
		const isSignature = content === SIGNATURE;
		if (marks !== depth || isSignature) flush();
		depth = marks;
		const flows = content.endsWith(' ') && !isSignature;
		paragraph.push(flows && deleteSpace ? content.slice(0, -1) : content);
		if (!flows) flush();
	}
	flush();
	return lines.join('\n');
}

function quoteDepth(line: string): number {
	let depth = 0;
	while (line.charAt(depth) === '>') depth++;
	return depth;
}

function quoted(depth: number, content: string): string {
	if (content === SIGNATURE && depth === 0) return content;
	return (depth > 0 ? `${'>'.repeat(depth)} ${content}` : content).trimEnd();
}
