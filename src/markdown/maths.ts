import katex from 'katex';

interface MathNode {
	readonly value: string;
}

/** TeX in `$…$` and `$$…$$` becomes MathML when the page is built: no script, no font, readable aloud. */
export const maths = {
	name: 'maths',
	inlineMath: (node: MathNode) => ({ raw: mathml(node.value, false), mdxExpressions: false }),
	math: (node: MathNode) => ({
		raw: `<div class="maths" tabindex="0" role="group" dir="ltr">${mathml(node.value, true)}</div>`,
		mdxExpressions: false,
	}),
};

/** The `<math>` element alone. A formula that cannot be read stops the build with KaTeX's own words. */
export function mathml(tex: string, displayMode: boolean): string {
	const html = katex.renderToString(tex, { displayMode, output: 'mathml', throwOnError: true, strict: false });
	return html.replace(/^<span class="katex">/, '').replace(/<\/span>$/, '').replaceAll('\n', ' ');
}
