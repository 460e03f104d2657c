import type { Site } from '../base/site.ts';
import { formFor, say, strings } from '../base/strings.ts';
import { momentInWords, rulesOf, standingOf, type KindredEvent, type Rsvp } from '../event/index.ts';
import type { Shown, Visit } from './rsvp-door.ts';

/** What the page about an answer says above its form. */
export interface PageWords {
	readonly title: string;
	readonly lines: readonly string[];
	/** May the answer still be changed here? */
	readonly isOpen: boolean;
}

/** The heading of the page about an answer, and where its reader stands, in whole sentences. */
export function pageWords({ shown, event, lang }: Visit, site: Site, now: string): PageWords {
	const { event: words, person } = strings(lang, site);
	const page = (title: string, ...lines: string[]): PageWords => ({
		title,
		lines: lines.filter(Boolean),
		isOpen: true,
	});
	switch (shown.kind) {
		case 'form':
			return page(shown.problems ? person.problem : words.rsvpTitle);
		case 'asked':
		case 'confirm':
			return page(words[shown.kind].title, words[shown.kind].text);
		case 'refused':
			return page(words.refused.title, words.refused[shown.reason]);
		case 'answered': {
			const { standing, changed } = shown;
			const headline = words.headlines[stateOf(standing)];
			const again = changed ? '' : words.outcome.unchanged;
			return page(headline, again, ...standingLines(shown, { event: event!, lang, site }));
		}
		case 'change':
			return changeWords(shown, { event: event!, lang, site }, now);
	}
}

/** Of what is spoken, and how. */
interface Talk {
	readonly event: KindredEvent;
	readonly lang: string;
	readonly site: Site;
}

function changeWords(shown: Extract<Shown, { kind: 'change' }>, talk: Talk, now: string): PageWords {
	const { event, lang, site } = talk;
	const { event: words, person } = strings(lang, site);
	const { standing, problems } = shown;
	const { state } = rulesOf(event, now);
	const current = standing && say(words.change.current, { answer: words.headlines[stateOf(standing)] });
	const isOpen =
		state === 'open' || (state === 'closed' && standing !== undefined && standing.seat !== 'none');
	const lines = [
		current ?? '',
		...(standing ? standingLines({ ...shown, standing, changed: false }, talk) : []),
		state === 'open' ? words.change.text : words.refused[state],
	];
	return {
		title: problems ? person.problem : words.change.title,
		lines: lines.filter(Boolean),
		isOpen,
	};
}

type State = keyof ReturnType<typeof strings>['event']['headlines'];

/** A maybe about an invitation that is still open is a maybe; who was invited and has said nothing is invited. */
function stateOf(standing: Rsvp): State {
	const state = standingOf(standing);
	if (state === 'invited' && standing.answer === 'maybe') return 'maybe';
	return state === 'lapsed' && standing.answer === 'none' ? 'invited' : state;
}

interface Where {
	readonly standing: Rsvp;
	readonly changed: boolean;
	readonly place?: number | undefined;
	/** How many they wanted to bring. */
	readonly asked?: number;
}

/** Until when something is kept, how many wait before them, for how many the seat is. */
function standingLines(
	{ standing, changed, place = 1, asked = 0 }: Where,
	{ event, lang, site }: Talk,
): string[] {
	const words = strings(lang, site).event;
	const { until, guests, seat } = standing;
	const moment = until && momentInWords(until, event.zone, lang, 'long');
	if (seat === 'offered' || seat === 'invited')
		return moment ? [say(words.outcome[seat], { until: moment })] : [];
	const state = stateOf(standing);
	if (state === 'waiting') {
		const text = event.offer ? words.outcome.queued : words.outcome.waiting;
		return [say(text, { place: new Intl.NumberFormat(lang).format(place) })];
	}
	if (state === 'requested' || state === 'declined' || state === 'lapsed') return [words.outcome[state]];
	if (state === 'maybe' || state === 'no') return changed ? [words.outcome[state]] : [];
	if (state !== 'seated') return [];
	const party = guests ? say(formFor(words.letters.party, guests), { guests }) : '';
	const fewer = guests ? say(formFor(words.letters.fewer, guests), { asked, guests }) : words.letters.alone;
	return changed ? [words.outcome.seated, asked > guests ? fewer : party] : [party];
}

/** How much room there is, as far as a page knows it: one that was written in advance does not. */
export function roomInWords(
	{ capacity, waitlist }: Pick<KindredEvent, 'capacity' | 'waitlist'>,
	seats: { readonly free: number | undefined } | undefined,
	lang: string,
	site: Pick<Site, 'strings'>,
): string {
	if (capacity === undefined) return '';
	const { form } = strings(lang, site).event;
	if (seats?.free) return say(formFor(form.free, seats.free), { free: seats.free, capacity });
	const [withQueue, withoutQueue] =
		seats?.free === undefined ? [form.noteSeats, form.noteSeatsNoQueue] : [form.full, form.fullNoQueue];
	return say(formFor(waitlist ? withQueue : withoutQueue, capacity), { capacity });
}
