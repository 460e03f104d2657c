import type { Colours } from '../base/site.ts';
import { CARD_SIZE } from './card.ts';
import type { Setting, Sheet } from './compose.ts';

/**
 * Raise it whenever the picture of the same sheet changes: cached cards of an older design are then drawn
 * anew.
 */
export const DESIGN = 1;

/** A node of the layout, in the shape satori takes. */
export interface Box {
	readonly type: 'div';
	readonly key?: string;
	readonly props: {
		readonly style: Readonly<Record<string, string | number>>;
		readonly dir?: 'ltr' | 'rtl';
		readonly lang?: string;
		readonly children?: string | readonly Box[];
	};
}

/** How a title is set: pixels, and whether lines beyond `lines` are cut with an ellipsis. */
export interface TitleStep {
	readonly size: number;
	readonly lines?: number;
}

/** From the largest to the smallest that is still read in a small preview; only the last two cut. */
export const titleSteps: readonly TitleStep[] = [
	{ size: 92 },
	{ size: 80 },
	{ size: 68 },
	{ size: 58 },
	{ size: 50 },
	{ size: 43 },
	{ size: 38, lines: 7 },
	{ size: 38, lines: 5 },
];

/** Pixels between the edge and anything drawn. */
export const MARGIN = 72;
/** Pixels a line of a title may be long. */
const MEASURE = CARD_SIZE.width - 2 * MARGIN;
/** Pixels that all lines of a title may be high, with one line below the rule and topics. */
const TITLE_HEIGHT = 330;

/**
 * The index of the largest step a title may be set in, by a guess at its width that errs on the large side by
 * one step; the layout has the last word. A step whose lines are shorter than the longest word would break
 * that word, so it is passed over as long as a smaller one holds the word whole.
 */
export function likelyStep(text: string, lang: string): number {
	const longest = longestWord(text);
	const last = titleSteps.length - 1;
	const guess = titleSteps.findIndex(({ size }) => {
		const lines = Math.ceil((ems(text) * size) / MEASURE);
		return lines * size * leading(lang) <= TITLE_HEIGHT;
	});
	const whole = titleSteps.findIndex(({ size }) => longest * 1.15 * size <= MEASURE);
	return Math.max(guess < 0 ? last : guess - 1, whole < 0 ? last : whole, 0);
}

/** Balanced lines are shorter than full ones: they would break a long word that a full line holds whole. */
function balances(text: string, size: number): boolean {
	const width = ems(text) * size;
	return longestWord(text) * size < (0.85 * width) / Math.ceil(width / MEASURE);
}

function longestWord(text: string): number {
	return Math.max(...text.split(BETWEEN_WORDS).map(ems));
}
const BETWEEN_WORDS =
	/[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/u;

/**
 * About how many times its size a text is wide: a Chinese character is one em, a Latin letter half of one.
 */
function ems(text: string): number {
	const count = (expression: RegExp) => text.match(expression)?.length ?? 0;
	return text.length * 0.5 + count(FULL_WIDTH) * 0.5 + count(BASMALA) * 12;
}
/** A whole sentence in one character, which no line can break. */
const BASMALA = /\ufdfd/g;
const FULL_WIDTH =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

/** The layout of a card with its title in a given size. The node with the key `foot` is the lowest one. */
export function layout(sheet: Sheet, theme: Colours, step: TitleStep): Box {
	const headed = sheet.title.text !== '';
	return box(
		{
			width: '100%',
			height: '100%',
			padding: MARGIN,
			flexDirection: 'column',
			backgroundColor: theme.paper,
			color: theme.ink,
			direction: sheet.dir,
		},
		[
			masthead(sheet, theme, headed),
			rule(sheet.kind, theme),
			box({ flexGrow: 1, minHeight: 24 }, []),
			title(headed ? sheet.title : sheet.site, sheet, step),
			foot(sheet, theme),
		],
	);
}

/** Height of a line over its size. Scripts with marks above and below need more air. */
export function leading(lang: string): number {
	if (/^(zh|ja|ko)\b/.test(lang)) return 1.3;
	return /^(ar|fa|ur|ckb|ps|hi|mr|ne|bn|th|lo|km|my|ta|te|kn|ml|si|gu|pa|am)\b/.test(lang) ? 1.4 : 1.12;
}

function masthead(sheet: Sheet, theme: Colours, headed: boolean): Box {
	const cased = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\P{L}]*$/u.test(sheet.kicker.text);
	// Capitals are made here: satori's `text-transform` throws on languages that it has no name for, German among them.
	const kicker = cased
		? { ...sheet.kicker, text: sheet.kicker.text.toLocaleUpperCase(sheet.lang) }
		: sheet.kicker;
	return box({ justifyContent: 'space-between', alignItems: 'flex-end', height: 52, gap: 32 }, [
		text(headed ? sheet.site : { text: '', files: [] }, sheet, {
			fontSize: 34,
			lineHeight: 1.25,
			flexShrink: 1,
			...clamp(1),
		}),
		text(kicker, sheet, {
			fontSize: 21,
			lineHeight: 1.4,
			marginBottom: 3,
			color: theme.accent,
			flexShrink: 0,
			maxWidth: 420,
			...(cased ? { letterSpacing: '0.16em' } : { fontSize: 25 }),
			...clamp(1),
		}),
	]);
}

/** Each kind has its own rule, so that a reader of many cards tells them apart before reading. */
function rule(kind: Sheet['kind'], theme: Colours): Box {
	const line = (height: number, color: string) => box({ height, backgroundColor: color, width: '100%' }, []);
	const thick = kind === 'event' ? line(10, theme.accent) : line(kind === 'digest' ? 5 : 2, theme.ink);
	const lines = kind === 'digest' ? [thick, line(1, theme.ink)] : [thick];
	return box({ flexDirection: 'column', gap: 5, marginTop: 14 }, lines);
}

function title(setting: Setting, sheet: Sheet, step: TitleStep): Box {
	const style = {
		fontSize: step.size,
		lineHeight: leading(sheet.lang),
		letterSpacing: leading(sheet.lang) < 1.2 ? '-0.015em' : '0',
		textWrap: balances(setting.text, step.size) ? 'balance' : 'wrap',
		overflowWrap: 'break-word',
		...(step.lines ? { lineClamp: step.lines } : {}),
	};
	return text(setting, sheet, style);
}

function foot(sheet: Sheet, theme: Colours): Box {
	const muted = `color-mix(in srgb, ${theme.ink} 62%, ${theme.paper})`;
	const row = { lineHeight: 1.35, ...clamp(1) };
	const parts = [
		text(sheet.line, sheet, {
			...row,
			fontSize: 29,
			color: sheet.kind === 'event' ? theme.accent : theme.ink,
		}),
		text(sheet.place, sheet, { ...row, fontSize: 29 }),
		text(sheet.topics, sheet, { ...row, fontSize: 24, color: muted }),
	];
	const shown = parts.filter((part) => part.props.children !== '');
	return box({ flexDirection: 'column', gap: 8, marginTop: 34 }, shown, 'foot');
}

/** At most so many lines, then an ellipsis. */
export function clamp(lines: number): Record<string, string | number> {
	return { lineClamp: lines, overflowWrap: 'anywhere' };
}

/** A text in its fonts. */
export function text(
	setting: Setting,
	sheet: Pick<Sheet, 'dir' | 'lang'>,
	style: Record<string, string | number>,
): Box {
	const [first] = setting.files;
	const fontFamily = setting.files.map((file) => file.family).join(', ');
	const font: Box['props']['style'] = first
		? { fontFamily, fontWeight: first.weight, fontStyle: first.style }
		: {};
	return {
		type: 'div',
		props: {
			style: { display: 'block', boxSizing: 'border-box', ...font, ...style },
			dir: sheet.dir,
			lang: sheet.lang,
			children: setting.text,
		},
	};
}

/** A row, or a column where `style` says so. */
export function box(style: Record<string, string | number>, children: readonly Box[], key?: string): Box {
	return {
		type: 'div',
		key,
		props: { style: { display: 'flex', boxSizing: 'border-box', ...style }, children },
	};
}
