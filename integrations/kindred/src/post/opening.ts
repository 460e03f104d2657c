import { shorten } from '../base/shorten.ts';

/** How long an opening may be. */
const MOST = 160;
/** A hostile or endless first paragraph is not read further than this. */
const READ = 20_000;

/** Lines that are never the beginning of a text: headings, rules, pictures alone, code, tables, ESM, raw HTML, footnotes, marked gaps. */
const noProse =
	/^(#{1,6}\s|([-*_]\s*){3,}$|!\[[^\]]*\]\([^)]*\)$|\||import\s|export\s|<|\{|\[\^[^\]]+\]:|=+$|-+$|\$\$|\*\[[^\]]*\]\*$)/;

/**
 * The first words of a Markdown text, at most 160 characters, without markup: what a reader sees of a post that has no
 * description. Reads lines and stops at the first paragraph of prose; no parser, because it runs over every post of a build.
 */
export function opening(markdown: string): string {
	let fence = '';
	let paragraph = '';
	for (const line of markdown.slice(0, READ).split('\n')) {
		const bare = line.trim();
		const mark = /^(`{3,}|~{3,})/.exec(bare)?.[1];
		if (mark && (!fence || bare === fence)) fence = fence ? '' : mark;
		else if (fence || (!paragraph && (noProse.test(bare) || /^( {4}|\t)/.test(line)))) continue;
		else if (bare) paragraph += ` ${bare.replace(/^(>\s?|[-*+]\s|\d+[.)]\s)+/, '')}`;
		else if (plainText(paragraph)) break;
		else paragraph = '';
	}
	return shorten(plainText(paragraph), MOST, 'und');
}

/** Inline Markdown as the text one reads. */
export function plainText(markdown: string): string {
	return markdown
		.replace(/!\[([^\]]{0,400})\]\([^)]{0,2000}\)/g, '')
		.replace(/\[([^\]]{0,400})\](\([^)]{0,2000}\)|\[[^\]]{0,400}\])/g, '$1')
		.replace(/\[\^[^\]]{1,80}\]/g, '')
		.replace(/<[a-z/!][^<>]{0,400}>/gi, '')
		.replace(/(\*\*|__|~~|`+)/g, '')
		.replace(/(^|[\s(「“])[*_](\S(?:[^*_]{0,400}\S)?)[*_](?=$|[\s).,;:!?」”])/g, '$1$2')
		.replace(/\\([!-/:-@[-`{-~])/g, '$1')
		.replace(/\{[%:{][^}]*\}{1,2}|<%[^>]*%>|\{[%:{]|<%|^\s*\+{3}/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}

/** Han, kana and Hangul are read by the character, other scripts by the word; a minute is 230 words or 450 characters. */
const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const words = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** How many words (in CJK: characters) a text has, and how many minutes it takes to read, at least one. */
export function measure(markdown: string): { words: number; minutes: number } {
	const characters = markdown.match(ideographs)?.length ?? 0;
	const others = markdown.replace(ideographs, ' ').match(words)?.length ?? 0;
	return { words: characters + others, minutes: Math.max(1, Math.round(characters / 450 + others / 230)) };
}
