import type { Colours } from '../base/site.ts';
import type { Setting } from './compose.ts';
import { box, clamp, leading, text, type Box } from './design.ts';

/** Pixels of a poster, 3 : 4: the tallest that chats show without cutting. */
export const POSTER_SIZE = { width: 1080, height: 1440 } as const;
/** Pixels between the edge and anything drawn. */
export const POSTER_MARGIN = 80;

/** A poster whose every text can be drawn. */
export interface PosterSheet {
	readonly lang: string;
	readonly dir: 'ltr' | 'rtl';
	readonly site: Setting;
	readonly line: Setting;
	readonly title: Setting;
	readonly sentence: Setting;
	readonly picks: readonly { readonly title: Setting; readonly note: Setting }[];
	readonly scan: Setting;
	readonly promise: Setting;
	readonly address: Setting;
}

/** How large a title is set, and how many lines its sentence and each note have; only the last two steps cut the title. */
export interface PosterStep {
	readonly size: number;
	readonly titleLines?: number;
	readonly sentenceLines: number;
	readonly noteLines: number;
}

/** From the most generous to the one that anything fits. */
export const posterSteps: readonly PosterStep[] = [
	{ size: 128, sentenceLines: 3, noteLines: 2 },
	{ size: 116, sentenceLines: 3, noteLines: 2 },
	{ size: 106, sentenceLines: 3, noteLines: 2 },
	{ size: 98, sentenceLines: 3, noteLines: 2 },
	{ size: 90, sentenceLines: 3, noteLines: 2 },
	{ size: 82, sentenceLines: 3, noteLines: 2 },
	{ size: 74, sentenceLines: 2, noteLines: 2 },
	{ size: 64, sentenceLines: 2, noteLines: 1 },
	{ size: 56, sentenceLines: 2, noteLines: 1 },
	{ size: 50, titleLines: 5, sentenceLines: 2, noteLines: 1 },
	{ size: 50, titleLines: 3, sentenceLines: 1, noteLines: 1 },
];

/**
 * The layout of a poster. The node `qr` is the white square for the code, `qrSize` pixels wide; the node `foot` is the lowest.
 * White under the code whatever the paper: a reader of codes wants all the contrast there is.
 */
export function posterLayout(sheet: PosterSheet, theme: Colours, step: PosterStep, qrSize: number): Box {
	const air = leading(sheet.lang);
	return box(
		{
			width: '100%',
			height: '100%',
			padding: POSTER_MARGIN,
			flexDirection: 'column',
			backgroundColor: theme.paper,
			color: theme.ink,
			direction: sheet.dir,
		},
		[
			masthead(sheet, theme),
			rule(6, theme.ink, 20),
			rule(1, theme.ink, 6),
			text(sheet.title, sheet, {
				marginTop: 46,
				flexShrink: 0,
				fontSize: step.size,
				lineHeight: Math.min(air, 1.3),
				letterSpacing: air < 1.2 ? '-0.02em' : '0',
				// Lines that are balanced and then cut would all be short.
				textWrap: step.titleLines ? 'wrap' : 'balance',
				overflowWrap: 'break-word',
				...(step.titleLines ? { lineClamp: step.titleLines } : {}),
			}),
			...(sheet.sentence.text ? [sentence(sheet, theme, step)] : []),
			box({ flexGrow: 1, minHeight: 36 }, []),
			...sheet.picks.map((pick) => pickRow(pick, sheet, theme, step)),
			rule(1, faint(theme)),
			foot(sheet, theme, qrSize),
		],
	);
}

const muted = ({ ink, paper }: Colours) => `color-mix(in srgb, ${ink} 70%, ${paper})`;
const faint = ({ ink, paper }: Colours) => `color-mix(in srgb, ${ink} 26%, ${paper})`;

/** A line across. Nothing on a poster shrinks: what does not fit is tried smaller. */
function rule(height: number, backgroundColor: string, marginTop = 0): Box {
	return box({ height, marginTop, backgroundColor, flexShrink: 0 }, []);
}

function masthead(sheet: PosterSheet, theme: Colours): Box {
	return box({ justifyContent: 'space-between', alignItems: 'flex-end', gap: 36, flexShrink: 0 }, [
		text(sheet.site, sheet, { fontSize: 42, lineHeight: 1.3, flexShrink: 1, ...clamp(1) }),
		text(sheet.line, sheet, {
			fontSize: 27,
			lineHeight: 1.3,
			marginBottom: 4,
			flexShrink: 0,
			maxWidth: 460,
			color: theme.accent,
			...clamp(1),
		}),
	]);
}

function sentence(sheet: PosterSheet, theme: Colours, { sentenceLines }: PosterStep): Box {
	return text(sheet.sentence, sheet, {
		marginTop: 28,
		flexShrink: 0,
		fontSize: 37,
		lineHeight: leading(sheet.lang) < 1.2 ? 1.4 : 1.6,
		color: muted(theme),
		...clamp(sentenceLines),
	});
}

function pickRow(
	pick: PosterSheet['picks'][number],
	sheet: PosterSheet,
	theme: Colours,
	step: PosterStep,
): Box {
	const lines = [
		text(pick.title, sheet, { fontSize: 40, lineHeight: 1.3, ...clamp(1) }),
		text(pick.note, sheet, {
			marginTop: 6,
			fontSize: 28,
			lineHeight: 1.45,
			color: muted(theme),
			...clamp(step.noteLines),
		}),
	];
	return box({ flexDirection: 'column', flexShrink: 0 }, [
		rule(1, faint(theme)),
		box(
			{ flexDirection: 'column', paddingTop: 17, paddingBottom: 19 },
			lines.filter((line) => line.props.children !== ''),
		),
	]);
}

function foot(sheet: PosterSheet, theme: Colours, qrSize: number): Box {
	const words = box(
		{ flexDirection: 'column', justifyContent: 'center', flexGrow: 1, flexShrink: 1, width: 0 },
		[
			text(sheet.scan, sheet, { fontSize: 46, lineHeight: 1.3, ...clamp(2) }),
			text(sheet.promise, sheet, {
				marginTop: 14,
				fontSize: 28,
				lineHeight: 1.5,
				color: muted(theme),
				...clamp(4),
			}),
			// An address is written from left to right in every language.
			text(
				sheet.address,
				{ ...sheet, dir: 'ltr' },
				{
					marginTop: 16,
					fontSize: 25,
					lineHeight: 1.35,
					color: theme.accent,
					textAlign: sheet.dir === 'rtl' ? 'right' : 'left',
					...clamp(2),
				},
			),
		],
	);
	const code = box({ width: qrSize, height: qrSize, flexShrink: 0, backgroundColor: '#ffffff' }, [], 'qr');
	return box({ marginTop: 38, gap: 44, alignItems: 'center', flexShrink: 0 }, [code, words], 'foot');
}
