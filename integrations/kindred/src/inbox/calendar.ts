import { askToConfirm, answerEvent, type Answer, type Answered, type KindredEvent } from '../event/index.ts';
import { cleanText, type Person } from '../person/index.ts';
import { readCalendarReply, type CalendarReply, type ProposedTime } from '../reply/index.ts';
import { believable, type Arrival } from './filing.ts';
import type { InboxHouse } from './index.ts';
import { isToUs } from './proving.ts';

/** An answer that may count: whose it is, and whether nobody asked them. */
interface Guest {
	readonly person: Person;
	readonly uncalled?: true | undefined;
}

/** Why it does not count, for the author; `ask`: a letter may ask its sender whether it is theirs. */
interface Doubt {
	readonly reason: string;
	readonly ask?: true | undefined;
}

const answers: Readonly<Record<string, Answer>> = { ACCEPTED: 'yes', TENTATIVE: 'maybe', DECLINED: 'no' };

/**
 * Somebody pressed Accept, Maybe or Decline in their calendar. It counts when the signed address it came to, the event's UID and
 * ATTENDEE fit together, and the domain in From is authenticated, whatever that From is: macOS answers from any account of its
 * user.
 *
 * @returns what became of it, in English, and whose answer it is.
 */
export async function heedCalendar(
	arrival: Arrival,
	house: InboxHouse,
): Promise<{ readonly remark: string; readonly person?: Person | undefined }> {
	const reading = readCalendarReply(arrival.mail);
	if (!reading) return { remark: 'It cannot be told whose answer it is, and to what.' };
	const event = house.snapshot.events.find(({ uid, draft }) => uid === reading.uid && !draft);
	if (!event) return { remark: 'There is no such event here.' };
	if (arrival.flood) return { remark: '' };
	const guest = await guestOf(reading, event, arrival, house);
	if ('reason' in guest) {
		const asked = guest.ask && (await askSender(reading, event, arrival, house));
		return { remark: asked ? `${guest.reason} A letter asks its sender.` : guest.reason };
	}
	const heed = reading.method === 'COUNTER' ? propose : answer;
	return { remark: await heed(guest, reading, event, arrival, house), person: guest.person };
}

/** Whose answer it is. Attack: an invitation that was passed on, a sender who is made up, an answer to another list sent on to us. */
async function guestOf(
	reading: CalendarReply,
	event: KindredEvent,
	{ mail, writer }: Arrival,
	house: InboxHouse,
): Promise<Guest | Doubt> {
	const { person, mailed, proof, rung, forged, verified, about } = writer;
	const { people, events } = house.store;
	const isSender = mail.senders === 1 && mail.from?.email === reading.attendee;
	if (forged) return { reason: 'It does not count.' };
	const invited = rung === 'address' ? mailed : undefined;
	if (invited && about !== `event:${event.group}`)
		return { reason: 'The signed address that it came to is about something else.' };
	const owns = async (one: Person) => {
		const own = await people.addressesOf(one.id);
		return [reading.attendee, reading.alias].some((email) => email !== undefined && own.includes(email));
	};
	const isInvited = invited !== undefined && (await owns(invited));
	const isAuthentic = proof?.verdict === 'pass' && proof.by !== 'token' && isToUs(mail, house);
	if (!isAuthentic)
		return {
			reason: 'Nothing proves its sender, so that it does not count.',
			ask: isSender && reading.method === 'REPLY' ? true : undefined,
		};
	if (isInvited) return mayAnswer({ person: invited });
	const isOwn = person !== undefined && verified && (await owns(person));
	if (!isOwn && !isSender)
		return { reason: 'It answers for somebody else than its sender, who was not asked.' };
	const ledger = await events.ledger(event.group);
	if (isOwn && (!invited || ledger.some((rsvp) => rsvp.person === person.id))) return mayAnswer({ person });
	// RFC 5546 section 3.2.3: whoever an invitation was passed on to may ask to come.
	if (answers[reading.partstat] !== 'yes' || reading.method === 'COUNTER')
		return { reason: 'Its sender was not asked.' };
	return mayAnswer({
		person: person ?? (await contactOf(senderOf(mail), invited, house)),
		uncalled: true,
	});
}

/** Whoever complained is never written to again, and an answer is answered by a letter. */
function mayAnswer(guest: Guest): Guest | Doubt {
	return guest.person.state === 'complained'
		? { reason: 'They complained of our letters, so that none can answer them.' }
		: guest;
}

const senderOf = ({ from }: Arrival['mail']) => ({
	email: from!.email,
	name: cleanText(from!.name, 100),
});

async function contactOf(
	who: { readonly email: string; readonly name: string },
	invited: Person | undefined,
	{ store, now }: InboxHouse,
): Promise<Person> {
	return (await store.people.add({ ...who, via: invited ? 'forward' : undefined }, now())).person;
}

async function answer(
	{ person, uncalled }: Guest,
	reading: CalendarReply,
	event: KindredEvent,
	{ mail, hash, receivedAt }: Arrival,
	house: InboxHouse,
): Promise<string> {
	const said = answers[reading.partstat];
	if (!said) return `${reading.partstat} is neither yes nor no.`;
	if (reading.recurrence !== undefined) return 'It answers one day of a series, which this event is not.';
	const ledger = await house.store.events.ledger(event.group);
	const told = ledger.find((rsvp) => rsvp.person === person.id)?.told?.sequence ?? 0;
	const { sequence = 0, comment } = reading;
	if (sequence < told)
		return `It answers version ${sequence} of the event; they were told of version ${told} since.`;
	const answered = await answerEvent(
		{
			event: event.group,
			person,
			answer: said,
			door: 'calendar',
			guests: said === 'yes' ? reading.guests : undefined,
			saidAt: believable(reading.stamp ?? mail.date, receivedAt),
			detail: comment === undefined ? undefined : { comment },
			uncalled,
			key: `calendar:${hash.slice(0, 40)}`,
		},
		house,
	);
	return inWords(answered, said);
}

/** What became of an answer, for its host. */
export function inWords(answered: Answered, said: Answer): string {
	if (!answered.ok) return `The answer "${said}" was not taken: ${answered.reason}.`;
	if (!answered.changed) return 'Nothing changes by it: it is known, or they have said something else since.';
	const { seat, guests } = answered.standing;
	const bring = guests > 0 ? `, and brings ${guests}` : '';
	return `It counts as "${said}"${seat === 'none' ? '' : `: ${seat}${bring}`}.`;
}

/** They would rather meet at another time: the author sees it in their timeline, and nothing else follows. */
async function propose(
	{ person }: Guest,
	{ proposed, comment }: CalendarReply,
	event: KindredEvent,
	{ hash }: Arrival,
	{ store, now }: InboxHouse,
): Promise<string> {
	await store.people.log({
		person: person.id,
		at: now(),
		kind: 'proposed',
		subject: `event:${event.group}`,
		detail: { start: said(proposed?.start), end: said(proposed?.end), comment },
		key: `proposed:${hash.slice(0, 40)}`,
	});
	return 'It proposes another time, and is no answer.';
}

/** The instant, or the clock that they wrote, with what they call its zone. */
function said(time: ProposedTime | undefined): string | undefined {
	return time && (time.at ?? [time.wall, time.zone].filter(Boolean).join(' '));
}

/** Unproved mail may cause one thing: a letter to its sender that asks back, within the budget. */
async function askSender(
	{ partstat, guests = 0, attendee }: CalendarReply,
	event: KindredEvent,
	{ writer }: Arrival,
	house: InboxHouse,
): Promise<boolean> {
	const said = answers[partstat];
	if (!said) return false;
	const lang = writer.person?.languages[0] ?? house.site.lang;
	const form = { event: event.group, email: attendee, answer: said, lang, guests };
	return (await askToConfirm(form, house)) === 'asked';
}
