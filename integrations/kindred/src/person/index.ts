import type { Postman } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import { openToken } from '../base/token.ts';
import { addressHash, consentWording, openAsk, sealAsk, type Ask } from './ask.ts';
import { move } from './consent.ts';
import {
	decideChange,
	decideConfirmation,
	decideLeaving,
	type Confirmed,
	type Decision,
	type Left,
	type LeftHow,
} from './decide.ts';
import type { Wish } from './form.ts';
import { confirmDraft, manageDraft } from './letters.ts';
import type { Merge } from './merge.ts';
import type { Interaction, NewInteraction, NewPerson, Person, PersonChange } from './person.ts';
import { writeToNobody, writeToStranger, type StrangerDesk } from './strangers.ts';

export * from './budget.ts';
export { addressHash, consentWording, openAsk, type Ask, type OpenedAsk } from './ask.ts';
export { mayBeMailed, move, states, type State, type Step } from './consent.ts';
export type { Confirmed, Decision, Left, LeftHow } from './decide.ts';
export { cleanText, first, readChoices, readEmail, type Fields, type ReadEmail, type Wish } from './form.ts';
export { LEAVE_DAYS, leaveAddress, leaveSigner, leaveToken } from './letters.ts';
export { fitOf, meanRate, tallyOf, type Fit, type Tally, type TopicsOf } from './fit.ts';
export { kinshipKinds, readKinship, type Kinship } from './kinship.ts';
export { joinPeople, type Joined, type Merged } from './merge.ts';
export * from './person.ts';
export {
	releaseLetters,
	writeToStranger,
	type Draft,
	type KeyedLetter,
	type NetworkHashes,
	type StrangerDesk,
	type StrangerLetter,
	type StrangerStore,
} from './strangers.ts';
export { tieOf, type Evidence, type Tie } from './tie.ts';
export { tellTimeline, type Told } from './timeline.ts';
export { topicsOffered } from './topics.ts';

/** What people have to be kept in. Addresses are given normalised (`normaliseEmail`). */
export interface PersonStore {
	byId(id: number): Promise<Person | undefined>;
	/** By any address of theirs. */
	byEmail(email: string): Promise<Person | undefined>;
	/** Every address of theirs, the main one among them. */
	addressesOf(id: number): Promise<readonly string[]>;
	/** Everybody whose consent to mail is confirmed, by id; at most so many of those behind `after`. */
	subscribers(page?: { readonly after: number; readonly most: number }): Promise<readonly Person[]>;
	/** Everybody who was not forgotten, by id. */
	everybody(): Promise<readonly Person[]>;
	/** The person with this address, made when there is none. Two at the same time get the same person. */
	add(person: NewPerson, at: Instant): Promise<{ readonly person: Person; readonly added: boolean }>;
	update(id: number, change: PersonChange, at: Instant): Promise<Person | undefined>;
	/**
	 * Reads one person (by id, or by address), asks `decide` what is to happen, and does it, in one transaction that keeps
	 * everybody else out. A change to an unknown address makes a person; one to an unknown id does nothing. `decide` may
	 * be asked again, so it must only compute.
	 */
	decide<T>(
		who: number | string,
		at: Instant,
		decide: (person: Person | undefined, past: readonly Interaction[]) => Decision<T>,
	): Promise<T>;
	/** Makes an address the main one; the old one stays theirs. Nothing happens when it belongs to somebody else. */
	changeAddress(id: number, email: string, at: Instant): Promise<'changed' | 'taken' | 'unknown'>;
	readonly merge: Merge;
	/** Writes one line of the log; false when its key is there already. */
	log(entry: NewInteraction): Promise<boolean>;
	/** Everything that happened with one person, oldest first. */
	timeline(id: number): Promise<readonly Interaction[]>;
	/** Is this an address never to be written to again? */
	suppressed(email: string): Promise<boolean>;
	suppress(email: string, reason: 'complaint' | 'bounce' | 'forgotten', at: Instant): Promise<void>;
	/** Everything the store holds about one person, as plain JSON. */
	everything(id: number): Promise<Readonly<Record<string, unknown>> | undefined>;
	/**
	 * Erases a person: answers, RSVPs, the log, addresses, letters on their way. Their addresses are suppressed and an empty
	 * `forgotten` row keeps the counts right. `signupHash` names rows kept before confirmation. The answer names the events they
	 * had answered, whose seats may be free now; nothing when there is nobody.
	 */
	forget(
		id: number,
		at: Instant,
		signupHash: (email: string) => readonly string[],
	): Promise<readonly string[] | undefined>;
}

/** What the stories here work with. */
export interface Desk extends StrangerDesk {
	readonly people: PersonStore;
	readonly postman: Postman;
}

/** Where somebody asks from: the language of the page, and their network (`networkOf`) where it is known. */
export interface Asker {
	readonly lang: string;
	readonly network?: string | undefined;
}

/**
 * Somebody asks for letters. Whoever asks hears the same; the owner of the address gets a letter: to confirm, or, when they
 * are a subscriber already, with the link to their preferences. Nothing is kept but a count under a keyed hash. The link names
 * the words they agreed to: those in use when they asked, whatever the site says when they confirm.
 */
export async function askToSubscribe(
	wish: Wish,
	{ source, wording, ...asker }: Asker & { source: string; wording?: string },
	desk: Desk,
): Promise<void> {
	const person = await desk.people.byEmail(wish.email);
	if (person?.state === 'subscribed' || person?.state === 'awaiting-approval')
		return sendPreferencesLink(person, asker, desk);
	if (person && !move(person.state, 'confirm')) return writeToNobody(asker.network, desk);
	const { lang } = asker;
	const words = { wording: wording ?? consentWording(lang, desk.site), source, lang };
	await sendConfirmation({ kind: 'subscribe', ...wish, ...words, askedAt: desk.now() }, asker, desk);
}

/** The link was too old: the same wish once more. */
export async function askAgain(token: string, network: string | undefined, desk: Desk): Promise<void> {
	const opened = openAsk(token, desk.keys, desk.now());
	if (opened.state === 'invalid' || opened.ask.kind !== 'subscribe') return;
	const { kind: _kind, askedAt: _askedAt, source, lang, wording, ...wish } = opened.ask;
	await askToSubscribe(wish, { source, lang, wording, network }, desk);
}

/** Somebody pressed the button behind a confirmation link. Twice, late or after leaving, nothing surprising happens. */
export async function confirm(token: string, desk: Desk): Promise<Confirmed> {
	const opened = openAsk(token, desk.keys, desk.now());
	if (opened.state !== 'open') return opened.state;
	const { ask } = opened;
	if (await desk.people.suppressed(ask.email)) return 'refused';
	if (ask.kind === 'address') return confirmAddress(ask, desk);
	return desk.people.decide(ask.email, desk.now(), (person, past) =>
		decideConfirmation(person, past, ask, token),
	);
}

/** A link is older than the next change of address: whoever has the former mailbox cannot take the account back with it. */
async function confirmAddress(ask: Extract<Ask, { kind: 'address' }>, desk: Desk): Promise<Confirmed> {
	const past = await desk.people.timeline(ask.person);
	if (past.some(({ kind, at }) => kind === 'address' && at >= ask.askedAt)) {
		const person = await desk.people.byId(ask.person);
		return person?.email === ask.email ? 'address-changed' : 'stale';
	}
	const outcome = await desk.people.changeAddress(ask.person, ask.email, desk.now());
	return outcome === 'changed' ? 'address-changed' : 'refused';
}

/** Somebody wants to see what we have: the link goes to the address, and only if we know it. */
export async function askForPreferences(email: string, asker: Asker, desk: Desk): Promise<void> {
	const person = await desk.people.byEmail(email);
	if (person) await sendPreferencesLink(person, asker, desk);
	else await writeToNobody(asker.network, desk);
}

/** Whose preferences a mailed link opens. */
export async function openPreferences(token: string, desk: Desk): Promise<Person | 'invalid' | 'expired'> {
	const opened = openToken(token, 'preferences', desk.keys, desk.now());
	if (!opened.ok) return opened.reason;
	const person = await desk.people.byId(Number(opened.claim.person));
	if (!person || person.state === 'forgotten') return 'invalid';
	// The link was mailed to one address, and opens nothing once the person has another.
	const isTheirs = desk.keys.some((key) => addressHash(person.email, key) === opened.claim.thing);
	return isTheirs ? person : 'invalid';
}

/** Keeps what somebody changed. A new address counts only once a letter to it was answered. */
export async function savePreferences(
	person: Person,
	wish: Wish,
	asker: Asker,
	desk: Desk,
): Promise<{ readonly person: Person; readonly addressAsked: boolean }> {
	const { email, via: _via, ...change } = wish;
	const saved = await desk.people.decide(person.id, desk.now(), (current) => decideChange(current, change));
	const addressAsked = email !== person.email;
	if (addressAsked) {
		const { lang } = asker;
		const ask: Ask = { kind: 'address', person: person.id, email, lang, askedAt: desk.now() };
		await sendConfirmation(ask, asker, desk);
	}
	return { person: saved ?? person, addressAsked };
}

/** What the page behind a leave link has to ask, before anything happens. */
export async function openLeaving(
	token: string,
	desk: Desk,
): Promise<{ state: 'open' | Left; person?: Person | undefined }> {
	const opened = openToken(token, 'leave', desk.keys, desk.now());
	if (!opened.ok) return { state: opened.reason };
	const person = await desk.people.byId(Number(opened.claim.person));
	return { state: person && move(person.state, 'leave') ? 'open' : 'already', person };
}

/** Somebody leaves by the link of a letter. Twice is fine. */
export async function leave(token: string, how: LeftHow, desk: Desk): Promise<Left> {
	const opened = openToken(token, 'leave', desk.keys, desk.now());
	if (!opened.ok) return opened.reason;
	const { person, thing } = opened.claim;
	return endSubscription(Number(person), how, desk, thing || undefined);
}

/**
 * Ends a subscription on the word of somebody whose word counts: their own mail, their preferences, the author.
 *
 * @param letter the letter whose link it was, `digest:2026-11`, where there is one.
 */
export async function endSubscription(
	id: number,
	how: LeftHow,
	desk: Pick<Desk, 'people' | 'now'>,
	letter?: string,
): Promise<'left' | 'already'> {
	return desk.people.decide(id, desk.now(), (person) => decideLeaving(person, how, letter));
}

/** Erases a person who asked for it, or whom the author erases. The answer names the events they had answered. */
export async function forget(
	id: number,
	desk: Pick<Desk, 'people' | 'keys' | 'now'>,
): Promise<readonly string[] | undefined> {
	return desk.people.forget(id, desk.now(), (email) => desk.keys.map((key) => addressHash(email, key)));
}

async function sendConfirmation(ask: Ask, { network }: Asker, desk: Desk): Promise<void> {
	const token = sealAsk(ask, desk.keys, desk.random);
	await writeToStranger(confirmDraft(ask, token, desk), network, desk);
}

async function sendPreferencesLink(person: Person, { lang, network }: Asker, desk: Desk): Promise<void> {
	// Without a server there is no page the link could lead to.
	if (!desk.site.dynamic) return;
	const draft = manageDraft(person, person.languages[0] ?? lang, desk.now(), desk);
	await writeToStranger(draft, network, desk);
}
