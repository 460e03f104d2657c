import { checkSignatures } from '../../integrations/kindred/src/mail/proof.ts';
import { leaveToken, type Person } from '../../integrations/kindred/src/person/index.ts';
import { keysAt } from '../mail/signed.ts';
import { changes, stateOf } from './consequences.ts';
import { deliver } from './delivery.ts';
import { KEYS, mail, NOW, openHouse, type TestHouse } from './house.ts';

/** A site with a server that has a word to say on who wrote, and two subscribers; one was sent a digest three days ago. */
export interface Scene {
	readonly house: TestHouse;
	readonly lin: Person;
	readonly bo: Person;
	/** What one mail changes, line by line; with what is not named here, nothing has happened. */
	caused(raw: string | Promise<string>, receivedFor?: readonly string[]): Promise<string[]>;
	/** Starts afresh. */
	begin(): Promise<void>;
}

/** A mail, and everything it may cause. */
export type Case = readonly [
	name: string,
	raw: () => string | Promise<string>,
	causes: readonly string[],
	receivedFor?: () => readonly string[],
];

/** The Message-ID that a provider gave to the digest. */
export const ID = 'one@ses.example';

export async function openScene(): Promise<Scene> {
	const house = await openHouse({ dynamic: true, authserv: 'mx.example.com' });
	Object.assign(house, { signatures: (raw: Uint8Array) => checkSignatures(raw, keysAt()) });
	const scene = {
		house,
		lin: undefined as unknown as Person,
		bo: undefined as unknown as Person,
		async caused(raw: string | Promise<string>, receivedFor: readonly string[] = []) {
			const before = await stateOf(house);
			await house.take(await raw, receivedFor);
			return changes(before, await stateOf(house));
		},
		async begin() {
			await house.test.empty();
			house.letters.length = 0;
			house.at = NOW;
			const { people, db } = house.store;
			const named = { email: 'lin@example.net', name: 'Lin Yating', state: 'subscribed' as const };
			scene.lin = (await people.add(named, NOW)).person;
			scene.bo = await house.add('bo@example.org');
			const at = '2031-04-28T09:00:00.000Z';
			await deliver(db, { person: scene.lin.id, state: 'sent', providerId: 're_1', at });
			await db.updateTable('delivery').set({ message_id: ID }).execute();
		},
	};
	return scene;
}

/** The verdict of a mail server, on top of a mail. */
export const verdict = (said: string, raw: string, server = 'mx.example.com'): string =>
	`Authentication-Results: ${server}; ${said}\r\n${raw}`;

/** One of the letters to this person, quoted with the link that ends their subscription. */
export const quoting = (person: number, keys: readonly [string, ...string[]] = KEYS): string =>
	`Hi\r\n\r\n> https://example.com/kindred/leave/?token=${leaveToken(person, 'digest:2031-04', NOW, keys)}`;

/** "Unsubscribe", in plain words. */
export const stop = (changed: Parameters<typeof mail>[0] = {}): string =>
	mail({ subject: 'A wish', body: 'Unsubscribe', ...changed });
