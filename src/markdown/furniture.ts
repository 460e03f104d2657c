import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';
import { languageTag } from './suffix.ts';
import { blogStrings } from '../strings.ts';

type HastPlugin = Extract<NonNullable<SatteriProcessorOptions['hastPlugins']>[number], { name: string }>;

/** A wide table scrolls in its own box, which the keyboard can reach. */
export const scrollingTables: HastPlugin = {
	name: 'scrolling-tables',
	element: {
		filter: ['table'],
		visit(node, ctx) {
			const box = { className: ['table'], tabIndex: 0, role: 'group' };
			ctx.wrapNode(node, { type: 'element', tagName: 'div', properties: box, children: [] });
		},
	},
};

/** `![alt](./tree.png "A caption")` alone in its paragraph becomes a figure with that caption. */
export const captionedFigures: HastPlugin = {
	name: 'captioned-figures',
	element: {
		filter: ['p'],
		visit(node, ctx) {
			const [image, ...others] = node.children.filter((child) => child.type !== 'text' || child.value.trim());
			if (!image || others.length > 0 || image.type !== 'element' || image.tagName !== 'img') return;
			const { title, ...properties } = image.properties;
			if (typeof title !== 'string') return;
			const caption = [{ type: 'text' as const, value: title }];
			ctx.replaceNode(node, {
				type: 'element',
				tagName: 'figure',
				properties: {},
				children: [
					{ type: 'element', tagName: 'img', properties, children: [] },
					{ type: 'element', tagName: 'figcaption', properties: {}, children: caption },
				],
			});
		},
	},
};

/** The heading above the notes, which only a screen reader meets, speaks the text's language. */
export const notesHeading: HastPlugin = {
	name: 'notes-heading',
	element: {
		filter: ['h2'],
		visit(node, ctx) {
			if (node.properties.id !== 'footnote-label') return;
			const label = blogStrings(languageTag(ctx.fileURL?.pathname ?? '')).footnotes;
			ctx.replaceNode(node, { ...node, children: [{ type: 'text', value: label }] });
		},
	},
};
