/** The running text of Markdown or MDX without code, markup, notes' definitions and imports. */
export function plainText(markdown: string): string {
	return markdown
		.replace(/^(import|export)\s.*$/gm, '')
		.replace(/^(```|~~~)[\s\S]*?^\1\s*$/gm, '')
		.replace(/^\[\^[^\]]+\]:.*(?:\n(?:[ \t]+.*)?)*/gm, '')
		.replace(/\$\$[^$]*\$\$|\$[^$\n]*\$/g, '')
		.replace(/<[^>]*>/g, '')
		.replace(/!\[[^\]]*\]\([^)]*\)/g, '')
		.replace(/\[\^[^\]]+\]/g, '')
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/^#{1,6} .*$/gm, '')
		.replace(/[*_`>|]/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** Words read per minute in alphabets, characters read per minute in Han and kana. Brysbaert 2019 (238 wpm), rounded. */
const WORDS_PER_MINUTE = 230;
const CHARACTERS_PER_MINUTE = 400;

/** How long a text takes to read, in whole minutes, at least one. */
export function readingMinutes(text: string): number {
	const ideographs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
	const words = text.match(/[\p{L}\p{M}\p{N}'’-]+/gu)?.filter((word) => !/\p{Script=Han}/u.test(word)).length ?? 0;
	return Math.max(1, Math.round(words / WORDS_PER_MINUTE + ideographs / CHARACTERS_PER_MINUTE));
}

/** The first words, at most `most` characters, cut between words. */
export function excerpt(text: string, most = 160): string {
	if (text.length <= most) return text;
	const cut = text.slice(0, most - 1);
	const space = cut.lastIndexOf(' ');
	return `${cut.slice(0, space > most / 2 ? space : cut.length).replace(/[\s,;:，、；：-]+$/u, '')}…`;
}
