import { bestTranslation } from '../../integrations/kindred/src/base/language.ts';
import type { Letter, LetterName } from '../../integrations/kindred/src/base/letter.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import type { Template } from '../../integrations/kindred/src/base/template.ts';
import type { Instant } from '../../integrations/kindred/src/base/time.ts';
import type { KeyRing } from '../../integrations/kindred/src/base/token.ts';
import { changesBetween } from '../../integrations/kindred/src/event/plan/changes.ts';
import { factsOf, type KindredEvent, type Rsvp } from '../../integrations/kindred/src/event/index.ts';
import {
	answerLetter,
	cancelledLetter,
	invitationLetter,
	offerLetter,
	reminderLetter,
	thanksLetter,
	updateLetter,
} from '../../integrations/kindred/src/event/letters.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';

type EventLetterName = Exclude<
	Extract<LetterName, `rsvp-${string}` | `event-${string}` | 'invitation'>,
	'rsvp-confirm'
>;

/** Every letter about an event to one reader who has a seat for two, with all that it can carry. */
export function writeEventLetters(
	events: readonly KindredEvent[],
	reader: Person,
	lang: string,
	world: {
		readonly site: Site;
		readonly keys: KeyRing;
		readonly now: Instant;
		letter(name: EventLetterName, lang: string): Template;
	},
): Readonly<Record<EventLetterName, Letter>> {
	const event = bestTranslation(
		events.filter(({ group }) => group === 'long-table'),
		[lang],
	);
	const { site, keys, now } = world;
	const secrets = { joinUrl: 'https://meet.example.com/long-table', note: 'Bring something small.' };
	const seated: Rsvp = { person: reader.id, answer: 'yes', seat: 'seated', guests: 1, answeredAt: now };
	const until = '2026-12-04T17:00:00.000Z';
	const words = 'I thought of you at once.\n\nThere is a chair beside the stove.';
	const desk = (name: EventLetterName) => ({ site, keys, now, secrets, template: world.letter(name, lang) });
	const before = {
		...factsOf(event, secrets),
		start: '2031-05-16T18:30',
		end: '2031-05-16T22:30',
		from: '2031-05-16T10:30:00.000Z',
		to: '2031-05-16T14:30:00.000Z',
		place: 'Red House, Taipei',
		status: 'postponed' as const,
		address: 'another',
	};
	const changes = changesBetween(before, factsOf(event, secrets));
	return {
		'rsvp-answer': answerLetter(event, reader, seated, { ...desk('rsvp-answer'), asked: 3 }),
		'rsvp-promoted': answerLetter(event, reader, seated, desk('rsvp-promoted')),
		'rsvp-offer': offerLetter(event, reader, { until }, desk('rsvp-offer')),
		invitation: invitationLetter(event, reader, { until, words }, desk('invitation')),
		'event-update': updateLetter(event, reader, seated, changes, desk('event-update')),
		'event-cancelled': cancelledLetter(
			event,
			reader,
			seated,
			'The stove has gone out.',
			desk('event-cancelled'),
		),
		'event-reminder': reminderLetter(
			event,
			{ ...reader, zone: 'Europe/Berlin' },
			{ code: '7K3M9Q' },
			{ ...desk('event-reminder'), now: '2031-05-16T11:00:00.000Z' },
		),
		'event-thanks': thanksLetter(
			event,
			reader,
			{ words, recapUrl: 'https://example.com/posts/what-the-table-said/' },
			desk('event-thanks'),
		),
	};
}
