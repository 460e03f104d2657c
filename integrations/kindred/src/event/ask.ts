import { normaliseEmail } from '../base/address.ts';
import { readChannel } from '../base/channel.ts';
import { cleanText, writeToStranger } from '../person/index.ts';
import type { EventHouse } from './index.ts';
import { confirmDraft } from './letters.ts';
import type { Wish } from './link.ts';
import { findEvent, rulesOf } from './list.ts';
import type { Refusal } from './seats/rsvp.ts';

/** Longer than any name; a form of ours cannot fill the store. */
const MOST_NAME = 100;

/** What somebody typed into the form. */
export type Form = Omit<Wish, 'email' | 'name' | 'via'> & {
	readonly email: string;
	readonly name?: string;
	/** Where they are (`networkOf`), where it is known. */
	readonly network?: string | undefined;
	readonly via?: string | undefined;
};

/**
 * Somebody answers in the form: a letter asks the address whether that is so. Nothing is kept but how many letters its hash
 * got today, and the answer is the same whoever it belongs to, whether or not a letter could be written.
 */
export async function askToConfirm(
	form: Form,
	house: EventHouse,
): Promise<'asked' | 'no-event' | 'no-address' | Refusal> {
	const now = house.now();
	const email = normaliseEmail(form.email);
	const event = findEvent(house.snapshot.events, form.event, [form.lang]);
	if (!event) return 'no-event';
	if (!email) return 'no-address';
	const { state } = rulesOf(event, now);
	// After the deadline a seat can still be given back.
	if (state !== 'open' && !(state === 'closed' && form.answer !== 'yes')) return state;

	const { network, ...chosen } = form;
	const wish = {
		...chosen,
		email,
		name: cleanText(form.name ?? '', MOST_NAME),
		via: readChannel(form.via) ?? '',
	};
	const draft = confirmDraft(event, wish, { ...house, now, nonce: house.random(12) });
	await writeToStranger(draft, network, {
		...house,
		people: house.store.people,
		strangers: house.store.strangers,
	});
	return 'asked';
}
