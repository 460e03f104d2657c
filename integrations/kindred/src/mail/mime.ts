import MailComposer from 'nodemailer/lib/mail-composer';
import { sha256 } from '../base/hash.ts';
import { letterMessageId, type Attachment, type Letter } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';

/** A letter in nodemailer's words; what both its SMTP transport and its composer take. */
export type ComposerMail = NonNullable<ConstructorParameters<typeof MailComposer>[0]>;

/** A letter as nodemailer wants it. The same letter, key and clock make the same bytes. */
export function composerMail(letter: Letter, key: string, at: Instant): ComposerMail {
	const address = ({ name, email }: Letter['to']) => ({ name: oneLine(name), address: email });
	// nodemailer writes the headers of a thread itself, and a prepared one it cannot read.
	const { 'In-Reply-To': inReplyTo, References: references, ...headers } = letter.headers;
	return {
		from: address(letter.from),
		to: address(letter.to),
		...(letter.replyTo ? { replyTo: letter.replyTo } : {}),
		subject: letter.subject,
		...(inReplyTo ? { inReplyTo } : {}),
		...(references ? { references } : {}),
		date: new Date(at),
		messageId: letterMessageId(letter, key),
		// Prepared: nodemailer would take the quotes and brackets of a List-Id for free text and encode them away.
		headers: Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [
				name,
				{ prepared: true, foldLines: true, value: oneLine(value) },
			]),
		),
		text: letter.text,
		html: letter.html,
		...attached(letter.attachments ?? []),
		baseBoundary: sha256(`boundary\n${key}`).slice(0, 24),
		// A letter's content is never a path or an address to fetch.
		disableFileAccess: true,
		disableUrlAccess: true,
	};
}

/**
 * A calendar message becomes the last alternative, without a disposition, and once more a file (the tree of Google's own
 * invitations): Outlook wants the first, old programs the second.
 */
function attached(all: readonly Attachment[]): Partial<Pick<ComposerMail, 'icalEvent' | 'attachments'>> {
	const [message] = all.filter(({ alternative }) => alternative);
	const files = all.filter((attachment) => attachment !== message);
	return {
		...(message
			? {
					icalEvent: {
						filename: message.filename,
						method: /method=(\w+)/i.exec(message.contentType)?.[1] ?? 'PUBLISH',
						content: message.content,
					},
				}
			: {}),
		attachments: files.map(({ filename, contentType, content }) => ({ filename, contentType, content })),
	};
}

/** The bytes of a mail, RFC 5322: lines end in CRLF, both bodies in multipart/alternative. */
export async function mimeBytes(mail: ComposerMail): Promise<Uint8Array> {
	const node = new MailComposer({ ...mail, newline: 'windows' }).compile();
	return node.build();
}

/** A prepared header is written as it is: a line break in it would start another one. */
function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
