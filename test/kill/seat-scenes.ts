import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import {
	answerEvent,
	answerByLink,
	forgetGuest,
	tend,
	toEvents,
	type EventHouse,
} from '../../integrations/kindred/src/event/index.ts';
import { confirmToken } from '../../integrations/kindred/src/event/link.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { openEventHouse } from '../event/house.ts';
import { supper } from '../event/supper.ts';
import { site } from '../site.ts';

/* What moves seats, each a scene of its own: a guest who comes, one who gives up a seat, an offer that runs out, one who is forgotten. */

export const BEGIN = '2031-05-01T09:00:00.000Z';
/** A day and a half later: an offer of a day has run out. */
export const LATER = '2031-05-02T21:00:00.000Z';

export interface Scene {
	readonly house: EventHouse & { readonly store: Store };
	/** The keys of letters that have left, in the order in which they left. */
	left(): readonly string[];
}

/** A supper for one, where a seat that comes free is offered for a day. Letters that leave are written into a file. */
export async function openScene(store: Store, mailbox: string, clock: { now: string }): Promise<Scene> {
	const { house } = await openEventHouse(async () => ({
		store,
		empty: async () => {},
		remove: async () => {},
	}));
	const events = toEvents([{ id: 'supper', data: { ...supper, capacity: 1, offer: 'P1D' } }], site);
	const postman: EventHouse['postman'] = {
		post: async () => 'sent',
		handOver: async (_, key) => {
			appendFileSync(mailbox, `${key}\n`);
			await store.outgoing.handedOver(key);
			return 'sent';
		},
		forget: async () => {},
	};
	return {
		house: { ...house, store, snapshot: { events }, postman, now: () => clock.now },
		left: () => (existsSync(mailbox) ? readFileSync(mailbox, 'utf8').split('\n').filter(Boolean) : []),
	};
}

const named = async ({ house }: Scene, name: string): Promise<Person> =>
	(await house.store.people.add({ email: `${name}@example.com` }, BEGIN)).person;
const says = async (scene: Scene, name: string, answer: 'yes' | 'no') =>
	answerEvent({ event: 'supper', person: await named(scene, name), answer, door: 'link' }, scene.house);

/** What happens in each scene, once ada has the seat and bob and cy wait; and where everybody stands in the end. */
export const scenes = {
	comes: {
		now: BEGIN,
		prepare: async () => {},
		async act({ house }: Scene) {
			const wish = {
				event: 'supper',
				email: 'di@example.com',
				name: 'Di',
				answer: 'yes',
				lang: 'en',
				via: '',
			} as const;
			const token = confirmToken(wish, house.keys, BEGIN, new Uint8Array(12));
			await answerByLink(token, undefined, house);
		},
		end: ['1 seated', '2 waiting', '3 waiting', '4 waiting'],
		letters: ['4:waiting'],
	},
	leaves: {
		now: BEGIN,
		prepare: async () => {},
		act: async (scene: Scene) => void (await says(scene, 'ada', 'no')),
		end: ['1 none', '2 offered', '3 waiting'],
		letters: ['1:none', '2:offered'],
	},
	lapses: {
		now: LATER,
		prepare: async (scene: Scene) => void (await says(scene, 'ada', 'no')),
		act: async ({ house }: Scene) => void (await tend(house)),
		end: ['1 none', '2 none', '3 offered'],
		letters: ['2:none', '3:offered'],
	},
	forgotten: {
		now: BEGIN,
		prepare: async () => {},
		async act({ house }: Scene) {
			await forgetGuest(1, house);
			await tend(house);
		},
		end: ['2 offered', '3 waiting'],
		letters: ['2:offered'],
	},
} as const;
export type SceneName = keyof typeof scenes;

/** Ada has the seat, bob and cy wait, and what the scene needs besides. */
export async function prepare(scene: Scene, name: SceneName): Promise<void> {
	for (const guest of ['ada', 'bob', 'cy']) await says(scene, guest, 'yes');
	await scenes[name].prepare(scene);
}

/** The number of a guest. Postgres counts those that were rolled back too, so whoever comes last is called 4, whatever their number. */
export const numberOf = (person: number): number => Math.min(person, 4);

/** Where everybody stands, `1 seated`. */
export const standings = async ({ house }: Scene): Promise<string[]> =>
	(await house.store.events.ledger('supper')).map(({ person, seat }) => `${numberOf(person)} ${seat}`);
