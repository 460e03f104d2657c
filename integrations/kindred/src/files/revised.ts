import { execFileSync } from 'node:child_process';
import { instant, type Instant } from '../base/time.ts';

/**
 * When what a site says was last revised: `SOURCE_DATE_EPOCH` (reproducible-builds.org) where it is set, else the time of the
 * commit that is checked out, so that the same commit makes the same calendar files wherever it is built. Only where there is no
 * git, this moment.
 *
 * @param root The site's folder.
 */
export function revisedAt(
	root: string,
	env: Readonly<Record<string, string | undefined>>,
	now: Date,
): Instant {
	const seconds = Number(env['SOURCE_DATE_EPOCH'] || committedAt(root));
	return instant(seconds > 0 ? new Date(seconds * 1000) : now);
}

/** The time of the commit in seconds; nothing without git, or before a first commit. */
function committedAt(root: string): string | undefined {
	try {
		return execFileSync('git', ['-C', root, 'log', '-1', '--no-show-signature', '--format=%ct'], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
			timeout: 10_000,
		}).trim();
	} catch {
		return undefined;
	}
}
