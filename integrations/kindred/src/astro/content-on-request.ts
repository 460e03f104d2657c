import type { Content } from './content.ts';
import { openSnapshot } from './open.ts';

/** What the site's files said when it was built. See `contentSource` in `virtual.ts`. */
export function readContent(): Promise<Content> {
	return openSnapshot();
}
