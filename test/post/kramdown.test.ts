import { expect, test } from 'vitest';
import { settleDollars } from '../../integrations/kindred/src/post/dollars.ts';
import { removeKramdown } from '../../integrations/kindred/src/post/kramdown.ts';
import { manuscript } from '../../integrations/kindred/src/post/manuscript.ts';

function convert(source: string) {
	const notes: string[] = [];
	const { text } = removeKramdown(manuscript(source, 1), (line, note) => void notes.push(`${line}: ${note}`));
	return { text, notes };
}

test('attribute lists go, before a block and behind a span, each with its line', () => {
	expect(convert('a\n\n{: .centered }\n![](x.png){: .wide }\n*b*{: .caption }\n')).toEqual({
		text: 'a\n\n![](x.png)\n*b*\n',
		notes: [
			"3: kramdown's `{: .centered }` is left out",
			"4: kramdown's `{: .wide }` is left out",
			"5: kramdown's `{: .caption }` is left out",
		],
	});
});

test('extensions, tables of contents, heading ids and abbreviations go', () => {
	expect(
		convert(
			'* TOC\n{:toc}\n\n# A {#a}\n{::nomarkdown}<b>{:/nomarkdown}\n{::comment}\nx\n{:/comment}\n*[HTML]: Hyper\n',
		).text,
	).toBe('\n# A\n<b>\n');
});

test('code keeps its braces', () => {
	expect(convert('`{: .x }`\n\n```\n{::a}\n\\\\(x\\\\)\n```\n').text).toBe(
		'`{: .x }`\n\n```\n{::a}\n\\\\(x\\\\)\n```\n',
	);
});

test('doubled backslashes are maths', () => {
	expect(convert('Let \\\\( x\\_1 \\\\) be\n\n\\\\[\na \\\\\\\\\nb\n\\\\]\n').text).toBe(
		'Let $x_1$ be\n\n$$\na \\\\\nb\n$$\n',
	);
});

test('displayed maths in a list keeps its depth', () => {
	expect(convert('1. So:\n\n   \\\\[ y \\\\]\n').text).toBe('1. So:\n\n   $$\n   y\n   $$\n');
});

test('prices are no maths, formulas are', () => {
	const settle = (text: string) => settleDollars(manuscript(text, 1)).text;
	expect(settle('From $5 to $10 a month.')).toBe('From \\$5 to \\$10 a month.');
	expect(settle('$PATH and $HOME are set')).toBe('\\$PATH and \\$HOME are set');
	expect(settle('$x$, $a_1$ and $E = mc^2$ and `$a$ $b`')).toBe('$x$, $a_1$ and $E = mc^2$ and `$a$ $b`');
	expect(settle('$$\n\\frac{{a}}{b}\n$$')).toBe('$$\n\\frac{ {a}}{b}\n$$');
	expect(settle('$$ never closed\n\nrest')).toBe('\\$\\$ never closed\n\nrest');
});
