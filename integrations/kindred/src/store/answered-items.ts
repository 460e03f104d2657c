/** How much of an answer is about an article. */
export interface AnsweredItem {
	/** The group of the post. */
	readonly post: string;
	readonly share: number;
}

const POST = 'post:';

/**
 * Which articles an answer in the log is about: the one it is filed under, or those of the digest it answers, as they were told
 * when it came. Its shares add up to 1; nothing for an answer that came before they were told.
 */
export function answeredItems({
	subject,
	detail,
}: {
	subject: string | null;
	detail: string;
}): AnsweredItem[] {
	if (subject?.startsWith(POST)) return [{ post: subject.slice(POST.length), share: 1 }];
	return (JSON.parse(detail) as { items?: AnsweredItem[] }).items ?? [];
}
