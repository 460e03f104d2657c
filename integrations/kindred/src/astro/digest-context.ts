import { KindredError } from '../base/error.ts';
import { bestTranslation } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import type { DigestEntry, DigestItem } from '../digest/index.ts';
import type { PostEntry } from '../post/index.ts';
import type { Content } from './content.ts';

/** What the parts of a digest need to know while it is rendered, as a letter or as a page. */
export interface DigestContext {
	readonly mode: 'letter' | 'web';
	/** The language it is rendered for; its own text may be in another. */
	readonly lang: string;
	readonly site: Site;
	readonly digest: DigestEntry;
	readonly content: Content;
	/** Filled by the parts as they appear: the holes for posts. */
	readonly items: DigestItem[];
}

/** The context, or an error that tells the author where these parts may stand. */
export function digestContext(locals: App.Locals, part: string): DigestContext {
	if (locals.kindred) return locals.kindred;
	throw new KindredError(
		`\`<${part}/>\` stands outside a digest.`,
		'Use it in a file of your digests collection, and show that file with `<Digest entry={entry} />`.',
	);
}

/** The post a digest names, by group or by id, in the best language for the reader. */
export function namedPost(context: DigestContext, id: string): PostEntry {
	const { posts } = context.content;
	const group = posts.find((post) => post.id === id || post.group === id)?.group;
	if (group === undefined) {
		throw new KindredError(
			`The digest "${context.digest.id}" names the post "${id}", which does not exist or is a draft.`,
			`Write the id of a published post in \`<Post id="…" />\`, for example \`${posts[0]?.group ?? 'my-first-post'}\`.`,
		);
	}
	return bestTranslation(
		posts.filter((post) => post.group === group),
		[context.lang, context.site.lang],
	);
}
