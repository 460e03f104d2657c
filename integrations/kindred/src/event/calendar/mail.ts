import { withTag } from '../../base/address.ts';
import type { Attachment } from '../../base/letter.ts';
import type { Site } from '../../base/site.ts';
import type { Instant } from '../../base/time.ts';
import { replyTag, type KeyRing } from '../../base/token.ts';
import { calendarFile, type Attendee, type Secrets } from './file.ts';
import type { KindredEvent } from '../event.ts';
import type { Rsvp } from '../seats/rsvp.ts';

/** Whom a calendar file is for, and what they answered. */
export interface CalendarGuest extends Pick<Rsvp, 'person' | 'answer' | 'guests'> {
	readonly name: string;
	readonly email: string;
	/** A seat that is offered or kept for them waits for their word, whatever they said before. */
	readonly seat?: Rsvp['seat'] | undefined;
}

/** What the file of one guest is written with. */
export interface CalendarDesk {
	readonly site: Pick<Site, 'url' | 'name' | 'from' | 'inbound'>;
	readonly keys: KeyRing;
	/** DTSTAMP; it has to rise from one message to the next. */
	readonly at: Instant;
	/** The SEQUENCE that this guest is told now. */
	readonly sequence: number;
	/** What only guests may see; leave it out for whoever has no seat. */
	readonly secrets?: Secrets | undefined;
	/** `REQUEST` puts the event into their calendar or moves it there, `CANCEL` takes it out. Default: `REQUEST`. */
	readonly method?: 'REQUEST' | 'CANCEL' | undefined;
}

/**
 * The calendar file in a letter to one guest, as iMIP (RFC 6047) wants it. Their Accept or Decline comes back to the signed
 * address of its organiser, so that it is known whose answer it is. Without an address for answers nobody could read them: then
 * the file is only published, and its buttons are none. A cancelled event is never asked about. No other guest is named.
 */
export function invitationFile(event: KindredEvent, guest: CalendarGuest, desk: CalendarDesk): Attachment {
	const { site, keys, at: stamp, sequence, secrets } = desk;
	const wanted = event.status === 'cancelled' ? 'CANCEL' : (desk.method ?? 'REQUEST');
	const method = wanted === 'REQUEST' && !site.inbound ? 'PUBLISH' : wanted;
	const tag = () => replyTag(guest.person, `event:${event.group}`, keys);
	const content = calendarFile(event, {
		site,
		stamp,
		sequence,
		secrets: method === 'CANCEL' ? undefined : secrets,
		message: {
			method,
			organizer: {
				name: site.from.name || site.name,
				email: site.inbound ? withTag(site.inbound, tag()) : site.from.email,
			},
			attendee: { name: guest.name, email: guest.email, guests: guest.guests, partstat: partstatOf(guest) },
		},
	});
	return {
		filename: 'invite.ics',
		contentType: `text/calendar; charset=utf-8; method=${method}`,
		content,
		// A published file beside the letter; as an alternative some programs would show it in the letter's place.
		...(method === 'PUBLISH' ? {} : { alternative: true }),
	};
}

function partstatOf({ answer, seat = 'seated' }: CalendarGuest): Attendee['partstat'] {
	if (answer === 'maybe') return 'TENTATIVE';
	if (answer === 'no') return 'DECLINED';
	return answer === 'yes' && seat === 'seated' ? 'ACCEPTED' : 'NEEDS-ACTION';
}
