import { normaliseEmail } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import { mergeGuests } from '../event/index.ts';
import type { Desk } from './open.ts';
import { findPerson } from './person-find.ts';
import { personLine } from './person-print.ts';
import type { Call } from './verbs.ts';

type Options = { readonly yes: { type: 'boolean' }; readonly never: { type: 'boolean' } };

/** `kindred person merge`: two become one, or the author says that they are two. */
export async function merge(
	desk: Desk,
	{ io, words: [one = '', two = ''], yes, never }: Pick<Call<Options>, 'io' | 'words' | 'yes' | 'never'>,
): Promise<number> {
	const kept = await findPerson(desk, one);
	if (never) return keepApart(desk, io, kept, two);
	const other = await findPerson(desk, two);
	if (kept.id === other.id)
		throw new KindredError(`${one} and ${two} are one person already.`, 'Nothing has to be done.');
	if (!yes) {
		throw new KindredError(
			`This makes one person of ${kept.name || kept.email} and ${other.name || other.email} for good, with everything that happened.`,
			`Write \`kindred person merge ${kept.id} ${other.id} --yes\` if that is what you want.`,
		);
	}
	const merged = await mergeGuests(kept.id, other.id, desk);
	if (merged.ok) {
		io.stdout(`One person now: ${personLine((await desk.store.people.byId(kept.id))!).trim()}\n`);
		return 0;
	}
	throw merged.reason === 'on-its-way'
		? new KindredError(
				`The digest "${merged.digest}" is on its way to one of them.`,
				`Wait until it is sent; \`kindred digest status ${merged.digest}\` tells.`,
			)
		: new KindredError(
				`${one} or ${two} is not there any more.`,
				'Type `kindred person list` to see whom you know.',
			);
}

async function keepApart(
	desk: Desk,
	io: Call<Options>['io'],
	kept: { id: number },
	two: string,
): Promise<number> {
	const email = normaliseEmail(two);
	if (email && (await desk.store.proposals.dismiss(kept.id, email))) {
		io.stdout(`${email} is not proposed for ${kept.id} again.\n`);
		return 0;
	}
	throw new KindredError(
		`Nobody has proposed ${two} as an address of theirs.`,
		`Type \`kindred person show ${kept.id}\` to see what is proposed.`,
	);
}
