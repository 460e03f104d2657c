import {
	answerByLink,
	askToConfirm,
	lookUp,
	openLink,
	readAnswer,
	type EventLink,
	type Outcome,
	type Refusal,
	type Rsvp,
} from '../event/index.ts';
import type { Kindred } from '../kindred.ts';
import { first, type Desk, type Fields } from '../person/index.ts';
import { channelOf } from './form.ts';
import { visitorNetwork, type Visiting } from './visitor.ts';
import { evenly } from './waiting-letters.ts';

/** What the page about an answer shows. */
export type Shown =
	| { readonly kind: 'form'; readonly problem?: 'no-address' }
	| { readonly kind: 'asked' }
	| { readonly kind: 'confirm'; readonly answer: Rsvp['answer'] }
	| { readonly kind: 'change'; readonly standing: Rsvp | undefined }
	| ({ readonly kind: 'answered' } & Extract<Outcome, { ok: true }>)
	| { readonly kind: 'refused'; readonly reason: Refusal | 'invalid' | 'expired' | 'no-event' };

export interface Visit {
	readonly group: string;
	readonly lang: string;
	readonly token: string;
	readonly link: EventLink | undefined;
	readonly shown: Shown;
	readonly seats: { readonly free: number | undefined; readonly waiting: number } | undefined;
}

const statusOf: Partial<Record<Extract<Shown, { kind: 'refused' }>['reason'], number>> = {
	invalid: 400,
	expired: 410,
	'no-event': 404,
};

/** The HTTP status that goes with what is shown. */
export function visitStatus(shown: Shown): number {
	if (shown.kind === 'refused') return statusOf[shown.reason] ?? 409;
	return shown.kind === 'form' && shown.problem ? 400 : 200;
}

/**
 * Takes one request to the page about answers: a GET or HEAD only looks, a POST with a token decides, a POST without one asks
 * the address to confirm.
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
	const token = first(fields, 'token') || (query.get('token') ?? '');
	const link = token ? openLink(token, house.keys, house.now()) : undefined;
	const group = link?.ok ? link.event : first(fields, 'event') || (query.get('event') ?? '');
	const person = link?.ok && link.kind === 'answer' ? link.person : undefined;
	const known = await lookUp(group, person, house);
	const wished =
		link?.ok && link.kind === 'confirm' ? link.wish.lang : first(fields, 'lang') || query.get('lang');
	const lang = languageOf(wished || known?.event.lang);
	const isPost = request.method === 'POST';
	const shown = await (link
		? withToken(token, link, isPost, fields, known?.standing, house)
		: withoutToken(visit, fields, Boolean(known), lang, house));
	const seats = known && { free: known.free, waiting: known.waiting };
	return { group, lang, token, link, shown, seats };
}

async function withToken(
	token: string,
	link: EventLink,
	isPost: boolean,
	fields: Fields,
	standing: Rsvp | undefined,
	house: Kindred,
): Promise<Shown> {
	if (!link.ok) return { kind: 'refused', reason: link.reason };
	if (!isPost)
		return link.kind === 'confirm'
			? { kind: 'confirm', answer: link.wish.answer }
			: { kind: 'change', standing };
	const answered = await answerByLink(token, readAnswer(first(fields, 'answer')), house);
	return answered.ok ? { kind: 'answered', ...answered } : { kind: 'refused', reason: answered.reason };
}

async function withoutToken(
	visit: Visiting,
	fields: Fields,
	hasEvent: boolean,
	lang: string,
	house: Desk & Kindred,
): Promise<Shown> {
	const { request } = visit;
	if (!hasEvent) return { kind: 'refused', reason: 'no-event' };
	if (request.method !== 'POST') return { kind: 'form' };
	// A person does not see this field; what fills it in hears the same and starts nothing.
	if (first(fields, 'website') !== '') return { kind: 'asked' };
	const form = {
		event: first(fields, 'event'),
		email: first(fields, 'email'),
		name: first(fields, 'name'),
		answer: readAnswer(first(fields, 'answer')) ?? 'yes',
		lang,
		via: channelOf(request, fields),
		network: visitorNetwork(visit, house.site),
	};
	const outcome = await evenly((desk) => askToConfirm(form, desk), house);
	if (outcome === 'asked') return { kind: 'asked' };
	return outcome === 'no-address' ? { kind: 'form', problem: outcome } : { kind: 'refused', reason: outcome };
}
