import {
	answerEvent,
	checkIn,
	planThanks,
	remindAll,
	sendThanks,
	toEvents,
} from '../../integrations/kindred/src/event/index.ts';
import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { supper } from '../event/supper.ts';
import { site } from '../site.ts';
import { BEGIN, openScene } from './seat-scenes.ts';

/* What is written to guests around the day of an event: a reminder the day before, thanks the day after. */

/** When each of them is done. */
export const scenes = { reminders: '2031-05-16T11:00:00.000Z', thanks: '2031-05-18T09:00:00.000Z' } as const;
export type DayScene = keyof typeof scenes;

export type Day = Awaited<ReturnType<typeof openDay>>;

/** A supper for two. Letters that leave are written into a file. */
export async function openDay(store: Store, mailbox: string) {
	const clock: { now: string } = { now: BEGIN };
	const { house, left } = await openScene(store, mailbox, clock);
	const events = toEvents([{ id: 'supper', data: supper }], site);
	return { house: { ...house, snapshot: { events, posts: [] } }, left, clock };
}

/** Two guests with a seat who came, and whose letters about the seat have left. */
export async function prepare({ house }: Day): Promise<void> {
	for (const name of ['ada', 'bob']) {
		const { person } = await house.store.people.add({ email: `${name}@example.com` }, BEGIN);
		await answerEvent({ event: 'supper', person, answer: 'yes', door: 'link' }, house);
		await checkIn('supper', [{ person: person.id }], house);
	}
}

/** Everything that is to be written, as a command or a round of looking after events does it. */
export async function act(scene: DayScene, { house, clock }: Day): Promise<void> {
	clock.now = scenes[scene];
	if (scene === 'reminders') await remindAll(house);
	else await sendThanks((await planThanks('supper', '', house))!, house);
}
