import { inline } from '@css-inline/css-inline';
import { convert } from 'html-to-text';
import { KindredError } from '../base/error.ts';
import { facing } from '../base/bidi.ts';
import { inOneLine, splitSlots, type Template } from '../base/template.ts';
import { MOST_BYTES, weigh } from '../base/weight.ts';
import { plainText } from './plain-text.ts';
import { standAlone, type Column } from './references.ts';

/**
 * Makes a template of a rendered letter: styles inlined (media queries stay in the head, for dark mode), the
 * plain text derived, the subject taken from `<title>`, all three split at their slots.
 *
 * @param rendered a whole document, its `<style>` inside `<head>`.
 * @param name what the letter is called in an error.
 * @param column what its links and pictures are fitted to; absent, they stay as they are.
 * @throws KindredError when it is over {@link MOST_BYTES} before anything is filled in, or has no `<title>`.
 */
export function compileLetter(rendered: string, lang: string, name = 'letter', column?: Column): Template {
	const html = column ? standAlone(rendered, column) : rendered;
	const subject = titleOf(html);
	if (!subject) {
		throw new KindredError(
			`The letter "${name}" (${lang}) has no subject.`,
			'Put it into the <title> of the letter, or wrap the letter in Frame.astro and give it `subject`.',
		);
	}
	refuseStrayMarks(html);
	const inlined = inlineStyles(html);
	const { bytes, verdict } = weigh(inlined);
	if (verdict === 'too-heavy') {
		throw new KindredError(
			`The letter "${name}" (${lang}) is ${bytes} bytes of HTML; mail programs cut letters off at ${MOST_BYTES}.`,
			'Shorten it, link to the rest, or move large images out of the HTML.',
		);
	}
	return {
		lang,
		subject: splitSlots(facing(lang, subject)),
		html: splitSlots(inlined),
		text: splitSlots(tidyOptionalSlots(plainText(inlined, lang))),
	};
}

function inlineStyles(html: string): string {
	const inlined = inline(html, {
		inlineStyleTags: true,
		// What cannot be inlined (media queries, :hover) stays where it is.
		keepStyleTags: true,
		keepAtRules: true,
		removeInlinedSelectors: true,
		applyWidthAttributes: true,
		loadRemoteStylesheets: false,
	});
	return inlined.replace(
		/(<style\b[^>]*>)([^]*?)(?=<\/style>)/gi,
		(_all, tag: string, sheet: string) => tag + withoutUnmatched(sheet),
	);
}

/**
 * A style sheet without the plain rules that were left because they match nothing here: they would only weigh. What stays is
 * what cannot be inlined: media queries, pseudo-classes, and attributes that mail programs set.
 */
function withoutUnmatched(sheet: string): string {
	let kept = '';
	let from = 0;
	let depth = 0;
	for (const { 0: brace, index } of sheet.matchAll(/[{}]/g)) {
		depth = Math.max(0, depth + (brace === '{' ? 1 : -1));
		if (depth > 0) continue;
		const rule = sheet.slice(from, index + 1);
		if (/[@:[]/.test(rule.slice(0, rule.indexOf('{')))) kept += `${rule.trim()}\n`;
		from = index + 1;
	}
	return kept + sheet.slice(from).trim();
}

function titleOf(html: string): string {
	const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1] ?? '';
	return inOneLine(convert(title, { wordwrap: false }));
}

/** HTML has no place for text between rows and cells: a parser moves it in front of the table. */
function refuseStrayMarks(html: string): void {
	const stray =
		/(<(?:table|thead|tbody|tr)\b[^>]*>|<\/(?:thead|tbody|tr|td|th)>)\s*\uE000([+-]?[a-z0-9-]+)/i.exec(html);
	if (stray)
		throw new Error(
			`The slot "${stray[2]}" stands behind ${stray[1]}; put it inside a cell, or around the table.`,
		);
}

/**
 * A slot that stays empty takes its paragraph along: the blank lines around an optional passage move inside
 * its marks, and a slot that is a paragraph of its own becomes such a passage.
 */
function tidyOptionalSlots(text: string): string {
	return text
		.replace(
			/([ \n]*)(\uE000\+[a-z0-9-]+\uE001)([ \n]*)/g,
			(all, before: string, mark: string, after: string) => (/\n/.test(before + after) ? `${mark}\n\n` : all),
		)
		.replace(/\n*(\uE000-[a-z0-9-]+\uE001)/g, '$1')
		.replace(
			/\uE000\+([a-z0-9-]+)\uE001[^]*?\uE000-\1\uE001|\n\n\uE000([a-z0-9-]+)\uE001(?=\n\n|$)/g,
			(passage, _name, alone?: string) =>
				alone ? `\uE000+${alone}\uE001\n\n\uE000${alone}\uE001\uE000-${alone}\uE001` : passage,
		);
}
