import type { Classified } from '../classify.ts';
import { bare } from '../line.ts';
import { leaveWords, politeWords } from '../machine-words.ts';
import type { Mail } from '../mail.ts';
import type { Said } from './said.ts';

/** An answer that says no more than "unsubscribe" is no longer than this. */
const LEAVE_LENGTH = 90;
/** "Hello, please … Thank you. Best regards": more is a letter. */
const MOST_POLITE = 5;

/** Somebody wants no more letters, and says nothing else. */
export function wishToLeave(mail: Mail, said: Said): Classified | undefined {
	const words = plain(said.own);
	const subject = plain(mail.subject);
	if (isWish(words)) return { kind: 'unsubscribe', reason: `All it says is "${words}".` };
	if (words === '' && isWish(subject))
		return { kind: 'unsubscribe', reason: `It has no text, and its subject is "${subject}".` };
	return undefined;
}

function isWish(words: string): boolean {
	let rest = words;
	for (let count = 0; count <= MOST_POLITE; count++) {
		if (leaveWords.has(rest)) return true;
		const shorter = withoutCourtesy(rest);
		if (shorter === rest) return false;
		rest = shorter;
	}
	return false;
}

/** Without one polite word before or behind it. */
function withoutCourtesy(words: string): string {
	for (const polite of politeWords) {
		// Scripts without spaces between words need none here either.
		const spaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}]/u.test(polite)
			? ''
			: ' ';
		if (words.startsWith(`${polite}${spaced}`)) return words.slice(polite.length).trim();
		if (words.endsWith(`${spaced}${polite}`)) return words.slice(0, -polite.length).trim();
	}
	return words;
}

/** The words alone, with the signs that are a part of them; nothing of a longer text, which says more. */
function plain(text: string): string {
	if (text.length > LEAVE_LENGTH) return text.slice(0, LEAVE_LENGTH + 1);
	return bare(text.replaceAll('’', "'").replace(/(?:(?![-'])[\p{P}\p{S}\s])+/gu, ' ')).toLowerCase();
}
