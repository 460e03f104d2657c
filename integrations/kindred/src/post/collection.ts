import { canonicalJson, sha256 } from '../base/hash.ts';
import { fillPath, placeOf } from '../base/path.ts';
import type { Site } from '../base/site.ts';
import { measure, opening } from './opening.ts';
import type { Cover, Post, Provenance } from './post.ts';

/** A post without its text: what digests, cards and lists need. */
export type PostEntry = Omit<Post, 'body'>;

/** The part of the front matter that a post is made of, as `postSchema` has checked it. */
export interface PostFrontMatter {
	readonly title: string;
	readonly date: string;
	readonly updated?: string | undefined;
	readonly lang?: string | undefined;
	readonly group?: string | undefined;
	readonly description?: string | undefined;
	readonly tags: readonly string[];
	readonly draft: boolean;
	readonly digest: boolean;
	readonly cover?: Cover | undefined;
	readonly canonical?: string | undefined;
	readonly provenance?: Provenance | undefined;
	readonly event?: string | undefined;
}

/** A post from its content entry. Language and group come from the front matter, else from the file name. */
export function toPost(
	entry: { id: string; data: PostFrontMatter; body: string },
	site: Pick<Site, 'lang' | 'paths'>,
): PostEntry {
	const { id, data, body } = entry;
	const { lang, group } = placeOf(id, data, site.lang);
	return {
		id,
		group,
		lang,
		title: data.title,
		date: data.date,
		updated: data.updated,
		description: data.description ?? '',
		excerpt: opening(body),
		tags: data.tags,
		draft: data.draft,
		digest: data.digest,
		url: postPath({ id, group, lang, date: data.date }, site),
		...measure(body),
		cover: data.cover,
		canonical: data.canonical,
		provenance: data.provenance,
		event: data.event,
		hash: sha256(canonicalJson([data, body])),
	};
}

/** The path of a post's page. */
export function postPath(
	post: Pick<Post, 'id' | 'group' | 'lang' | 'date'>,
	site: Pick<Site, 'lang' | 'paths'>,
): string {
	return fillPath(site.paths.post, post, site.lang);
}
