import { dump } from 'js-yaml';
import { canonicalJson, sha256 } from '../base/hash.ts';
import { fillPath } from '../base/path.ts';
import { measure, opening } from './opening.ts';
import { withoutResidue } from './plain-line.ts';
import type { Cover, Post } from './post.ts';
import type { ImportSettings, Reading } from './reading.ts';

/** A reading as a post: its id, address and hash, now that its group is known. */
export function postOf(
	reading: Reading,
	group: string,
	body: string,
	settings: ImportSettings,
	cover?: Cover,
): Post {
	const { title, date, lang, fields, digest } = reading;
	const id = lang === (settings.lang ?? 'en') ? group : `${group}.${lang.toLowerCase()}`;
	const { updated, description, tags, draft, canonical, provenance } = fields;
	const seen = { lang, title, date, updated, description, tags, cover, canonical, provenance, body };
	return {
		id,
		group,
		lang,
		title,
		date,
		updated,
		description,
		tags,
		draft,
		digest,
		cover,
		canonical,
		provenance,
		body,
		...measure(body),
		excerpt: withoutResidue(opening(body)),
		url: fillPath(
			settings.postPath ?? '/:lang/posts/:group/',
			{ lang, group, id, date },
			settings.lang ?? 'en',
		),
		hash: sha256(canonicalJson(seen)),
	};
}

/** The file of a post: our front matter, then its body. The day stands there as a plain YAML date. */
export function entryText(post: Post, extra: Readonly<Record<string, unknown>>): string {
	const { title, updated, lang, description, tags, draft, digest, cover, canonical, provenance } = post;
	const yaml = (values: object) =>
		Object.keys(values).length > 0 ? dump(values, { lineWidth: -1, skipInvalid: true }) : '';
	const front = [
		yaml({ title }),
		`date: ${post.date}\n`,
		updated ? `updated: ${updated}\n` : '',
		yaml({
			lang,
			...(description && { description }),
			...(tags.length > 0 && { tags: [...tags] }),
			...(draft && { draft }),
			...(!digest && { digest }),
			...(cover && { cover }),
			...(canonical && { canonical }),
			...(provenance && { provenance }),
			...(Object.keys(extra).length > 0 && { extra }),
		}),
	].join('');
	return `---\n${front}---\n\n${post.body.replace(/^(?:[ \t]*\n)+/, '').trimEnd()}\n`;
}
