import { keyedHash, sha256 } from '../base/hash.ts';
import { writeLetter, type Envelope, type Letter, type LetterName, type Postman } from '../base/letter.ts';
import { wideNetworkOf } from '../base/network.ts';
import type { Site } from '../base/site.ts';
import type { SlotValue, Template } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import { seal, unseal, type KeyRing } from '../base/token.ts';
import { addressHash } from './ask.ts';
import type { LetterBudget } from './budget.ts';
import { floodNotice } from './notice.ts';

/*
 * The one way to a letter for somebody who has proved nothing: whoever asks, by whatever door, the letter waits here, sealed,
 * until the budget has a place for it. A house that cannot be made to write letters cannot be made to flood anybody.
 */

/** The letters that somebody who proved nothing can cause. */
export type StrangerLetter = Extract<LetterName, 'confirm' | 'manage' | 'rsvp-confirm'>;

/** Such a letter, all but its template. */
export interface Draft {
	readonly name: StrangerLetter;
	/** What it is about where its name does not say: of two such letters to one address neither replaces the other. */
	readonly about?: string | undefined;
	readonly lang: string;
	readonly values: Readonly<Record<string, SlotValue>>;
	readonly envelope: Envelope;
	/** After that it is not worth sending. */
	readonly until: Instant;
}

/** A draft that waits for its place, under the keyed hash of the address it goes to. */
export interface Waiting {
	readonly addressHash: string;
	/** A keyed hash of the draft's name and what it is about. */
	readonly kind: string;
	readonly sealed: string;
}

/** The names of a network and of the wide one around it, under a salt that is thrown away after a day. */
export interface NetworkHashes {
	readonly network: string;
	readonly wide: string;
}

/** A letter and the key that makes it one letter however often it is handed over. */
export interface KeyedLetter {
	readonly key: string;
	readonly letter: Letter;
}

/** Where drafts wait and letters are counted. Each function is one transaction that lets no other come between. */
export interface StrangerStore {
	/**
	 * Keeps a draft, if there is one and `admit` lets it wait, and counts that its network asked. What is asked for from one
	 * network leaves alone what another asked for, whoever it is about; the same letter, asked for again from the same network,
	 * keeps its place. Answers with the letter that tells the author of a flood, which is kept to be handed over, when this is
	 * the ask with which one begins.
	 */
	ask(asking: {
		readonly waiting: Waiting | undefined;
		/** Nothing where the network is not known. */
		readonly network: (salt: string) => NetworkHashes | undefined;
		readonly budget: LetterBudget;
		readonly at: Instant;
		readonly notice: (since: Instant, waiting: number) => KeyedLetter;
	}): Promise<KeyedLetter | undefined>;
	/** When the next letter may leave, and the draft whose turn it is; nothing when none waits. */
	next(
		budget: LetterBudget,
		at: Instant,
	): Promise<{ readonly waiting: Waiting; readonly place: Instant } | undefined>;
	/**
	 * Takes a draft out of the queue. Its letter, if there is to be one, is counted and kept to be handed over; when its address
	 * has had its share by it, whatever else waits for that address is dropped. False, and nothing happened: somebody else
	 * took it, or its place.
	 */
	release(
		waiting: Waiting,
		letter: KeyedLetter | undefined,
		budget: LetterBudget,
		at: Instant,
	): Promise<boolean>;
}

/** What this needs of a house. */
export interface StrangerDesk {
	readonly strangers: StrangerStore;
	readonly people: { suppressed(email: string): Promise<boolean> };
	readonly postman: Pick<Postman, 'handOver'>;
	readonly site: Site;
	readonly keys: KeyRing;
	letter(name: StrangerLetter, lang: string): Template;
	now(): Instant;
	random(bytes: number): Uint8Array;
}

/**
 * Lets a letter wait for its place, on the word of somebody in `network` (`networkOf`; nothing for a mail), and hands over
 * what may leave now.
 */
export async function writeToStranger(
	draft: Draft,
	network: string | undefined,
	desk: StrangerDesk,
): Promise<void> {
	const { keys } = desk;
	const waiting = {
		addressHash: addressHash(draft.envelope.to.email, keys[0]),
		kind: keyedHash(keys[0], `waiting\n${draft.name}\n${draft.about ?? ''}`),
		sealed: seal(JSON.stringify(draft), keys, desk.random(12)),
	};
	await queueUp(waiting, network, desk);
}

/**
 * There is no letter for who was asked about. It counts as asked all the same, and takes the same way through the store: while
 * many ask, who waits there for longer would be told from who does not.
 */
export async function writeToNobody(network: string | undefined, desk: StrangerDesk): Promise<void> {
	await queueUp(undefined, network, desk);
}

async function queueUp(
	waiting: Waiting | undefined,
	network: string | undefined,
	desk: StrangerDesk,
): Promise<void> {
	const { keys, site } = desk;
	const hash = (salt: string, name: string) => keyedHash(keys[0], `network\n${salt}\n${name}`);
	const notice = await desk.strangers.ask({
		waiting,
		network: (salt) =>
			network ? { network: hash(salt, network), wide: hash(salt, wideNetworkOf(network)) } : undefined,
		budget: site.signups,
		at: desk.now(),
		notice: (since, length) => floodNotice(since, length, desk),
	});
	if (notice) await desk.postman.handOver(notice.letter, notice.key);
	await releaseLetters(desk);
}

/** Hands over waiting letters as long as there is a place. Answers when to come again: nothing when no letter waits. */
export async function releaseLetters(desk: StrangerDesk): Promise<Instant | undefined> {
	const { strangers, site } = desk;
	for (;;) {
		const at = desk.now();
		const next = await strangers.next(site.signups, at);
		if (!next || next.place > at) return next?.place;
		const { waiting } = next;
		const letter = await write(waiting, at, desk).catch(async (error: unknown) => {
			// A letter that cannot be written must not keep all others waiting.
			await strangers.release(waiting, undefined, site.signups, at);
			throw error;
		});
		const taken = await strangers.release(waiting, letter, site.signups, at);
		if (taken && letter) await desk.postman.handOver(letter.letter, letter.key);
	}
}

/** The letter of a draft; nothing when it may not be sent any more, or was sealed with a key that is gone. */
async function write(
	{ sealed }: Waiting,
	at: Instant,
	{ keys, site, people, letter }: StrangerDesk,
): Promise<KeyedLetter | undefined> {
	const text = unseal(sealed, keys);
	const draft = text === undefined ? undefined : (JSON.parse(text) as Draft);
	if (!draft || draft.until <= at || (await people.suppressed(draft.envelope.to.email))) return undefined;
	const { name, lang, values, envelope } = draft;
	return {
		key: `${name}:${sha256(sealed).slice(0, 40)}`,
		letter: writeLetter(letter(name, lang), values, envelope, { site, keys }),
	};
}
