import { canonicalJson, sha256 } from '../../base/hash.ts';
import { bestTranslation } from '../../base/language.ts';
import type { Letter } from '../../base/letter.ts';
import { absolute } from '../../base/site.ts';
import type { Instant } from '../../base/time.ts';
import type { Interaction, NewInteraction, Person } from '../../person/index.ts';
import type { PostEntry } from '../../post/index.ts';
import { lineOf, unaccounted } from './attendance.ts';
import { languagesOf } from '../guests.ts';
import { thanksLetter } from '../letters.ts';
import { findEvent } from '../list.ts';
import { unreachable, type DayHouse } from './remind.ts';

/** What the story needs: the articles as well, for one of them may tell what became of it. */
export type ThanksHouse = Omit<DayHouse, 'snapshot'> & {
	readonly snapshot: DayHouse['snapshot'] & { readonly posts: readonly PostEntry[] };
};

/** Who would be thanked, and by which letters. */
export interface ThanksPlan {
	readonly event: string;
	readonly letters: readonly { readonly guest: Person; readonly letter: Letter }[];
	/** Those who came and were thanked already. */
	readonly thanked: number;
	/** Those who came, but mail to whom comes back or is not wanted. */
	readonly unreachable: readonly Person[];
	/** Those with a seat of whom nobody has said whether they came. While there are some, nobody is thanked. */
	readonly unaccounted: readonly Person[];
	/** Changes with every letter and everybody who gets one. */
	readonly hash: string;
}

/** Plans the letters to those who came, in the host's own `words`. Nothing is sent. */
export async function planThanks(
	group: string,
	words: string,
	house: ThanksHouse,
): Promise<ThanksPlan | undefined> {
	const { store, snapshot, site } = house;
	if (!findEvent(snapshot.events, group, [site.lang])) return undefined;
	const [ledger, past] = [await store.events.ledger(group), await store.attendance.past(group)];
	const came = [...new Set(past.filter(({ kind }) => kind === 'attended').map(({ person }) => person))];
	const fresh = await peopleOf(
		came.filter((person) => !lineOf(past, person, 'thanked')),
		house,
	);
	const closed = await unreachable(fresh, house);
	const letters = fresh
		.filter(({ id }) => !closed.has(id))
		.map((guest) => ({ guest, letter: letterTo(guest, group, words, house) }));
	return {
		event: group,
		letters,
		thanked: came.length - fresh.length,
		unreachable: fresh.filter(({ id }) => closed.has(id)),
		unaccounted: await peopleOf(unaccounted(ledger, past), house),
		hash: sha256(canonicalJson(letters.map(({ letter }) => letter))).slice(0, 12),
	};
}

/**
 * Sends the letters of a plan that was looked at. Each is logged and kept in the same transaction, so that a second run, or one
 * after a crash, thanks nobody twice. Names those who got one.
 */
export async function sendThanks(
	{ event, letters }: ThanksPlan,
	{ store, postman, now }: ThanksHouse,
): Promise<readonly number[]> {
	const at = now();
	const byPerson = new Map(letters.map(({ guest, letter }) => [guest.id, letter]));
	const { entries, letters: kept } = await store.attendance.note(event, at, {
		decide(_ledger, past) {
			const still = [...byPerson.keys()].filter((person) => isOwedThanks(past, person));
			return { log: still.map((person) => lineAbout(person, event, at)), tell: still };
		},
		write: ({ id }) => ({ key: keyOf(event, id), letter: byPerson.get(id)! }),
	});
	for (const { key, letter } of kept) await postman.handOver(letter, key);
	return entries.tell;
}

/** The article that tells what became of an event, in the best language for a reader; the newest where there are several. */
export function recapOf(
	group: string,
	posts: readonly PostEntry[],
	languages: readonly string[],
): PostEntry | undefined {
	const recaps = posts.filter(({ event, draft }) => event === group && !draft);
	const newest = recaps.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))[0];
	return (
		newest &&
		bestTranslation(
			recaps.filter((post) => post.group === newest.group),
			languages,
		)
	);
}

function letterTo(guest: Person, group: string, words: string, house: ThanksHouse): Letter {
	const { site, snapshot, keys, letter, now } = house;
	const languages = languagesOf(guest, site);
	const recap = recapOf(group, snapshot.posts, languages);
	return thanksLetter(
		findEvent(snapshot.events, group, languages)!,
		guest,
		{ words, recapUrl: recap && absolute(site, recap.url) },
		{ site, keys, template: letter('event-thanks', languages[0]), now: now() },
	);
}

async function peopleOf(ids: readonly number[], { store }: Pick<ThanksHouse, 'store'>): Promise<Person[]> {
	const people = await Promise.all(ids.map((id) => store.people.byId(id)));
	return people.filter((person) => person !== undefined).filter(({ state }) => state !== 'forgotten');
}

function isOwedThanks(past: readonly Interaction[], person: number): boolean {
	return lineOf(past, person, 'attended') !== undefined && !lineOf(past, person, 'thanked');
}

function lineAbout(person: number, group: string, at: Instant): NewInteraction {
	return { person, at, kind: 'thanked', subject: `event:${group}`, key: keyOf(group, person) };
}

const keyOf = (group: string, person: number) => `thanks:${group}:${person}`;
