/** The systems whose blogs can be read. */
export type Dialect = 'jekyll' | 'hugo' | 'eleventy' | 'hexo' | 'gatsby' | 'astro';

/** What is particular about the files of one system. */
export interface Habits {
	/** The template language that may stand in the text. */
	readonly templates: 'liquid' | 'shortcodes' | 'none';
	/** Whether the Markdown is kramdown's, with attribute lists and `\\(maths\\)`. */
	readonly kramdown: boolean;
	/** What `tags: a b` means: two tags, or one. A comma always separates. */
	readonly tagsAreWords: boolean;
	/** Front matter may come without its opening fence. */
	readonly openFenceOptional: boolean;
	/** Folders, below the blog's own, where a path that starts with `/` may point. */
	readonly publicFolders: readonly string[];
	/** Folders with drafts. */
	readonly draftFolders: readonly string[];
}

const plain: Habits = {
	templates: 'none',
	kramdown: false,
	tagsAreWords: false,
	openFenceOptional: false,
	publicFolders: ['public', 'static', 'src'],
	draftFolders: ['_drafts', 'drafts'],
};

const habits: Readonly<Record<Dialect, Habits>> = {
	jekyll: { ...plain, templates: 'liquid', kramdown: true, tagsAreWords: true, publicFolders: [] },
	hugo: { ...plain, templates: 'shortcodes', publicFolders: ['static', 'assets'] },
	eleventy: { ...plain, templates: 'liquid', publicFolders: ['src', 'public', 'static'] },
	hexo: { ...plain, templates: 'liquid', openFenceOptional: true, publicFolders: ['source'] },
	gatsby: { ...plain, publicFolders: ['static', 'public'] },
	astro: { ...plain, publicFolders: ['public', 'src'] },
};

/** Every dialect by name. */
export const dialects = Object.keys(habits) as readonly Dialect[];

/** What is particular about a dialect. */
export function habitsOf(dialect: Dialect): Habits {
	return habits[dialect];
}

/** Which front-matter keys mean the same, best first. Keys are compared in lower case. */
export const aliases = {
	title: ['title'],
	date: [
		'date',
		'pubdate',
		'pubdatetime',
		'publishdate',
		'published_at',
		'publishedat',
		'added',
		'created_at',
	],
	updated: ['updated', 'updateddate', 'lastmod', 'last_modified_at', 'moddatetime', 'updated_at'],
	description: ['description', 'spoiler', 'summary', 'excerpt', 'subtitle'],
	tags: ['tags', 'tag', 'topics'],
	lang: ['lang', 'language', 'locale'],
	cover: ['cover', 'image', 'heroimage', 'featuredimage', 'thumbnail', 'banner', 'header-img', 'og_image'],
	coverAlt: ['coveralt', 'imagealt', 'banneralt'],
	canonical: ['canonical', 'canonicalurl', 'canonical_url', 'canonicalsource'],
} as const;

/** Folders that hold what a blog is made with, never a post. */
const machineRooms = new Set([
	'_site',
	'_layouts',
	'_includes',
	'_sass',
	'_data',
	'_plugins',
	'_templates',
	'archetypes',
	'layouts',
	'themes',
	'scaffolds',
	'templates',
	'vendor',
	'dist',
]);

/** Files every repository has. */
const housekeeping =
	/^(readme|license|licence|changelog|contributing|code_of_conduct|security|agents|claude|todo)(\.[\w-]+)*$/i;

/** Why a file is no post, judged by its path alone; nothing when it may be one. */
export function noPostByPath(path: string): string | undefined {
	const parts = path.split('/');
	const name = parts.pop() ?? '';
	const room = parts.find((part) => machineRooms.has(part.toLowerCase()));
	if (room) return `it lies in \`${room}/\`, where templates, data and built files are kept`;
	if (housekeeping.test(name.replace(/\.[^.]+$/, ''))) return 'it is a file about the repository, not a post';
	return undefined;
}
