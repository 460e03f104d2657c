import type { LetterName, Postman } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import type { Template } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import {
	forget,
	joinPeople,
	type Merged,
	type Person,
	type PersonStore,
	type StrangerLetter,
	type StrangerStore,
} from '../person/index.ts';
import type { AttendanceStore } from './day/attendance.ts';
import type { Secrets } from './calendar/file.ts';
import type { KindredEvent } from './event.ts';
import type { InvitationStore } from './invite/invite.ts';
import type { FadeStore } from './day/fade.ts';
import { languagesOf } from './guests.ts';
import { openLink, type Wish } from './link.ts';
import { findEvent, rulesOf } from './list.ts';
import type { Answer, Rsvp } from './seats/rsvp.ts';
import { letterTo } from './telling.ts';
import type { TellingLetter } from './told.ts';
import { settleAnswer, type GivenAnswer, type Outcome, type Settlement } from './seats/settlement.ts';
import { tendEvent } from './tend.ts';

export type { Announcing } from './plan/announcing.ts';
export * from './plan/apply.ts';
export { askToConfirm, type Form } from './ask.ts';
export * from './day/attendance.ts';
export * from './calendar/file.ts';
export * from './calendar/mail.ts';
export * from './calendar/links.ts';
export { siblingsOf } from './calendar/entry.ts';
export type { EventFrontMatter, EventSource, KindredEvent, Place, Question } from './event.ts';
export { clocksElsewhere, type ClockElsewhere } from './clocks.ts';
export { companyOf, type Company } from './company.ts';
export { guestList, lookUp, type Glance } from './guests.ts';
export { checkInCode, peopleOfCode, readCode } from './day/code.ts';
export { planReminders, remind, remindAll, type DayHouse, type Reminding } from './day/remind.ts';
export { countEvent, draftRecap, type Outturn } from './day/recap.ts';
export { nextReminder, type Reminder } from './day/reminder.ts';
export { readResult, type Named } from './day/result.ts';
export { planThanks, recapOf, sendThanks, type ThanksHouse, type ThanksPlan } from './day/thanks.ts';
export { sheetOf, type Sheet, type SheetRow } from './day/sheet.ts';
export { fadeAll, type Faded, type FadeHouse, type FadeStore } from './day/fade.ts';
export * from './invite/invitation.ts';
export type { Earlier, Invitee, LeftOut, Wanted } from './invite/invitees.ts';
export { addInvitees } from './invite/add-invitees.ts';
export * from './invite/invite.ts';
export { eventJsonLd } from './json-ld.ts';
export { changesBetween, hasOtherRules, type Change, type ChangedField } from './plan/changes.ts';
export { type EventPlan, type GuestBooks } from './plan/plan.ts';
export { type PlannedMail } from './plan/planned.ts';
export { type PlanWarning } from './plan/warning.ts';
export {
	factsOf,
	timesOf,
	toldOf,
	withSequence,
	type Announcement,
	type Facts,
	type TellingLetter,
	type Told,
} from './told.ts';
export { mailTo } from './letters.ts';
export { AFTERWARDS_DAYS, openLink, readAnswer, type EventLink, type Wish } from './link.ts';
export * from './list.ts';
export * from './questions.ts';
export { decide, review } from './seats/decide.ts';
export { isAnswer } from './seats/moves.ts';
export { readPlainAnswer, type PlainAnswer } from './plain/answer.ts';
export { nextToRollOn, rollOn, sendInvitations } from './invite/roll-on.ts';
export * from './seats/rsvp.ts';
export {
	isHeld,
	queueOf,
	seatsFree,
	seatsHeld,
	seatsTaken,
	sizeOf,
	standingOf,
	type Standing,
} from './seats/seats.ts';
export { sampleLetters, type EventLetterName } from './samples.ts';
export {
	settleAnswer,
	settleFreeSeats,
	type GivenAnswer,
	type Outcome,
	type Settlement,
} from './seats/settlement.ts';
export { nextToTend, tend, tendEvent, type Tended } from './tend.ts';
export { nextWave, type Invited, type Rest, type Wave } from './invite/wave.ts';
export { deadlineInWords, momentInWords, whenInWords } from './words.ts';

/** Where answers, seats and what only guests may see are kept. Events are named by their group. */
export interface EventStore {
	/** Every answer to an event, by person. */
	ledger(event: string): Promise<readonly Rsvp[]>;
	/**
	 * Reads the ledger of an event, asks `decide`, writes what it says and keeps the letters about it, all in one transaction
	 * that lets nobody else's answer to this event come between: a crash afterwards loses no letter. `replay`: the log knows
	 * `key` already; `owner`: who `person` is by now, after a merge, and nobody once they were forgotten; `announced`: the SEQUENCE
	 * that guests were given last, or 0. Both functions may be asked again, so they must only compute. What a letter tells its
	 * guest is kept with it.
	 */
	settle<T extends Settlement>(
		event: string,
		at: Instant,
		steps: {
			readonly key?: string | undefined;
			/** Whose act it is. */
			readonly person?: number | undefined;
			decide(ledger: readonly Rsvp[], replay: boolean, owner: number | undefined): T;
			write(person: Person, rsvp: Rsvp, announced: number): TellingLetter;
		},
	): Promise<{ readonly settlement: T; readonly letters: readonly TellingLetter[] }>;
	/** The next moment after this one at which a seat that is kept for somebody comes free, in any event. */
	nextLapse(after: Instant): Promise<Instant | undefined>;
	secrets(event: string): Promise<Secrets | undefined>;
	keepSecrets(event: string, secrets: Secrets, at: Instant): Promise<void>;
}

/** What the stories of this room need; everything a door opens (`openKindred`) has it. */
export interface EventHouse {
	readonly site: Site;
	readonly snapshot: { readonly events: readonly KindredEvent[] };
	readonly store: {
		readonly people: PersonStore;
		readonly events: EventStore;
		readonly strangers: StrangerStore;
		readonly attendance: AttendanceStore;
		readonly fading: FadeStore;
		readonly invitations: InvitationStore;
	};
	readonly postman: Postman;
	readonly keys: KeyRing;
	letter(
		name: StrangerLetter | Extract<LetterName, `rsvp-${string}` | `event-${string}` | 'invitation'>,
		lang: string,
	): Template;
	now(): Instant;
	random(bytes: number): Uint8Array;
}

/** What became of an answer, and to which event. */
export type Answered =
	| (Outcome & { readonly event: KindredEvent })
	| { readonly ok: false; readonly reason: 'invalid' | 'expired' | 'no-event'; readonly event?: undefined };

/**
 * Somebody pressed the button behind a link of ours: the answer it carries, or another one they chose there, with whatever else
 * they said there.
 */
export async function answerByLink(
	token: string,
	chosen: Answer | undefined,
	house: EventHouse,
	more: Pick<GivenAnswer, 'guests' | 'detail'> = {},
): Promise<Answered> {
	const link = openLink(token, house.keys, house.now());
	if (!link.ok) return { ok: false, reason: link.reason };
	if (link.kind === 'confirm') {
		const { wish, key } = link;
		// They were forgotten since, or complained: an old link brings nobody back.
		if (await house.store.people.suppressed(wish.email)) return { ok: false, reason: 'invalid' };
		const person = await contactOf(wish, house);
		const { answer, guests, detail } = wish;
		return answerEvent(
			{ event: link.event, person, answer, guests, detail, door: 'form', key, always: true },
			house,
		);
	}
	const person = await house.store.people.byId(link.person);
	if (!person || person.state === 'forgotten' || !chosen) return { ok: false, reason: 'invalid' };
	return answerEvent({ event: link.event, person, answer: chosen, door: 'link', ...more }, house);
}

/** An answer does not subscribe anybody: who we did not know becomes a contact. */
async function contactOf({ email, name, lang, via }: Wish, { store, now }: EventHouse): Promise<Person> {
	const { person, added } = await store.people.add(
		{ email, name, languages: [lang], via: via || undefined },
		now(),
	);
	if (added || person.name || !name) return person;
	return (await store.people.update(person.id, { name }, now())) ?? person;
}

/** Decides an answer, writes it down with everything it moves, and tells everybody it concerns. */
export async function answerEvent(given: GivenAnswer, house: EventHouse): Promise<Answered> {
	const { store, site, snapshot, now } = house;
	const event = findEvent(snapshot.events, given.event, languagesOf(given.person, site));
	if (!event) return { ok: false, reason: 'no-event' };
	const at = now();
	const rules = rulesOf(event, at);
	const secrets = await store.events.secrets(event.group);
	const { settlement, letters } = await store.events.settle(event.group, at, {
		key: given.key,
		person: given.person.id,
		decide: (ledger, replay, owner) =>
			owner === undefined ? nobody : settleAnswer(ledger, { ...given, person: owner }, { rules, at, replay }),
		write: (person, rsvp, announced) => {
			const promoted = person.id !== given.person.id;
			const asked = promoted ? undefined : given.guests;
			return letterTo(person, rsvp, { group: event.group, at, secrets, announced, promoted, asked, house });
		},
	});
	for (const { key, letter } of letters) await house.postman.handOver(letter, key);
	const { outcome } = settlement;
	return outcome ? { ...outcome, event } : { ok: false, reason: 'invalid' };
}

/** They were forgotten at this very moment. */
const nobody = { rows: [], log: [], tell: [], outcome: undefined };

/** Erases a person for good, and gives the seats they held to those who wait. False when there is nobody. */
export async function forgetGuest(id: number, house: EventHouse): Promise<boolean> {
	// First: a crash in between leaves somebody who can be forgotten once more.
	await house.postman.forget(await house.store.people.addressesOf(id));
	const events = await forget(id, { people: house.store.people, keys: house.keys, now: house.now });
	for (const group of events ?? []) await tendEvent(group, house);
	return events !== undefined;
}

/** Makes one person of two, and gives the seat they had twice to somebody who waits. */
export async function mergeGuests(kept: number, other: number, house: EventHouse): Promise<Merged> {
	const merged = await house.store.people.merge(kept, other, house.now(), joinPeople);
	for (const group of merged.ok ? merged.events : []) await tendEvent(group, house);
	return merged;
}
