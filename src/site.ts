/** What every page knows of the blog. Its name and words are in strings.ts; its languages come from what is written. */
export const site = {
	/** The language of files without a language suffix. */
	defaultLang: 'en',
	/** Where a reader's letter goes when there is no form to answer with. */
	email: 'hello@example.com',
	/** Where entries have their pages; the segment of the default language disappears. */
	paths: { post: '/:lang/posts/:group/', digest: '/:lang/digests/:group/', event: '/:lang/events/:group/' },
} as const;
