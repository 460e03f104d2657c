import { after } from '../base/time.ts';
import type { Arrival } from './filing.ts';
import type { InboxHouse } from './index.ts';

/** Attack: a script that writes all night in somebody's name. Who writes more by hand within an hour has been heard. */
const MOST_BY_SENDER = 20;
/** Attack: ten thousand invented senders, each of whom would become a contact. Whoever is known is heard all the same. */
const MOST_BY_STRANGERS = 300;

/**
 * Has so much come within the hour before this mail that it is filed and nothing else: no contact, no line in a log, no letter?
 * Hours are those of our own receiving server, so that an old mailbox, read in all at once, is no flood.
 */
export async function isFlood(
	{ mail, writer, receivedAt }: Pick<Arrival, 'mail' | 'writer' | 'receivedAt'>,
	{ store }: Pick<InboxHouse, 'store'>,
): Promise<boolean> {
	const hour = { since: after(receivedAt, { hours: -1 }), until: receivedAt };
	const from = mail.from?.email ?? '';
	const { replies } = store;
	if (await replies.receivedSoMany({ ...hour, from }, MOST_BY_SENDER)) return true;
	return !writer.person && (await replies.receivedSoMany(hour, MOST_BY_STRANGERS));
}
