import type { LetterName } from './base/letter.ts';
import { bestLanguage } from './base/language.ts';
import type { Site } from './base/site.ts';
import type { Template } from './base/template.ts';
import type { Compiler } from './digest/index.ts';
import type { Snapshot } from './files/snapshot.ts';
import type { Porch } from './porch.ts';

/** The integration by which the command line tells the site that it is opened to be asked, not to be served. */
export const doorName = 'kindred:door';

/** What can be asked of the site's own code, which only Vite can run: `astro/compile.ts` answers. */
export interface SiteCode extends Compiler {
	/** The site and what its files say. */
	content(): Promise<Pick<Snapshot, 'site' | 'posts' | 'events' | 'digests'>>;
	/** The whole snapshot, letters included. */
	snapshot(fingerprint: string): Promise<Snapshot>;
}

/** Everything a door hands to a story: the site as it is, and what stands behind it. */
export interface Kindred extends Porch {
	readonly site: Site;
	readonly snapshot: Snapshot;
	/** A letter for a reader of `lang`, in the nearest language there is. */
	letter(name: Exclude<LetterName, 'digest'>, lang: string): Template;
}

/** Joins the site's snapshot and the porch. */
export function kindredOf(snapshot: Snapshot, porch: Porch): Kindred {
	const { site, letters } = snapshot;
	return {
		...porch,
		site,
		snapshot,
		letter: (name, lang) => letters[name][bestLanguage([lang], site.languages) ?? site.lang]!,
	};
}
