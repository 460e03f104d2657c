import { normaliseEmail } from '../base/address.ts';
import { peopleOfCode, type KindredEvent } from '../event/index.ts';
import type { Person } from '../person/index.ts';
import type { Desk } from './open.ts';

/** Who is at the door of an event: by an address, or by the code of somebody who answered it. Nothing where nobody is known by it. */
export async function guestAtDoor(
	{ store, keys }: Pick<Desk, 'store' | 'keys'>,
	{ group }: KindredEvent,
	name: string,
): Promise<Person | undefined> {
	const email = normaliseEmail(name);
	if (email) return store.people.byEmail(email);
	const ledger = await store.events.ledger(group);
	for (const id of peopleOfCode(group, name, keys)) {
		// Somebody who was merged with another is found under the number that is left.
		const person = await store.people.byId(id);
		if (person && ledger.some((rsvp) => rsvp.person === person.id)) return person;
	}
	return undefined;
}
