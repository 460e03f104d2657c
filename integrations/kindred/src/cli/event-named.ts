import { KindredError } from '../base/error.ts';
import { findEvent, type KindredEvent } from '../event/index.ts';
import type { Desk } from './open.ts';

/** The event that is meant: by its group, or by the id of an entry. */
export function eventNamed({ snapshot, site }: Pick<Desk, 'snapshot' | 'site'>, id: string): KindredEvent {
	const event = findEvent(snapshot.events, id, [site.lang]) ?? snapshot.events.find((one) => one.id === id);
	if (event) return event;
	const known = [...new Set(snapshot.events.map(({ group }) => `\`${group}\``))].join(', ') || 'none yet';
	throw new KindredError(`There is no event "${id}".`, `Name one of these: ${known}.`);
}
