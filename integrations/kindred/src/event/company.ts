import type { PersonStore } from '../person/index.ts';
import type { Rsvp } from './seats/rsvp.ts';
import { seatsTaken } from './seats/seats.ts';

/** The guests of an event as one of them may see them. */
export interface Company {
	/** How many are coming, companions included. */
	readonly count: number;
	/** The first names of the others who let themselves be seen, in alphabetical order. */
	readonly names: readonly string[];
}

/** A name in a list; what is longer is no first name. */
const MOST_NAME = 40;

/** Who comes, for somebody who comes too; nothing for anybody else. */
export async function companyOf(
	group: string,
	person: number,
	{
		people,
		events,
	}: {
		readonly people: Pick<PersonStore, 'byId'>;
		readonly events: { ledger(event: string): Promise<readonly Rsvp[]> };
	},
	lang: string,
): Promise<Company | undefined> {
	const ledger = await events.ledger(group);
	const seated = ledger.filter(({ seat }) => seat === 'seated');
	if (!seated.some((rsvp) => rsvp.person === person)) return undefined;
	const shown = seated.filter((rsvp) => rsvp.detail?.shown && rsvp.person !== person);
	const known = await Promise.all(shown.map((rsvp) => people.byId(rsvp.person)));
	const names = known.flatMap((one) => (one && firstName(one.name)) || []);
	return { count: seatsTaken(ledger), names: names.sort(new Intl.Collator(lang).compare) };
}

/** The first word of a name as it was given. Nothing for what is an address and no name. */
export function firstName(name: string): string | undefined {
	const [first = ''] = name.trim().split(/\s+/u);
	return first && !/[@/]/.test(name) ? [...first].slice(0, MOST_NAME).join('') : undefined;
}
