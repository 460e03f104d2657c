import { canonicalJson, sha256 } from '../base/hash.ts';
import { fillPath, placeOf } from '../base/path.ts';
import type { Site } from '../base/site.ts';
import { opening } from '../post/index.ts';

/** Who a digest is for. Every given condition must hold. */
export interface Audience {
	readonly circle?: readonly string[] | undefined;
	readonly topics?: readonly string[] | undefined;
	readonly lang?: readonly string[] | undefined;
}

/** One edition of the newsletter in one language, as its file says it. */
export interface DigestEntry {
	readonly id: string;
	/** The edition: the id without its language. What was sent is kept under it. */
	readonly group: string;
	readonly lang: string;
	readonly title: string;
	readonly date: string;
	readonly subject: string;
	/** The line behind the subject; empty when the file has no words at all. */
	readonly preheader: string;
	readonly audience: Audience;
	/** The digest that this one puts right: it goes to exactly those who got that one. */
	readonly corrects?: string | undefined;
	/** Who would find fewer posts than this in it gets nothing. */
	readonly atLeast: number;
	readonly draft: boolean;
	/** The file it stands in, from the project's folder. */
	readonly file?: string | undefined;
	/** The path of its page in the archive. */
	readonly url: string;
	/** SHA-256 of front matter and body. */
	readonly hash: string;
}

/** A digest from its content entry: front matter that `digestSchema` has checked, and the MDX below it. */
export function toDigest(
	entry: { id: string; data: DigestFrontMatter; body: string; filePath?: string | undefined },
	site: Site,
): DigestEntry {
	const { id, data, body, filePath } = entry;
	const { lang, group } = placeOf(id, data, site.lang);
	return {
		id,
		group,
		lang,
		title: data.title,
		date: data.date,
		subject: data.subject ?? data.title,
		preheader: data.preheader || opening(body),
		audience: data.audience ?? {},
		corrects: data.corrects,
		atLeast: data.atLeast ?? 1,
		draft: data.draft,
		file: filePath,
		url: fillPath(site.paths.digest, { lang, group, id, date: data.date }, site.lang),
		hash: sha256(canonicalJson([data, body])),
	};
}

/** The part of the front matter that a digest is made of. */
export interface DigestFrontMatter {
	readonly title: string;
	readonly date: string;
	readonly subject?: string | undefined;
	readonly preheader?: string | undefined;
	readonly audience?: Audience | undefined;
	readonly corrects?: string | undefined;
	readonly atLeast?: number | undefined;
	readonly lang?: string | undefined;
	readonly group?: string | undefined;
	readonly draft: boolean;
}
