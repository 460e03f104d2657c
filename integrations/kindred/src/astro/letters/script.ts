import { scriptOf } from '../../base/language.ts';

/** How letters are set in one script. Fonts are what readers have: a mail that loads fonts tells who opened it. */
export interface Setting {
	/** Font stacks, best first, each ending in a generic family. */
	readonly serif: string;
	readonly sans: string;
	/** What Outlook for Windows sets instead: it takes the first name it does not know for Times New Roman. */
	readonly word: { readonly serif: string; readonly sans: string };
	/** Size of running text in px, and its line height as a multiple. */
	readonly size: number;
	readonly leading: number;
	/** Line height of titles: scripts with marks above and below need more of it. */
	readonly titleLeading: number;
	/** Has the script italics, and may its letters be spaced? Elsewhere italics are slanted by force, and spacing tears words. */
	readonly cursive: boolean;
}

const SANS = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const western: Setting = {
	serif: "Georgia, 'Times New Roman', serif",
	sans: SANS,
	word: { serif: 'Georgia', sans: 'Arial' },
	size: 18,
	leading: 1.6,
	titleLeading: 1.2,
	cursive: true,
};

/** Han, kana and Hangul fill their squares: smaller, with more air between the lines. */
const eastern = (serif: string, sans: string, word: string): Setting => ({
	serif: `${serif}, serif`,
	sans: `${sans}, sans-serif`,
	word: { serif: word, sans: word },
	size: 17,
	leading: 1.8,
	titleLeading: 1.35,
	cursive: false,
});

/** Scripts with marks above and below the line. */
const tall = (serif: string, sans: string, word: string, leading: number, size = 18): Setting => ({
	serif: `${serif}, Georgia, serif`,
	sans: `${sans}, Arial, sans-serif`,
	word: { serif: word, sans: word },
	size,
	leading,
	titleLeading: 1.45,
	cursive: false,
});

/** ISO 15924. Cyrillic and Greek are in the fonts of the West; a script that is not here is set in them, with air. */
const settings: Readonly<Record<string, Setting>> = {
	Latn: western,
	Cyrl: western,
	Grek: western,
	Hans: eastern(
		"'Songti SC', 'Noto Serif SC', 'Noto Serif CJK SC', 'Microsoft YaHei'",
		"'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei'",
		"'Microsoft YaHei'",
	),
	Hant: eastern(
		"'Songti TC', 'Noto Serif TC', 'Noto Serif CJK TC', 'Microsoft JhengHei'",
		"'PingFang TC', 'Noto Sans TC', 'Noto Sans CJK TC', 'Microsoft JhengHei'",
		"'Microsoft JhengHei'",
	),
	Jpan: eastern(
		"'Hiragino Mincho ProN', 'Noto Serif JP', 'Noto Serif CJK JP', 'Yu Mincho'",
		"'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic', Meiryo",
		"'Yu Gothic'",
	),
	Kore: eastern(
		"'Nanum Myeongjo', 'Noto Serif KR', 'Noto Serif CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic'",
		"'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic'",
		"'Malgun Gothic'",
	),
	Arab: tall(
		"'Noto Naskh Arabic', 'Geeza Pro', 'Sakkal Majalla', 'Times New Roman'",
		"'SF Arabic', 'Noto Sans Arabic', 'Segoe UI', 'Geeza Pro', Tahoma",
		"'Times New Roman'",
		1.8,
		19,
	),
	Hebr: tall("'Noto Serif Hebrew', 'Times New Roman'", "'Noto Sans Hebrew', 'Segoe UI'", 'Arial', 1.65),
	Deva: tall(
		"'Noto Serif Devanagari', 'Kohinoor Devanagari', 'Nirmala UI', Mangal",
		"'Kohinoor Devanagari', 'Noto Sans Devanagari', 'Nirmala UI', Mangal",
		"'Nirmala UI'",
		1.75,
	),
	Thai: tall("'Noto Serif Thai', Thonburi, 'Leelawadee UI'", "Thonburi, 'Leelawadee UI'", 'Tahoma', 1.8),
};

/** How a language is set. */
export function settingOf(lang: string): Setting {
	return settings[scriptOf(lang)] ?? { ...western, leading: 1.75, titleLeading: 1.4, cursive: false };
}
