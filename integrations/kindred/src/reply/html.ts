import { compile } from 'html-to-text';

/** Attack: a mail of many megabytes of tags. Beyond this much HTML nobody writes by hand. */
const MOST_HTML = 1_500_000;

/** Attack: a hundred thousand elements, each within the one before; converters take quadratic time. Long threads nest a hundred. */
const MOST_DEPTH = 300;

/** Everything below these elements is a quote, because a mail program says so by class or id. */
const quotes = [
	'blockquote',
	'.gmail_quote',
	'.gmail_extra > .gmail_quote',
	'.yahoo_quoted',
	'.protonmail_quote',
	'.moz-forward-container',
	'#OLK_SRC_BODY_SECTION',
	'.zmail_extra',
	'.tutanota_quote',
	'.mail_android_quote',
	'.mail_quote',
	'.hey-quote',
	'.front-quote',
	'.gmail_quote_container',
	'[type=cite]',
];
/** These begin a quote that goes on to the end of the mail. */
const beginnings = [
	'#divRplyFwdMsg',
	'#appendonsend',
	'#mail-editor-reference-message-container',
	'.ms-outlook-mobile-reference-message',
	'#stopSpelling',
];

/** The line that begins a quote in plain text, as `trim` knows it. */
const MARK = '-----Original Message-----';

const convert = compile({
	wordwrap: false,
	limits: { maxInputLength: MOST_HTML, maxDepth: 60, maxChildNodes: 5000 },
	formatters: {
		quotation: (elem, walk, builder, options) => {
			builder.openBlock({ leadingLineBreaks: options.leadingLineBreaks || 2, reservedLineLength: 2 });
			walk(elem.children, builder);
			builder.closeBlock({
				trailingLineBreaks: 2,
				blockTransform: (text) =>
					text
						.split('\n')
						.map((line) => `> ${line}`)
						.join('\n'),
			});
		},
		beginning: (elem, walk, builder) => {
			builder.openBlock({ leadingLineBreaks: 2 });
			builder.addLiteral(MARK);
			builder.closeBlock({ trailingLineBreaks: 1 });
			walk(elem.children, builder);
		},
	},
	selectors: [
		...quotes.map((selector) => ({ selector, format: 'quotation' })),
		...beginnings.map((selector) => ({ selector, format: 'beginning' })),
		{ selector: 'a', options: { ignoreHref: true } },
		{ selector: 'img', format: 'skip' },
		{ selector: 'style', format: 'skip' },
		{ selector: 'script', format: 'skip' },
		...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
		{ selector: 'table', format: 'block' },
		{ selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
	],
});

/** HTML as text in which every quoted line begins with `>`. */
export function quotedText(html: string): string {
	const some = html.slice(0, MOST_HTML);
	return isDeep(some) ? tagless(some) : convert(some);
}

/** Elements without an end tag, or whose end tag may be left out (HTML standard, section 13.1.2). */
const open = new Set(
	'area base br col hr img input link meta source wbr p li dt dd tr td th thead tbody option o:p'.split(' '),
);

/** Is anything nested deeper than a mail program nests? Counts start and end tags in one pass. */
function isDeep(html: string): boolean {
	let depth = 0;
	for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:]{0,20})/gi)) {
		if (open.has(name.toLowerCase())) continue;
		depth = Math.max(0, depth + (close ? -1 : 1));
		if (depth > MOST_DEPTH) return true;
	}
	return false;
}

/** The words between the tags, for what nobody can show anyway. */
function tagless(html: string): string {
	return html.replace(/<[^<>]*>/g, '\n').replace(/\n{2,}/g, '\n');
}
