import { KindredError } from '../base/error.ts';
import { nearest } from '../base/nearest.ts';

/** `<Post id="…"`, in any quotes, wherever its other properties stand. */
const part = /<Post\b[^>]*?\bid=(?:"([^"]*)"|'([^']*)'|\{["'`]([^"'`]*)["'`]\})/g;

/**
 * Refuses a digest that names a post there is not, with the line it stands on.
 *
 * @param known ids and groups of the published posts
 */
export function refuseUnknownPosts(
	{ file, source }: { file: string; source: string },
	known: ReadonlySet<string>,
): void {
	for (const match of source.matchAll(part)) {
		const id = match[1] ?? match[2] ?? match[3] ?? '';
		if (known.has(id)) continue;
		const line = source.slice(0, match.index).split('\n').length;
		const near = nearest(id, [...known]);
		throw new KindredError(
			`${file} names the post "${id}" on line ${line}, but no published post has that id.`,
			near
				? `Did you mean \`<Post id="${near}" />\`?`
				: 'Write the id of a published post: its file name without the ending.',
		);
	}
}
