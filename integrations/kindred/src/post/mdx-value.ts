import type { Expression, Program } from 'estree-jsx';
import type { Nodes, Root } from 'mdast';
import type { MdxjsEsm, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';

/** Everything a document imports. */
export interface Imports {
	/** The module a name was imported from. */
	readonly sourceOf: (name: string) => string | undefined;
	/** The imports of one block of ESM. */
	readonly of: (node: Nodes) => readonly { source: string; names: readonly string[]; offset: number }[];
}

/** Reads the import statements of a document. */
export function importsOf(root: Root): Imports {
	const sources = new Map<string, string>();
	const of = (node: Nodes) => {
		const program = node.type === 'mdxjsEsm' ? (node as MdxjsEsm).data?.estree : undefined;
		return (program?.body ?? []).flatMap((statement) =>
			statement.type === 'ImportDeclaration'
				? [
						{
							source: String(statement.source.value),
							names: statement.specifiers.map(({ local }) => local.name),
							offset: statement.range?.[0] ?? node.position?.start.offset ?? 0,
						},
					]
				: [],
		);
	};
	for (const { source, names } of root.children.flatMap(of))
		for (const name of names) sources.set(name, source);
	return { sourceOf: (name) => sources.get(name), of };
}

/**
 * The text of `{"…"}`, `` {`…`} ``, `{1}`; nothing for a comment; `undefined` for anything that has
 * to be run.
 */
export function literalOf(program: Program | null | undefined): string | undefined {
	if (!program) return undefined;
	const [statement, ...others] = program.body;
	if (!statement) return '';
	return statement.type === 'ExpressionStatement' && others.length === 0
		? textOf(statement.expression)
		: undefined;
}

function textOf(expression: Expression): string | undefined {
	if (expression.type === 'Literal') {
		return typeof expression.value === 'string' || typeof expression.value === 'number'
			? String(expression.value)
			: undefined;
	}
	if (expression.type !== 'TemplateLiteral' || expression.expressions.length > 0) return undefined;
	return expression.quasis.map(({ value }) => value.cooked ?? value.raw).join('');
}

/**
 * The attributes of an element that are plain text, or name an imported file (then its module path).
 * `style` objects as CSS.
 */
export function attributesOf(
	node: MdxJsxFlowElement | MdxJsxTextElement,
	imports: Imports,
): Map<string, string> {
	const values = new Map<string, string>();
	for (const attribute of node.attributes) {
		if (attribute.type !== 'mdxJsxAttribute') continue;
		const { name, value } = attribute;
		if (value === null || value === undefined) values.set(name, '');
		else if (typeof value === 'string') values.set(name, value);
		else {
			const text = expressionText(value.data?.estree, imports);
			if (text !== undefined) values.set(name, text);
		}
	}
	return values;
}

function expressionText(program: Program | null | undefined, imports: Imports): string | undefined {
	const statement = program?.body[0];
	if (statement?.type !== 'ExpressionStatement') return undefined;
	const { expression } = statement;
	if (expression.type === 'Identifier') return imports.sourceOf(expression.name);
	if (expression.type === 'MemberExpression' && expression.object.type === 'Identifier') {
		return imports.sourceOf(expression.object.name);
	}
	if (expression.type === 'ObjectExpression') return cssOf(expression);
	return expression.type === 'Literal' && expression.value === true ? '' : textOf(expression);
}

/**
 * `{{ marginTop: 4, color: 'red' }}` as CSS. A bare number is pixels, as in React, but for properties
 * without a unit.
 */
function cssOf(object: Extract<Expression, { type: 'ObjectExpression' }>): string | undefined {
	const rules = object.properties.map((property) => {
		if (property.type !== 'Property' || property.computed) return undefined;
		const name =
			property.key.type === 'Identifier'
				? property.key.name
				: property.key.type === 'Literal'
					? String(property.key.value)
					: '';
		const value = textOf(property.value as Expression);
		if (!name || value === undefined) return undefined;
		const css = name.startsWith('--') ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
		const isPixels =
			/^-?[1-9][\d.]*$/.test(value) && !/^(opacity|order|z-index|flex|line-height|font-weight|--)/.test(css);
		return `${css}: ${value}${isPixels ? 'px' : ''}`;
	});
	return rules.includes(undefined) ? undefined : rules.join('; ');
}

/** React's names of HTML attributes. */
const htmlNames: Readonly<Record<string, string>> = {
	className: 'class',
	htmlFor: 'for',
	srcSet: 'srcset',
	tabIndex: 'tabindex',
	colSpan: 'colspan',
	rowSpan: 'rowspan',
	allowFullScreen: 'allowfullscreen',
	frameBorder: 'frameborder',
	autoPlay: 'autoplay',
	playsInline: 'playsinline',
	referrerPolicy: 'referrerpolicy',
	crossOrigin: 'crossorigin',
	dateTime: 'datetime',
};

/**
 * An element's opening tag as HTML. `lost` hears of every attribute that only code could fill, and of event
 * handlers.
 */
export function openTag(
	name: string,
	node: MdxJsxFlowElement | MdxJsxTextElement,
	values: ReadonlyMap<string, string>,
	lost: (attribute: string) => void,
): string {
	const attributes = node.attributes.flatMap((attribute) => {
		if (attribute.type !== 'mdxJsxAttribute') {
			lost('{…}');
			return [];
		}
		const value = values.get(attribute.name);
		if (value === undefined || /^on[A-Z]|^client:/.test(attribute.name)) {
			lost(attribute.name);
			return [];
		}
		const html = htmlNames[attribute.name] ?? attribute.name;
		return [
			attribute.value === null
				? html
				: `${html}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
		];
	});
	return `<${[name, ...attributes].join(' ')}>`;
}
