import { canonicalJson } from '../base/hash.ts';
import {
	answerByLink,
	askToConfirm,
	checkInCode,
	companyOf,
	detailOf,
	filledFrom,
	findEvent,
	lookUp,
	openLink,
	problemsOf,
	readAnswer,
	readFilled,
	type Answer,
	type Company,
	type EventLink,
	type Filled,
	type Glance,
	type KindredEvent,
	type Outcome,
	type Problems,
	type Refusal,
	type Rsvp,
	type Secrets,
	type Wish,
} from '../event/index.ts';
import type { Kindred } from '../kindred.ts';
import { first, readEmail, type Desk, type Fields } from '../person/index.ts';
import { byAndBy } from './by-and-by.ts';
import { channelOf } from './form.ts';
import { visitorNetwork, type Visiting } from './visitor.ts';
import { evenly } from './waiting-letters.ts';

/** What the page about an answer shows. */
export type Shown =
	| {
			readonly kind: 'form';
			readonly problem?: 'no-address' | undefined;
			readonly problems?: Problems | undefined;
	  }
	| { readonly kind: 'asked' }
	| { readonly kind: 'confirm'; readonly wish: Wish }
	| {
			readonly kind: 'change';
			readonly standing: Rsvp | undefined;
			readonly place?: number | undefined;
			readonly problems?: Problems;
	  }
	| ({ readonly kind: 'answered'; readonly asked: number } & Extract<Outcome, { ok: true }>)
	| { readonly kind: 'refused'; readonly reason: Refusal | 'invalid' | 'expired' | 'no-event' };

export interface Visit {
	readonly lang: string;
	readonly token: string;
	/** In the language of the page where it exists. */
	readonly event: KindredEvent | undefined;
	readonly shown: Shown;
	/** What stands in the fields. */
	readonly filled: Filled;
	readonly seats: Pick<Glance, 'free' | 'waiting'> | undefined;
	readonly guest?: ForGuest | undefined;
}

/** What only somebody with a seat may see. */
interface ForGuest {
	readonly secrets: Secrets;
	readonly company: Company;
	/** To be shown at the door. */
	readonly code: string;
}

const statusOf: Partial<Record<Extract<Shown, { kind: 'refused' }>['reason'], number>> = {
	invalid: 400,
	expired: 410,
	'no-event': 404,
};

/** The HTTP status that goes with what is shown. */
export function visitStatus(shown: Shown): number {
	if (shown.kind === 'refused') return statusOf[shown.reason] ?? 409;
	return 'problems' in shown ? 400 : 200;
}

/** One request, and what it is about. */
interface Scene {
	readonly visit: Visiting;
	readonly fields: Fields;
	readonly isPost: boolean;
	readonly lang: string;
	readonly event: KindredEvent;
	/** The same in the site's language, whose words are kept. */
	readonly lead: KindredEvent;
	readonly glance: Glance;
	readonly house: Desk & Kindred;
}

/**
 * Takes one request to the page about answers: a GET or HEAD only looks, a POST with a token decides, a POST without one asks
 * the address to confirm. The answer in an address (`?answer=yes`, a button in a letter) is only what is chosen at first.
 *
 * @param languageOf picks a language the site has.
 */
export async function receive(
	visit: Visiting,
	fields: Fields,
	house: Desk & Kindred,
	languageOf: (asked: string | null | undefined) => string,
): Promise<Visit> {
	const { request } = visit;
	const query = new URL(request.url).searchParams;
	const said = (name: string) => first(fields, name) || (query.get(name) ?? '');
	const token = said('token');
	const link = token ? openLink(token, house.keys, house.now()) : undefined;
	const group = link ? (link.event ?? '') : said('event');
	const person = link?.ok && link.kind === 'answer' ? link.person : undefined;
	const known = await lookUp(group, person, house);
	const wished = link?.ok && link.kind === 'confirm' ? link.wish.lang : known?.event.lang;
	const lang = languageOf(said('lang') || wished);
	const chosen = readAnswer(said('answer'));
	if (!known) {
		const reason = link && !link.ok ? link.reason : 'no-event';
		const shown: Shown = { kind: 'refused', reason };
		return { lang, token, event: undefined, shown, filled: empty(chosen), seats: undefined };
	}
	const { events } = house.snapshot;
	const event = findEvent(events, group, [lang]) ?? known.event;
	const lead = findEvent(events, group, [house.site.lang]) ?? event;
	const isPost = request.method === 'POST';
	const scene: Scene = { visit, fields, isPost, lang, event, lead, glance: known, house };
	const shown = await (link ? withToken(token, link, scene) : withoutToken(scene));
	const filled = filledIn(scene, shown, chosen);
	return { lang, token, event, shown, filled, seats: known, guest: await forGuests(shown, scene) };
}

const empty = (answer: Answer | undefined): Filled => ({
	answer,
	guests: 0,
	answers: new Map(),
	comment: '',
	shown: false,
});

/** What was just typed and is not right yet; else what they said before, with the answer that was chosen since. */
function filledIn({ fields, event, lead, glance }: Scene, shown: Shown, chosen: Answer | undefined): Filled {
	if ('problems' in shown) return readFilled(fields, event);
	if (shown.kind === 'confirm') return filledFrom(shown.wish, event, lead);
	if (!glance.standing) return empty(chosen);
	const kept = filledFrom(glance.standing, event, lead);
	return { ...kept, answer: chosen ?? kept.answer };
}

async function withToken(token: string, link: EventLink, scene: Scene): Promise<Shown> {
	const { isPost, fields, event, lead, glance, house } = scene;
	const { standing, place } = glance;
	if (!link.ok) return { kind: 'refused', reason: link.reason };
	const isConfirm = link.kind === 'confirm';
	if (!isPost) return isConfirm ? { kind: 'confirm', wish: link.wish } : { kind: 'change', standing, place };
	// A form of ours has the field; one button alone says nothing about the rest.
	const filled = !isConfirm && fields.has('comment') ? readFilled(fields, event) : undefined;
	const problems = filled && problemsOf(filled, event, false);
	if (problems && Object.keys(problems).length) return { kind: 'change', standing, place, problems };
	const detail = filled && detailOf(filled, event, lead);
	const isNew = canonicalJson(detail ?? {}) !== canonicalJson(standing?.detail ?? {});
	const desk = { ...house, postman: byAndBy(house.postman) };
	const answered = await answerByLink(token, readAnswer(first(fields, 'answer')), desk, {
		guests: filled?.guests,
		detail: filled && isNew ? detail : undefined,
	});
	const asked = (isConfirm ? link.wish.guests : filled?.guests) ?? 0;
	return answered.ok
		? { kind: 'answered', asked, ...answered }
		: { kind: 'refused', reason: answered.reason };
}

async function withoutToken({ visit, fields, isPost, lang, event, lead, house }: Scene): Promise<Shown> {
	const { request } = visit;
	if (!isPost) return { kind: 'form' };
	// A person does not see this field; what fills it in hears the same and starts nothing.
	if (first(fields, 'website') !== '') return { kind: 'asked' };
	const read = readFilled(fields, event);
	const filled = { ...read, answer: read.answer ?? 'yes' };
	const problems = problemsOf(filled, event, true);
	const problem = readEmail(fields).ok ? undefined : ('no-address' as const);
	if (problem || Object.keys(problems).length) return { kind: 'form', problem, problems };
	const detail = detailOf(filled, event, lead);
	const form = {
		event: event.group,
		email: first(fields, 'email'),
		name: first(fields, 'name'),
		answer: filled.answer,
		guests: Math.min(filled.guests, event.guests) || undefined,
		detail: Object.keys(detail).length ? detail : undefined,
		lang,
		via: channelOf(request, fields),
		network: visitorNetwork(visit, house.site),
	};
	const outcome = await evenly((desk) => askToConfirm(form, desk), house);
	if (outcome === 'asked') return { kind: 'asked' };
	return outcome === 'no-address'
		? { kind: 'form', problem: outcome, problems: {} }
		: { kind: 'refused', reason: outcome };
}

/** The join link, the address and the other guests, for somebody whose link has proved that they have a seat. */
async function forGuests(shown: Shown, { event, lang, house }: Scene): Promise<ForGuest | undefined> {
	const standing = 'standing' in shown ? shown.standing : undefined;
	const isAhead = event.status !== 'cancelled' && house.now() < event.instants.end;
	if (standing?.seat !== 'seated' || !isAhead) return undefined;
	const company = await companyOf(event.group, standing.person, house.store, lang);
	const secrets = await house.store.events.secrets(event.group);
	const code = checkInCode(event.group, standing.person, house.keys);
	return company && { company, secrets: secrets ?? {}, code };
}
