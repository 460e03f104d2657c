import { normaliseEmail } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import type { Person } from '../person/index.ts';
import type { Desk } from './open.ts';

/** The person somebody means by an id or an address. */
export async function findPerson({ store }: Pick<Desk, 'store'>, who: string): Promise<Person> {
	const email = normaliseEmail(who);
	const person = /^\d{1,9}$/.test(who)
		? await store.people.byId(Number(who))
		: email && (await store.people.byEmail(email));
	if (person && person.state !== 'forgotten') return person;
	throw new KindredError(
		`There is nobody with the id or address \`${who}\`.`,
		'Type `kindred person list` to see whom you know.',
	);
}
