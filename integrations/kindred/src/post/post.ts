/** Where a text comes from, when that is not simply its author's hand. Readers are told. */
export interface Provenance {
	/** Translated by a machine. */
	readonly translated?: boolean | undefined;
	/** Written by a machine. */
	readonly generated?: boolean | undefined;
	/** Which machine. */
	readonly model?: string | undefined;
}

/** A picture that stands for a post. `src` is a URL, or a path from the site's root. */
export interface Cover {
	readonly src: string;
	readonly alt: string;
}

/** An article. */
export interface Post {
	/** The entry's id: its path below the collection without extension, `why-groups-die.zh-hant`. */
	readonly id: string;
	/** The translation group: the id without its language. The same article in several languages shares it. */
	readonly group: string;
	/** BCP 47. */
	readonly lang: string;
	readonly title: string;
	/** The calendar day the author wrote, `2026-11-22`. A date without a time is never an instant. */
	readonly date: string;
	readonly updated?: string | undefined;
	/** What the author says it is about; may be empty. */
	readonly description: string;
	/** The first words of the text, at most 160 characters, without any markup. */
	readonly excerpt: string;
	readonly tags: readonly string[];
	readonly draft: boolean;
	/** May a digest pick it? */
	readonly digest: boolean;
	/** The path from the site's root, `/zh-hant/posts/why-groups-die/`. */
	readonly url: string;
	readonly words: number;
	readonly minutes: number;
	readonly cover?: Cover | undefined;
	readonly canonical?: string | undefined;
	readonly provenance?: Provenance | undefined;
	/** The group of the event whose recap it is. */
	readonly event?: string | undefined;
	/** SHA-256 of everything a reader sees of it. */
	readonly hash: string;
	/** The Markdown below the front matter. */
	readonly body: string;
}
