import { KindredError } from '../base/error.ts';
import type { DigestEntry, Planned } from '../digest/index.ts';
import type { Desk } from './open.ts';

/** The digest that is meant: by its id, else the newest. The entry in the site's language speaks for its translations. */
export function digestNamed({ snapshot, site }: Desk, id: string | undefined): DigestEntry {
	const newest = [...snapshot.digests].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
	const group =
		id === undefined
			? newest?.group
			: snapshot.digests.find((digest) => digest.id === id || digest.group === id)?.group;
	const all = snapshot.digests.filter((digest) => digest.group === group);
	const found = all.find(({ lang }) => lang === site.lang) ?? all[0];
	if (found) return found;
	const known = [...new Set(snapshot.digests.map((digest) => digest.group))].join(', ');
	throw new KindredError(
		id === undefined ? 'There is no digest yet.' : `There is no digest "${id}".`,
		known ? `These are there: ${known}.` : 'Begin one with: kindred digest draft',
	);
}

/** What a plan is made from, whoever the readers are. */
export function planned({ site, snapshot, compiler, now }: Desk): Omit<Planned, 'store'> {
	return { site, posts: snapshot.posts, compiler, now };
}
