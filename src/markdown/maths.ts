import katex from 'katex';

interface MathNode {
	readonly value: string;
}

/** TeX in `$…$` and `$$…$$` becomes MathML when the page is built: no script, no font, readable aloud. */
export const maths = {
	name: 'maths',
	inlineMath(node: MathNode, ctx: { readonly sourceFormat: 'markdown' | 'mdx' }) {
		const value = mathml(node.value, false);
		// In Markdown a raw string is read as a block and gets a paragraph of its own; MDX has no HTML nodes.
		return ctx.sourceFormat === 'mdx'
			? { raw: value, mdxExpressions: false }
			: { type: 'html' as const, value };
	},
	math: (node: MathNode) => ({
		raw: `<div class="maths" tabindex="0" role="group" dir="ltr">${mathml(node.value, true)}</div>`,
		mdxExpressions: false,
	}),
};

/** The `<math>` element alone. A formula that cannot be read stops the build with KaTeX's own words. */
export function mathml(tex: string, displayMode: boolean): string {
	const html = katex.renderToString(tex, {
		displayMode,
		output: 'mathml',
		throwOnError: true,
		strict: false,
	});
	return html
		.replace(/^<span class="katex">/, '')
		.replace(/<\/span>$/, '')
		.replaceAll('\n', ' ');
}
