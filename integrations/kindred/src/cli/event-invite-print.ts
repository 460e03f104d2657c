import type { Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import {
	momentInWords,
	seatsHeld,
	seatsTaken,
	stateOf,
	type Invitation,
	type InvitationView,
	type KindredEvent,
	type Rsvp,
	type Terms,
	type Wave,
} from '../event/index.ts';
import { reasonInWords } from './event-invite-reason.ts';
import { whyNobody } from './event-invite-refusal.ts';
import { count, printable } from './io.ts';
import type { Desk } from './open.ts';
import { written } from './reply-find.ts';

/** A list with the reasons, who would go with the next wave, until when, and what happens then. */
export function printInvitations(
	event: KindredEvent,
	view: InvitationView,
	{ now }: Pick<Desk, 'now'>,
): string {
	const { list, ledger } = view;
	if (!list.invitations.length)
		return `Nobody is on the list of "${event.group}" yet. Begin with one or several of these:
  kindred event invite ${event.group} --series       who came to earlier ones, waited for them or declined them
  kindred event invite ${event.group} --tags         who chose its tags, or wrote about them
  kindred event invite ${event.group} --circle core  a circle
  kindred event invite ${event.group} --add <address,…>
`;
	const lines = list.invitations.map((one, index) => {
		const rsvp = ledger.find(({ person }) => person === one.person.id);
		const place = String(index + 1).padStart(3);
		const why = one.reason ? reasonInWords(one.reason).map((line) => `      ${line}\n`) : [];
		const state = standing({ ...one, state: stateOf(one, rsvp, now()) }, rsvp, event);
		return `${place}. ${written(one.person)}${state && `  ·  ${state}`}\n${why.join('')}`;
	});
	const { capacity } = event;
	const [taken, kept] = [seatsTaken(ledger), seatsHeld(ledger)];
	const seats = `${capacity === undefined ? 'Seats without limit' : count(capacity, 'seat')}, ${taken} taken, ${kept} kept.`;
	return printable(
		`${event.title} (${event.group})  ${seats}\n\n${lines.join('')}\n${termsInWords(list.terms)}\n${nextInWords(event, view)}`,
	);
}

/** Where somebody is with their invitation; empty for who waits for theirs. */
function standing(
	{ person, state, suppressed, until }: Invitation,
	rsvp: Rsvp | undefined,
	event: KindredEvent,
): string {
	if (state === 'open') {
		const end = until ? ` until ${momentInWords(until, event.zone, 'en')}` : '';
		const maybe = rsvp?.answer === 'maybe' ? ', says maybe' : '';
		return `invited${end}${maybe}${rsvp?.seat === 'invited' ? '' : ', without a seat kept'}`;
	}
	if (state === 'answered' && rsvp) return answers[rsvp.seat] ?? `says ${rsvp.answer}`;
	if (state === 'lapsed') return rsvp && !rsvp.invited ? 'taken back by you' : 'did not answer';
	if (state === 'returned') return 'could not be reached';
	const isGone = suppressed || ['left', 'bounced', 'complained'].includes(person.state);
	return isGone ? `passed over (${suppressed ? 'not to be written to' : person.state})` : '';
}

/** What somebody holds who has answered, or was let in by the author. */
const answers: Partial<Readonly<Record<Rsvp['seat'], string>>> = {
	seated: 'comes',
	waiting: 'says yes, and waits for a seat',
	offered: 'is offered a seat',
	requested: 'asks to come',
};

function termsInWords({ days, until, seats, over, newcomers, words }: Terms): string {
	const time = until
		? `Each of the first wave has until the end of ${until} to answer, who is invited later as long.`
		: `Each has ${count(days ?? 7, 'day')} to answer.`;
	const parts = [
		time,
		seats === undefined ? '' : `At most ${count(seats, 'seat')} for this list.`,
		over === undefined
			? 'Everybody is invited at once.'
			: over
				? `${over} more are invited than could be seated.`
				: '',
		newcomers ? `At least ${count(newcomers, 'seat')} for people who have never come.` : '',
		words ? `Your words: ${words}` : '',
	];
	return parts.filter(Boolean).join('\n');
}

/** Who goes next, what comes after, and what to type. */
function nextInWords(event: KindredEvent, { list, next, approval, hash }: InvitationView): string {
	const { group, zone } = event;
	const again = `kindred event invite ${group}`;
	const isRunning = list.wave > 0 && approval === 'approved';
	const who = next.invited.map(
		({ person }) => list.invitations.findIndex((one) => one.person.id === person) + 1,
	);
	const [first] = next.invited;
	const loose = next.invited.filter(({ isKept }) => !isKept).length;
	const wave = first
		? `Wave ${list.wave + 1} goes to ${ranges(who)}, ${loose ? `${who.length - loose} of them with a seat kept` : 'each with a seat kept'} until ${momentInWords(first.until, zone, 'en')}.
Whoever says no, or nothing by then, makes room for the next on the list; the running site, or \`kindred sync\`, invites them.\n`
		: `${whyNobody(event, next.rest, 'look')?.message ?? restInWords(next.rest)}\n`;
	if (isRunning)
		return `${wave}Approved, ${count(list.wave, 'wave')} sent. To invite nobody more: ${again} --stop\n`;
	if (approval === 'approved') return `${wave}Approved. Send the first wave with: ${again} --send\n`;
	const since =
		approval === 'not-approved'
			? ''
			: `You said yes to something else: ${approval === 'event-changed' ? 'the event has been moved' : approval === 'terms-changed' ? 'the terms were others' : 'the list was another'}. Nobody more is invited until you say it again.\n`;
	return `${wave}${since}Nobody is mailed before you say yes to exactly this list (${hash.slice(0, 12)}): ${again} --approve\n`;
}

const restInWords = (rest: Wave['rest']): string =>
	rest === 'no-seat'
		? 'No seat is free now; the next are invited when one is.'
		: 'Everybody on the list was invited.';

/** `1–4, 7`. */
function ranges(numbers: readonly number[]): string {
	const runs: [number, number][] = [];
	for (const number of numbers.toSorted((a, b) => a - b)) {
		const last = runs.at(-1);
		if (last?.[1] === number - 1) last[1] = number;
		else runs.push([number, number]);
	}
	return runs.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(', ');
}

/** What a wave did. */
export function printWave(
	event: KindredEvent,
	{ invited, list }: Wave,
	{ inbound }: Pick<Site, 'inbound'>,
): string {
	const [first] = invited;
	const names = invited.map(({ person, isKept }) => {
		const one = list.invitations.find((invitation) => invitation.person.id === person);
		return `  ${one ? written(one.person) : person}${isKept ? '' : '  (no seat kept)'}\n`;
	});
	const left = list.invitations.filter(({ state }) => state === 'listed').length;
	const answers = inbound ? ' Answers come by the letter, the calendar or in plain words.' : '';
	return printable(
		`Wave ${list.wave} is on its way to ${count(invited.length, 'person').replace('persons', 'people')}, until ${momentInWords(first!.until, event.zone, 'en')}.${answers}
${names.join('')}${left ? `${left} more wait on the list.` : 'Nobody more waits on the list.'}
See how it goes: kindred event invite ${event.group}, or kindred event guests ${event.group}\n`,
	);
}

/** The same for programs. */
export function invitationsAsJson(
	event: KindredEvent,
	{ list, ledger, approval, hash, next }: InvitationView,
	{ sent, now }: { sent: Wave | undefined; now: Instant },
) {
	return {
		event: event.group,
		hash,
		approval,
		wave: list.wave,
		terms: list.terms,
		sent: sent?.invited ?? [],
		next: { invited: next.invited, rest: next.rest },
		list: list.invitations.map((one, index) => {
			const { person, wave, until, reason } = one;
			const rsvp = ledger.find((row) => row.person === person.id);
			const { answer = 'none', seat = 'none' } = rsvp ?? {};
			const { id, name, email } = person;
			const state = stateOf(one, rsvp, now);
			return { place: index + 1, person: id, name, email, state, answer, seat, wave, until, reason };
		}),
	};
}
