import type { Instant } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import type { Secrets } from './calendar.ts';
import { languagesOf } from './guests.ts';
import type { EventHouse } from './index.ts';
import { answerLetter } from './letters.ts';
import { findEvent } from './list.ts';
import type { Rsvp } from './rsvp.ts';
import { toldOf, withSequence, type TellingLetter } from './told.ts';

/** The letter that tells one person where they stand, in their language. */
export function letterTo(
	person: Person,
	rsvp: Rsvp,
	{
		at,
		secrets,
		house,
		announced,
		promoted,
		group,
	}: {
		at: Instant;
		secrets?: Secrets | undefined;
		house: Pick<EventHouse, 'site' | 'snapshot' | 'keys' | 'letter'>;
		announced: number;
		promoted: boolean;
		group: string;
	},
): TellingLetter {
	const languages = languagesOf(person, house.site);
	const event = withSequence(
		findEvent(house.snapshot.events, group, languages)!,
		Math.max(announced, rsvp.told?.sequence ?? 0),
	);
	const template = house.letter(promoted ? 'rsvp-promoted' : 'rsvp-answer', languages[0]!);
	const letter = answerLetter(event, person, rsvp, {
		site: house.site,
		keys: house.keys,
		template,
		now: at,
		secrets,
	});
	const told = toldOf(event, letter, { secrets, before: rsvp.told });
	return { key: `rsvp:${group}:${person.id}:${rsvp.seat}:${at}`, letter, told };
}
