import type { Instant } from '../base/time.ts';
import { fadeAll, type Faded } from './day/fade.ts';
import type { EventHouse } from './index.ts';
import { findEvent, rulesOf } from './list.ts';
import { remindAll } from './day/remind.ts';
import { nextReminder } from './day/reminder.ts';
import { nextToRollOn, rollOnAll, type RolledOn } from './invite/roll-on.ts';
import { settleFreeSeats } from './seats/settlement.ts';
import { letterTo } from './telling.ts';

/** What one round of looking after events did. */
export interface Tended extends RolledOn {
	/** Who got a seat, or the offer of one. */
	readonly seated: readonly { readonly event: string; readonly person: number }[];
	/** Whose offer or invitation had run out. */
	readonly lapsed: readonly { readonly event: string; readonly person: number }[];
	readonly reminded: readonly { readonly event: string; readonly person: number }[];
	/** Events long over, of which what guests said was erased. */
	readonly faded: readonly Faded[];
}

/**
 * Looks after all events: seats that were kept until now are free, and free seats go to those who wait. A seat also comes free
 * where a capacity was raised, or somebody forgotten. Where nobody waits, lists of invitations roll on. Then guests are reminded,
 * and what is long over fades.
 */
export async function tend(house: EventHouse): Promise<Tended> {
	const [seated, lapsed]: [Tended['seated'][number][], Tended['lapsed'][number][]] = [[], []];
	for (const event of new Set(house.snapshot.events.map(({ group }) => group))) {
		const tended = await tendEvent(event, house);
		seated.push(...tended.promoted.map((person) => ({ event, person })));
		lapsed.push(...tended.lapsed.map((person) => ({ event, person })));
	}
	const rolled = await rollOnAll(house);
	return { seated, lapsed, ...rolled, reminded: await remindAll(house), faded: await fadeAll(house) };
}

/** When somebody has to look after events again, if nothing is done by then: the next moment after this one. */
export async function nextToTend(
	after: Instant,
	house: Pick<EventHouse, 'store' | 'site' | 'snapshot'>,
): Promise<Instant | undefined> {
	const { store, site, snapshot } = house;
	const lapse = await store.events.nextLapse(after);
	const reminder = nextReminder(snapshot.events, site.events.reminders, after);
	return [lapse, reminder, await nextToRollOn(after, house)].filter((time) => time !== undefined).sort()[0];
}

/** Looks after one gathering. Where nothing is decided any more, nothing is asked of the store. */
export async function tendEvent(
	group: string,
	house: EventHouse,
): Promise<{ readonly promoted: readonly number[]; readonly lapsed: readonly number[] }> {
	const { store, site, snapshot } = house;
	const event = findEvent(snapshot.events, group, [site.lang]);
	const at = house.now();
	const rules = event && rulesOf(event, at);
	if (rules?.state !== 'open' && rules?.state !== 'closed') return { promoted: [], lapsed: [] };
	const secrets = await store.events.secrets(group);
	const { settlement, letters } = await store.events.settle(group, at, {
		decide: (ledger) => settleFreeSeats(ledger, group, rules, at),
		write: (person, rsvp, announced) =>
			letterTo(person, rsvp, { at, secrets, house, announced, promoted: true, group }),
	});
	for (const { key, letter } of letters) await house.postman.handOver(letter, key);
	return settlement;
}
