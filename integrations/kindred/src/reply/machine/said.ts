import type { Mail } from '../mail.ts';
import { textOf } from '../thread.ts';
import { trimReply } from '../trim.ts';

/** Absence is told at the beginning. */
export const BEGINNING = 4000;
/** So much of the HTML holds that beginning, below the styles that Outlook writes. */
const MOST_HTML = 60_000;

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

	/** What its writer wrote: without what it quotes and how they sign. */
	get own(): string {
		return (this.#own ??= trimReply(this.#mail).text);
	}
}
