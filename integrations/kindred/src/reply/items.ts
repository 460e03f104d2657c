/** An article of a digest that an answer speaks of. */
export interface ItemShare {
	/** The group of the post. */
	readonly post: string;
	/** How much of the answer is about it; the shares of an answer add up to 1. */
	readonly share: number;
	/** What showed it: words of it quoted, its link quoted, the words of the answer, or nothing: all alike. */
	readonly by: 'quote' | 'link' | 'words' | 'even';
}
