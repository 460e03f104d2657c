import { expect, test } from 'vitest';
import { manuscript } from '../../integrations/kindred/src/post/manuscript.ts';
import { mdxToMarkdown } from '../../integrations/kindred/src/post/mdx.ts';

function convert(source: string) {
	const notes: string[] = [];
	const { text } = mdxToMarkdown(manuscript(source, 1), (line, note) => void notes.push(`${line}: ${note}`));
	return { text: text.trim(), notes };
}

test('text without JSX keeps every byte', () => {
	const source =
		'A *b* \\{c\\} &lt;d&gt;  \n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n```js\nimport x from "{y}";\n```\n\n1) one\n* two';
	expect(convert(source)).toEqual({ text: source, notes: [] });
});

test('imports and exports go, each with its line', () => {
	expect(convert('import A, {\n  B,\n} from "./a";\nexport const c = 1;\n\nHello')).toEqual({
		text: 'Hello',
		notes: ['1: `export const c = 1;` is left out', '1: the import of A, B from `./a` is left out'],
	});
});

test('a component with children leaves them, one without leaves a marked gap', () => {
	const { text, notes } = convert(
		'Before\n\n<Note kind="tip">\n\tKeep *this*.\n\n\t- a\n\t- b\n</Note>\n\n<Chart data={[1]} />\n\nAfter',
	);
	expect(text).toBe('Before\n\nKeep *this*.\n\n- a\n- b\n\n*[Chart was here]*\n\nAfter');
	expect(notes).toEqual([
		'3: the component <Note> is left out, what is inside it stays',
		'10: the component <Chart> is left out, its place is marked',
	]);
});

test('a gap says what a component said about itself', () => {
	expect(convert('<Film src={clip} alt="A cat [asleep]" />').text).toBe('*[Film: A cat asleep]*');
	expect(convert('<Film src="https://example.com/a.mp4" />').text).toBe(
		'*[Film was here]* <https://example.com/a.mp4>',
	);
});

test.each([
	'<img alt="A cat" src={cat} />',
	'<Image alt="A cat" src={cat} />',
	'<Figure src={cat.src} caption="A cat" />',
])('%s is a Markdown picture', (jsx) => {
	expect(convert(`import cat from "./my cat.png";\n\n${jsx}`).text).toBe('![A cat](<./my cat.png>)');
});

test('JSX becomes HTML', () => {
	expect(
		convert(
			'A <span className="x" style={{ marginTop: 4, color: "red" }}>b *c*</span> d<br /> <iframe src="https://example.com" allowFullScreen />',
		).text,
	).toBe(
		'A <span class="x" style="margin-top: 4px; color: red">b *c*</span> d<br> <iframe src="https://example.com" allowfullscreen></iframe>',
	);
});

test('Markdown inside of an HTML block stays Markdown', () => {
	expect(convert('<details>\n\t<summary>More</summary>\n\n\t*Soft* text\n</details>').text).toBe(
		'<details>\n\n<summary>More</summary>\n\n*Soft* text\n\n</details>',
	);
});

test('what only code could fill is left out and noted', () => {
	const { text, notes } = convert('<p onClick={go} title={name}>Hello{" "}you{/* aside */}, {user.name}</p>');
	expect(text).toContain('Hello you,');
	expect(text).toContain('*[Something made by code was here]*');
	expect(notes.join('\n')).toMatch(/onClick.*\n.*title.*/);
	expect(notes.join('\n')).toMatch(/1: `\{user\.name\}`/);
});

test('a code component becomes a fence', () => {
	expect(convert('<Code code={`a\nb`} lang="ts" />').text).toBe('```ts\na\nb\n```');
});

test('an element in a list keeps its depth', () => {
	expect(convert('- a\n\n  <Tip>\n    b\n\n    c\n  </Tip>\n\n- d').text).toBe('- a\n\n  b\n\n  c\n\n- d');
});
