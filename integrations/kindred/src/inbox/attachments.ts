import type { KeptAttachment, MailAttachment } from '../reply/index.ts';

/** Where files that came with mails are kept; `files/attachments.ts` answers. */
export interface AttachmentFiles {
	/** Keeps a file, once however often it comes, and says under which SHA-256. */
	keep(content: Uint8Array): Promise<string>;
}

/** Attack: one mail with ten thousand files. Who shares an album sends a link. */
const MOST_FILES = 30;
/** Attack: mails that fill the disk. Mail servers take 25 MB in all as a rule. */
const MOST_BYTES = 25_000_000;
/** File systems allow 255 bytes; it is only shown. */
const MOST_NAME = 200;

/**
 * Keeps the files of a mail. Those beyond the bounds are named without being kept. First the files, then the row that names
 * them: a crash in between leaves files without a row, which `sweep` destroys, or a mail that comes again finds.
 */
export async function keepAttachments(
	attached: readonly MailAttachment[],
	files: AttachmentFiles,
): Promise<readonly KeptAttachment[] | undefined> {
	if (attached.length === 0) return undefined;
	const kept: KeptAttachment[] = [];
	let left = MOST_BYTES;
	for (const { name, type, bytes, content } of attached.slice(0, MOST_FILES)) {
		const isKept = content !== undefined && content.byteLength <= left;
		if (isKept) left -= content.byteLength;
		const hash = isKept ? await files.keep(content) : undefined;
		kept.push({ name: nameOf(name), type, bytes, hash });
	}
	return kept;
}

/** One line without a path: `C:\Users\ada\photo.jpg` is `photo.jpg`, and nobody is led out of a folder. */
function nameOf(name: string): string {
	const last = name.split(/[\\/]/).at(-1) ?? '';
	const line = last
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
		.trim()
		.slice(0, MOST_NAME)
		.toWellFormed();
	return /^\.*$/.test(line) ? 'attachment' : line;
}
