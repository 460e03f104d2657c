import type { Instant } from '../base/time.ts';
import type { Answer } from './answer.ts';
import type { Reply } from './index.ts';
import { plainSubject } from './thread.ts';

/** One mail of a conversation: theirs or the author's. */
export type Turn = { readonly at: Instant } & (
	| { readonly reply: Reply; readonly answer?: undefined }
	| { readonly answer: Answer; readonly reply?: undefined }
);

/**
 * The conversation a reply belongs to, oldest first: what the same person wrote about the same thing or under the same subject,
 * and what the author answered to any of it.
 */
export function conversationOf(
	reply: Reply,
	replies: readonly Reply[],
	answers: readonly Answer[],
): readonly Turn[] {
	const subject = titleOf(reply.subject);
	const others = replies.filter(
		(one) =>
			one.id !== reply.id &&
			((reply.about !== undefined && one.about === reply.about) ||
				(subject !== '' && titleOf(one.subject) === subject)),
	);
	const ids = new Set([reply, ...others].map(({ id }) => id));
	const ours = answers.filter((one) =>
		one.reply === undefined ? subject !== '' && titleOf(one.subject) === subject : ids.has(one.reply),
	);
	const turns: Turn[] = [
		...[reply, ...others].map((one) => ({ at: one.at, reply: one })),
		...ours.map((one) => ({ at: one.at, answer: one })),
	];
	return turns.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const titleOf = (subject: string): string => plainSubject(subject).toLowerCase();
