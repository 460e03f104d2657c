import type { Address } from '../base/address.ts';
import type { Instant } from '../base/time.ts';

/** A mail, taken apart. Everything in it was written by a stranger. */
export interface Mail {
	/** The one mailbox of From; nothing when there is none, or when it is no address. */
	readonly from?: Address | undefined;
	/** How many mailboxes all From headers name together. Anything but 1 proves nothing about the sender. */
	readonly senders: number;
	/** Whom it was for, by any header that says so, normalised: a signed tag may stand in any of them. */
	readonly recipients: readonly string[];
	readonly subject: string;
	/** Without angle brackets, as the other ids below. */
	readonly messageId?: string | undefined;
	/** What it answers, nearest first: In-Reply-To, then References from the last one on. */
	readonly answers: readonly string[];
	/** When its Date says it was written; nothing when that is no date. */
	readonly date?: Instant | undefined;
	readonly text?: string | undefined;
	readonly html?: string | undefined;
	/** Names in lower case, values unfolded and decoded, in their order. */
	readonly headers: readonly MailHeader[];
	/** Content-Type of the whole, `multipart/report`. */
	readonly type: string;
	/** Everything else it carries. */
	readonly parts: readonly MailPart[];
	/** The files among it, pictures of the text included, with their bytes. */
	readonly attachments?: readonly MailAttachment[] | undefined;
	/** Why it could only be read in part. */
	readonly problem?: MailProblem | undefined;
}

/** A header line, its name in lower case. */
export interface MailHeader {
	readonly name: string;
	readonly value: string;
}

/** A part of a mail beside its two bodies. */
export interface MailPart {
	/** `text/calendar`, `message/delivery-status`. */
	readonly type: string;
	readonly filename: string;
	/** The text of parts that say something about the mail: reports, quoted mails and headers, calendars. */
	readonly text?: string | undefined;
	/** Of a calendar: the method that its Content-Type announces, upper case. */
	readonly method?: string | undefined;
}

/** A file in a mail. */
export interface MailAttachment {
	/** As the sender named it; it may look like a path. */
	readonly name: string;
	readonly type: string;
	readonly bytes: number;
	/** By which the HTML names it, where it is a picture in the text (RFC 2392); without angle brackets. */
	readonly contentId?: string | undefined;
	/** Decoded. Nothing where it was too large to be kept. */
	readonly content?: Uint8Array | undefined;
}

/** A file that came with a mail. Its bytes are kept beside the store, under the hash of their content. */
export interface KeptAttachment {
	/** As the sender named it, one line. Never a path. */
	readonly name: string;
	readonly type: string;
	readonly bytes: number;
	/** SHA-256 of the content, hexadecimal; nothing when it was too large to be kept. */
	readonly hash?: string | undefined;
}

/** `cut`: more bytes or parts than anybody writes, the rest was left out. `damaged`: only the headers could be read. */
export type MailProblem = 'cut' | 'damaged';

/** The values of a header, in their order. */
export function headersOf(mail: Pick<Mail, 'headers'>, name: string): readonly string[] {
	return mail.headers.filter((header) => header.name === name).map(({ value }) => value);
}

/** The first value of a header, or nothing. */
export function headerOf(mail: Pick<Mail, 'headers'>, name: string): string {
	return mail.headers.find((header) => header.name === name)?.value ?? '';
}
