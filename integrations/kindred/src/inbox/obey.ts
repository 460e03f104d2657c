import { answerByLink, answerEvent, askToConfirm, openLink, type Answered } from '../event/index.ts';
import { askToSubscribe, confirm, leave, readChoices, type Desk, type Person } from '../person/index.ts';
import type { Command } from './command.ts';
import type { InboxHouse } from './index.ts';

/** What became of a command. `refused`: its token is not ours, too old or used, or the event takes no answers. */
export type Obeyed = 'asked-to-confirm' | 'confirmed' | 'left' | 'answered' | 'refused';

/** Who gave it. */
export interface Commander {
	/** The From. */
	readonly email: string;
	/** Whoever has this address. */
	readonly person?: Person | undefined;
	/** Only then does the mail itself prove who wrote it. */
	readonly verified: boolean;
	/** Names this very mail. */
	readonly key: string;
}

/**
 * Carries out a command. Tokens count as the links they stand for; without one, all that a mail can cause is a letter to its
 * From which asks back, within the budget of the rooms.
 */
export function obey(command: Command, from: Commander, house: InboxHouse): Promise<Obeyed> {
	switch (command.name) {
		case 'subscribe':
			return subscribe(command, from, house);
		case 'confirm':
			return confirmByMail(command.token, house);
		case 'leave':
			return leaveByMail(command.token, house);
		case 'rsvp':
			return rsvp(command, from, house);
	}
}

/** The part of the house that the stories about people work with. */
export function deskOf(house: InboxHouse): Desk {
	return { ...house, people: house.store.people, strangers: house.store.strangers };
}

async function subscribe(
	{ fields }: Extract<Command, { name: 'subscribe' }>,
	{ email }: Commander,
	house: InboxHouse,
): Promise<Obeyed> {
	const choices = readChoices(fields, house.site);
	const lang = choices.languages[0] ?? house.site.lang;
	await askToSubscribe({ ...choices, email }, { source: 'mail', lang }, deskOf(house));
	return 'asked-to-confirm';
}

async function confirmByMail(token: string, house: InboxHouse): Promise<Obeyed> {
	const link = openLink(token, house.keys, house.now());
	if (link.ok && link.kind === 'confirm') return told(await answerByLink(token, undefined, house));
	const confirmed = await confirm(token, deskOf(house));
	return ['subscribed', 'already', 'address-changed'].includes(confirmed) ? 'confirmed' : 'refused';
}

async function leaveByMail(token: string, house: InboxHouse): Promise<Obeyed> {
	const left = await leave(token, 'link', deskOf(house));
	return left === 'left' || left === 'already' ? 'left' : 'refused';
}

async function rsvp(
	{ answer, event, guests, token }: Extract<Command, { name: 'rsvp' }>,
	{ email, person, verified, key }: Commander,
	house: InboxHouse,
): Promise<Obeyed> {
	const link = token === undefined ? undefined : openLink(token, house.keys, house.now());
	if (token !== undefined && link?.ok && link.kind === 'answer' && link.event === event) {
		return told(await answerByLink(token, answer, house, { guests }));
	}
	if (person && verified)
		return told(await answerEvent({ event, person, answer, guests, door: 'mail', key, always: true }, house));
	const lang = person?.languages[0] ?? house.site.lang;
	return (await askToConfirm({ event, email, answer, guests, lang }, house)) === 'asked'
		? 'asked-to-confirm'
		: 'refused';
}

const told = (answered: Answered): Obeyed => (answered.ok ? 'answered' : 'refused');
