import { satteri } from '@astrojs/markdown-satteri';
import { describe, expect, it } from 'vitest';
import { captionedFigures, notesHeading, scrollingTables } from '../../src/markdown/furniture.ts';
import { mathml, maths } from '../../src/markdown/maths.ts';

describe('a formula', () => {
	it('becomes MathML and nothing else', () => {
		const html = mathml('\\frac{n(n-1)}{2}', true);
		expect(html).toMatch(/^<math [^>]*display="block"/);
		expect(html).toMatch(/<mfrac>.*<\/mfrac>/);
		expect(html).toMatch(/<\/math>$/);
	});

	it('that cannot be read stops the build', () => {
		expect(() => mathml('\\frac{1', false)).toThrow(/KaTeX parse error/);
	});
});

describe('Markdown', () => {
	const processor = satteri({
		features: { math: true },
		mdastPlugins: [maths],
		hastPlugins: [scrollingTables, captionedFigures, notesHeading],
	});
	const html = async (markdown: string, file = 'a.md') => {
		const renderer = await processor.createRenderer({ syntaxHighlight: false });
		return (
			await renderer.render(markdown, { fileURL: new URL(`file:///content/posts/${file}`) })
		).code.trim();
	};

	it('keeps a formula in its line', async () => {
		expect(await html('Let there be $n$ people.')).toMatch(
			/^<p>Let there be <math .*<\/math> people\.<\/p>$/s,
		);
	});

	it('puts a table into a box that scrolls and can be reached by keyboard', async () => {
		expect(await html('| a |\n| - |\n| b |')).toMatch(
			/^<div class="table" tabindex="0" role="group"><table>/,
		);
	});

	it('makes a figure of a picture with a caption, alone in its paragraph', async () => {
		const figure = await html('![A tree](https://example.com/tree.png "In May")');
		expect(figure).toMatch(/^<figure><img .*alt="A tree".*><figcaption>In May<\/figcaption><\/figure>$/s);
		expect(await html('See ![a tree](https://example.com/tree.png "In May").')).toMatch(/^<p>See <img/);
	});

	it('names the notes in the language of the text', async () => {
		expect(await html('Text[^1]\n\n[^1]: Note', 'a.zh-hant.md')).toContain('>註釋</h2>');
	});
});
