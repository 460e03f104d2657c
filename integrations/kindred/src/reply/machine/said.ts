import type { Mail } from '../mail.ts';
import { textOf } from '../thread.ts';
import { trimReply } from '../trim.ts';

/** Absence is told at the beginning. */
export const BEGINNING = 4000;
/** So much of the HTML holds that beginning, below the styles that Outlook writes. */
const MOST_HTML = 60_000;
/** Attack: a megabyte of short lines, taken apart only to learn that it is no machine's. */
const MOST_END = 10_000;

/** What a mail says, taken apart when it is first asked for, and once: most mails are told by their headers. */
export class Said {
	readonly #mail: Mail;
	#beginning: string | undefined;
	#own: string | undefined;

	constructor(mail: Mail) {
		this.#mail = mail;
	}

	/** Its first characters, quoted ones too, in lower case; also where it says them in HTML alone. */
	get beginning(): string {
		const { text, html } = this.#mail;
		this.#beginning ??= textOf({ text, html: html?.slice(0, MOST_HTML) })
			.slice(0, BEGINNING)
			.toLowerCase();
		return this.#beginning;
	}

	/** What its writer wrote at the top or at the end: without what it quotes and how they sign. */
	get own(): string {
		const { text, html } = this.#mail;
		return (this.#own ??= trimReply({ text: text && endsOf(text), html }).text);
	}
}

/** A long text is a quote for the most part, and people write above it or below it. */
function endsOf(text: string): string {
	return text.length <= 2 * MOST_END ? text : `${text.slice(0, MOST_END)}\n${text.slice(-MOST_END)}`;
}
