/** What every page knows of the blog. Its name and words are in strings.ts. */
export const site = {
	/** The language of files without a language suffix. */
	defaultLang: 'en',
	/** The languages in the foot of every page. What else is written has its home too, and a place on `/languages/`. */
	languages: ['en', 'ar', 'de', 'zh-Hans', 'zh-Hant'],
	/** Where a reader's letter goes when there is no form to answer with. */
	email: 'hello@example.com',
	/** Where entries have their pages; the segment of the default language disappears. */
	paths: { post: '/:lang/posts/:group/', digest: '/:lang/digests/:group/', event: '/:lang/events/:group/' },
} as const;
