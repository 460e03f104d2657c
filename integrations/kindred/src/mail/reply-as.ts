import { parseAddress } from '../base/address.ts';
import type { Instant } from '../base/time.ts';
import { mimeBytes } from './mime.ts';
import type { OutboxLetter } from './outbox.ts';

/**
 * The answer a reader's mail program would send to a letter in the outbox: from the one it went to, threaded
 * to it (RFC 5322 section 3.6.4), the letter quoted below what they wrote.
 */
export async function replyAs(
	letter: OutboxLetter,
	words: string,
	{ now, random }: { now: () => Instant; random: (bytes: number) => Uint8Array },
): Promise<Uint8Array> {
	const at = now();
	const id = Buffer.from(random(12)).toString('hex');
	const domain = parseAddress(letter.to.email)?.email.split('@')[1] ?? 'localhost';
	return mimeBytes({
		from: { name: letter.to.name, address: letter.to.email },
		to: letter.answerTo,
		subject: /^re:/i.test(letter.subject) ? letter.subject : `Re: ${letter.subject}`,
		date: new Date(at),
		messageId: `<${id}@${domain}>`,
		inReplyTo: letter.messageId,
		references: letter.messageId,
		text: `${words.replace(/\r\n?/g, '\n').trimEnd()}\n\n${introduce(letter)}\n${quote(letter.text)}\n`,
		baseBoundary: id,
	});
}

function introduce({ at, from }: OutboxLetter): string {
	const date = new Date(at).toLocaleString('en-GB', {
		dateStyle: 'full',
		timeStyle: 'short',
		timeZone: 'UTC',
	});
	return `On ${date}, ${from.name || from.email} <${from.email}> wrote:`;
}

function quote(text: string): string {
	return text
		.split('\n')
		.map((line) => (line ? `> ${line}` : '>'))
		.join('\n');
}
