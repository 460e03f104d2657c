import type { Instant } from '../../base/time.ts';
import type { Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import { languagesOf } from '../guests.ts';
import type { EventHouse } from '../index.ts';
import { invitationLetter } from '../letters.ts';
import { findEvent, rulesOf } from '../list.ts';
import { sequenceFor } from '../plan/notice.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import { letterTo, type Telling } from '../telling.ts';
import { factsOf, toldOf, withSequence, type TellingLetter } from '../told.ts';
import { nextWave, type Wave } from './wave.ts';

/** Sends the first wave of an approved list, or whatever there is room for by now. */
export function sendInvitations(event: KindredEvent, house: EventHouse): Promise<Wave> {
	return carryOn(event, true, house);
}

/**
 * After answers, lapses and letters that came back: what has run out is noted, and the next on the list are invited, as far as the
 * author has said yes to it. Nothing where no wave was sent, or nothing is decided any more.
 */
export async function rollOn(group: string, house: EventHouse): Promise<Wave | undefined> {
	const event = findEvent(house.snapshot.events, group, [house.site.lang]);
	if (!event || !isUnderWay(event, house.now())) return undefined;
	const { wave } = await house.store.invitations.list(group);
	return wave ? carryOn(event, false, house) : undefined;
}

/** What rolling on all lists did. */
export interface RolledOn {
	/** Who was invited in place of somebody who does not come. */
	readonly invited: readonly { readonly event: string; readonly person: number }[];
	/** Events whose list would roll on, but its author has changed it, or the event, since they said yes. */
	readonly stalled: readonly string[];
}

/** Lets the list of each event roll on. */
export async function rollOnAll(house: EventHouse): Promise<RolledOn> {
	const invited = [];
	const stalled = [];
	for (const event of new Set(house.snapshot.events.map(({ group }) => group))) {
		const wave = await rollOn(event, house);
		invited.push(...(wave?.invited ?? []).map(({ person }) => ({ event, person })));
		const isLeft = wave?.list.invitations.some(({ state }) => state === 'listed');
		if (isLeft && wave?.rest.endsWith('-changed')) stalled.push(event);
	}
	return { invited, stalled };
}

/** When lists have to roll on next; see `InvitationStore.due`. */
export function nextToRollOn(
	after: Instant,
	{ store, snapshot }: Pick<EventHouse, 'store' | 'snapshot'>,
): Promise<Instant | undefined> {
	const events = snapshot.events.filter((event) => isUnderWay(event, after));
	return store.invitations.due(after, [...new Set(events.map(({ group }) => group))]);
}

function isUnderWay(event: KindredEvent, now: Instant): boolean {
	const { state } = rulesOf(event, now);
	return !event.draft && (state === 'open' || state === 'closed');
}

/** List, seats and letters change in one transaction; then the letters are handed over. */
async function carryOn(event: KindredEvent, bySend: boolean, house: EventHouse): Promise<Wave> {
	const { store, now, postman } = house;
	const { group } = event;
	const at = now();
	const secrets = await store.events.secrets(group);
	let wave: Wave | undefined;
	const { changed, letters } = await store.invitations.change(group, at, {
		decide: (list, ledger) => (wave = nextWave(list, ledger, { event, now: at, bySend })),
		write: (person, rsvp, announced) =>
			letterOf(wave!, person, rsvp, { group, at, secrets, announced, promoted: true, house }),
	});
	const outcomes = [];
	for (const { key, letter } of letters) outcomes.push(await postman.handOver(letter, key));
	if (!outcomes.includes('refused')) return changed;
	// A letter that nobody will carry gives its seat back: the next on the list gets it.
	const more = await carryOn(event, bySend, house);
	return { ...more, invited: [...changed.invited, ...more.invited] };
}

/** The invitation of whoever is invited with a wave; everybody else is told where they stand. */
function letterOf(wave: Wave, person: Person, rsvp: Rsvp, telling: Telling): TellingLetter {
	const invited = wave.invited.find((one) => one.person === person.id);
	if (!invited) return letterTo(person, rsvp, telling);
	const { group, at: now, secrets, announced, house } = telling;
	const languages = languagesOf(person, house.site);
	const found = findEvent(house.snapshot.events, group, languages)!;
	const event = withSequence(found, sequenceFor(rsvp, factsOf(found, secrets), announced));
	const { site, keys } = house;
	const desk = { site, keys, template: house.letter('invitation', languages[0]), now, secrets };
	const { terms, wave: number } = wave.list;
	const until = invited.isKept ? invited.until : undefined;
	const letter = invitationLetter(event, person, { until, words: terms.words }, desk);
	const told = toldOf(event, letter, { secrets, before: rsvp.told });
	return { key: `invite:${group}:${person.id}:${number}`, letter, told };
}
