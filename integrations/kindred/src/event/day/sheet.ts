import { clockIn } from '../../base/time.ts';
import { guestsIn, lineOf } from './attendance.ts';
import { checkInCode } from './code.ts';
import { guestList } from '../guests.ts';
import { findEvent } from '../list.ts';
import type { DayHouse } from './remind.ts';
import { standingOf, type Standing } from '../seats/seats.ts';
import { whenInWords } from '../words.ts';

/** Somebody on the sheet. There is no address on it: it lies about, and telephones are lost. */
export interface SheetRow {
	readonly code: string;
	/** May be empty. */
	readonly name: string;
	readonly standing: Standing;
	/** How many they bring. */
	readonly guests: number;
	/** What they answered to the event's questions. */
	readonly answers: readonly { readonly ask: string; readonly text: string }[];
	readonly comment: string;
	/** How many came with them, where it is noted already that they came. */
	readonly came?: number | undefined;
}

/** What a host needs at the door. */
export interface Sheet {
	readonly group: string;
	/** The host of the site. */
	readonly host: string;
	readonly title: string;
	/** The language of the title and the questions. */
	readonly lang: string;
	readonly when: string;
	readonly place: string;
	/** When it was made, in the author's zone: whoever answered since is not on it. */
	readonly made: string;
	/** Those with a seat, by name. */
	readonly expected: readonly SheetRow[];
	/** Who may turn up all the same: who waits, was asked or said maybe. */
	readonly others: readonly SheetRow[];
}

/** Standings that bring nobody to the door. */
const away: readonly Standing[] = ['no', 'declined', 'lapsed'];

/** The sheet of an event; nothing when there is no such event. */
export async function sheetOf(
	group: string,
	house: Pick<DayHouse, 'site' | 'snapshot' | 'store' | 'keys' | 'now'>,
): Promise<Sheet | undefined> {
	const { site, snapshot, store, keys, now } = house;
	const event = findEvent(snapshot.events, group, [site.lang]);
	if (!event) return undefined;
	const past = await store.attendance.past(group);
	const rows = (await guestList(group, house)).map(({ person, rsvp }): SheetRow => {
		const { answers = {}, comment = '' } = rsvp.detail ?? {};
		const came = lineOf(past, person.id, 'attended');
		return {
			code: checkInCode(group, person.id, keys),
			name: person.name,
			standing: standingOf(rsvp),
			guests: rsvp.guests,
			answers: event.questions.flatMap(({ id, ask }) => (answers[id] ? [{ ask, text: answers[id] }] : [])),
			comment,
			came: came && guestsIn(came),
		};
	});
	const order = new Intl.Collator(site.lang);
	const byName = (some: readonly SheetRow[]) =>
		some.toSorted(
			(a, b) => order.compare(a.name || '\uffff', b.name || '\uffff') || (a.code < b.code ? -1 : 1),
		);
	return {
		group,
		host: new URL(site.url).host,
		title: event.title,
		lang: event.lang,
		when: whenInWords(event, 'en'),
		place: [event.place?.name, event.place?.address].filter(Boolean).join(', '),
		made: clockIn(now(), site.zone),
		expected: byName(rows.filter(({ standing }) => standing === 'seated')),
		others: byName(rows.filter(({ standing }) => standing !== 'seated' && !away.includes(standing))),
	};
}
