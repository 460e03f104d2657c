import { isComment, isTag, type AnyNode, type Document } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { fill, type Template } from '../../base/template.ts';
import { error, fine, type Problem, type Rule } from './finding.ts';
import type { Page } from './page.ts';

const OPEN = '\uE000';
const mark = /[\uE000\uE001]/;

export const slots: Rule = {
	promise:
		'Every slot is filled: a template has those it is given values for, in both forms, and no letter has any left.',
	page(page) {
		if (page.kind !== 'template' || !page.template) return leftIn(page);
		const [html, text] = [namesIn(page.template.html), namesIn(page.template.text)];
		const unknown = [...new Set([...html, ...text, ...namesIn(page.template.subject)])]
			.filter((name) => page.filled && !page.filled.has(name))
			.map((name) =>
				error(
					`Nothing fills the slot "${name}".`,
					'Take it out of the letter; the docs of letters name the slots there are.',
				),
			);
		const lonely = [...html.symmetricDifference(text)].map((name) =>
			error(
				`The slot "${name}" is in only one of the letter’s two forms.`,
				'Do not hide it from the text part: both say the same.',
			),
		);
		return [...unknown, ...lonely];
	},
	// A slot has both marks. Most of what a mail costs here is this one look through it.
	mail: ({ html, text, subject }) =>
		html.includes(OPEN) || text.includes(OPEN) || mark.test(subject) ? [unfilled] : fine,
};

const unfilled = error(
	'A slot of the letter was not filled.',
	'A piece holds the mark of a slot: take private-use characters (U+E000, U+E001) out of the post.',
);

function leftIn({ html, text, subject }: Page): readonly Problem[] {
	return mark.test(html) || mark.test(text) || mark.test(subject ?? '') ? [unfilled] : fine;
}

function namesIn(parts: Template['html']): Set<string> {
	return new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.slot])));
}

/** What a stranger might call themselves; escaped as all values are. */
const hostile = `"'><b id=gate></style></title>--> x=y <!-- {{`;

export const slotEscape: Rule = {
	promise:
		'No value can break out of its slot: with a hostile one in each, the letter has the same elements and attributes.',
	page({ template }) {
		if (!template) return fine;
		const values = (value: string) =>
			Object.fromEntries(
				[...template.html, ...template.text, ...template.subject].flatMap((part) =>
					typeof part === 'string' ? [] : [[part.slot, value] as const],
				),
			);
		const [plain, attacked] = [
			shapeOf(fill(template, values('x')).html),
			shapeOf(fill(template, values(hostile)).html),
		];
		return plain === attacked && !attacked.includes('%')
			? fine
			: [
					error(
						'A value could break out of its slot: the slot stands in an attribute without quotes, a comment or a style.',
						'Put it into text, or into an attribute with quotes.',
					),
				];
	},
};

/** The elements and attributes of a document; `%` where a value stands in a comment or a style. */
function shapeOf(html: string): string {
	const document: Document = parseDocument(html);
	let shape = '';
	const open: AnyNode[] = [...document.children];
	for (let node = open.pop(); node; node = open.pop()) {
		if (isComment(node)) shape += node.data.includes('id=gate') ? '%' : '!';
		if (!('children' in node)) continue;
		if (isTag(node)) {
			shape += `<${node.name} ${Object.keys(node.attribs).join(' ')}>`;
			const raw = node.name === 'style' || node.name === 'script';
			if (raw && node.children.some((child) => 'data' in child && String(child.data).includes('id=gate')))
				shape += '%';
		}
		open.push(...node.children);
	}
	return shape;
}
