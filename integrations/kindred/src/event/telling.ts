import type { Letter } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import type { Secrets } from './calendar/file.ts';
import type { KindredEvent } from './event.ts';
import { languagesOf } from './guests.ts';
import type { EventHouse } from './index.ts';
import { answerLetter, invitationLetter, offerLetter, type Desk } from './letters.ts';
import { findEvent } from './list.ts';
import { sequenceFor } from './plan/notice.ts';
import type { Rsvp } from './seats/rsvp.ts';
import { factsOf, toldOf, withSequence, type TellingLetter } from './told.ts';

/** Of what somebody is told. */
export interface Telling {
	/** The event's group. */
	readonly group: string;
	readonly at: Instant;
	readonly secrets?: Secrets | undefined;
	/** The SEQUENCE that guests were given last. */
	readonly announced: number;
	/** They waited, and it was not their own act that moved them. */
	readonly promoted: boolean;
	/** How many they wanted to bring, where that is more than they may. */
	readonly asked?: number | undefined;
	readonly house: Pick<EventHouse, 'site' | 'snapshot' | 'keys' | 'letter'>;
}

/** The letter that tells one person where they stand, in their language. */
export function letterTo(person: Person, rsvp: Rsvp, telling: Telling): TellingLetter {
	const { group, at, secrets, announced, house } = telling;
	const languages = languagesOf(person, house.site);
	const found = findEvent(house.snapshot.events, group, languages)!;
	const event = withSequence(found, sequenceFor(rsvp, factsOf(found, secrets), announced));
	const letter = letterAbout(event, person, rsvp, telling, languages[0]);
	const told = toldOf(event, letter, { secrets, before: rsvp.told });
	return { key: `rsvp:${group}:${person.id}:${rsvp.seat}:${at}`, letter, told };
}

function letterAbout(
	event: KindredEvent,
	person: Person,
	rsvp: Rsvp,
	{ at: now, secrets, promoted, asked, house }: Telling,
	lang: string,
): Letter {
	const { seat, until } = rsvp;
	const deskFor = (name: Parameters<EventHouse['letter']>[0]): Desk => ({
		site: house.site,
		keys: house.keys,
		template: house.letter(name, lang),
		now,
		secrets,
	});
	if (seat === 'offered') return offerLetter(event, person, rsvp, deskFor('rsvp-offer'));
	if (seat === 'invited' && until && rsvp.answer !== 'maybe')
		return invitationLetter(event, person, { until }, deskFor('invitation'));
	const name = promoted && seat === 'seated' ? 'rsvp-promoted' : 'rsvp-answer';
	return answerLetter(event, person, rsvp, { ...deskFor(name), asked });
}
