import { cleanText, first, type Fields } from '../person/index.ts';
import type { KindredEvent, Question } from './event.ts';
import { readAnswer } from './link.ts';
import type { Answer, Detail, Rsvp } from './seats/rsvp.ts';

/** The longest answer to a question, and the longest word to the host, in UTF-16 units as `maxlength` counts them. */
export const MOST_ANSWER = 200;
export const MOST_COMMENT = 500;
/** What may travel in a link, as UTF-8: links beyond 2,000 characters break in some mail programs. */
const LINK_BYTES = 750;

/** What stands in the fields of a form that answers an event. */
export interface Filled {
	readonly answer?: Answer | undefined;
	readonly guests: number;
	/** By the question's id, in the words of the form. */
	readonly answers: ReadonlyMap<string, string>;
	readonly comment: string;
	readonly shown: boolean;
}

/** Why a field was not taken. */
export type Problem = 'missing' | 'unknown' | 'tooLong';
/** The problems of a form, by the name of the field. */
export type Problems = Readonly<Record<string, Problem>>;

/** The name of the field that asks a question. */
export function fieldOf({ id }: Pick<Question, 'id'>): string {
	return `question-${id}`;
}

/** What a form sent, as far as this event asks for it; everything else that was sent is left alone. */
export function readFilled(fields: Fields, event: KindredEvent): Filled {
	const { questions } = event;
	// How many they may bring is decided later: the host may have given somebody more.
	const brings = /^\d{1,2}$/.test(first(fields, 'guests')) ? Number(first(fields, 'guests')) : 0;
	// More than is taken, so that what is too long is told and not cut.
	const text = (name: string, most: number) => cleanText(first(fields, name), most * 4);
	return {
		answer: readAnswer(first(fields, 'answer')),
		guests: brings,
		answers: new Map(questions.map((question) => [question.id, text(fieldOf(question), MOST_ANSWER)])),
		comment: text('comment', MOST_COMMENT),
		shown: first(fields, 'shown') !== '',
	};
}

/** What is wrong with a form. `sealed`: it has to fit in a link, since its sender is not known yet. */
export function problemsOf(filled: Filled, event: KindredEvent, sealed: boolean): Problems {
	const { answers, comment, answer } = filled;
	const wrong = event.questions.flatMap((question) => {
		const problem = problemOf(answers.get(question.id) ?? '', question, answer);
		return problem ? [[fieldOf(question), problem] as const] : [];
	});
	if (comment.length > MOST_COMMENT) wrong.push(['comment', 'tooLong']);
	if (!wrong.length && sealed && Buffer.byteLength(JSON.stringify([...answers, comment])) > LINK_BYTES)
		wrong.push([longestOf(filled, event), 'tooLong']);
	return Object.fromEntries(wrong);
}

function problemOf(
	text: string,
	{ choices, required }: Question,
	answer: Answer | undefined,
): Problem | undefined {
	if (text === '') return required && answer === 'yes' ? 'missing' : undefined;
	if (choices) return choices.includes(text) ? undefined : 'unknown';
	return text.length > MOST_ANSWER ? 'tooLong' : undefined;
}

function longestOf({ answers, comment }: Filled, { questions }: KindredEvent): string {
	const texts: [string, string][] = questions
		.filter(({ choices }) => !choices)
		.map((question) => [fieldOf(question), answers.get(question.id) ?? '']);
	const longest = [...texts, ['comment', comment] as const].sort(
		([, one], [, other]) => Buffer.byteLength(other) - Buffer.byteLength(one),
	);
	return longest[0]![0];
}

/**
 * What is kept of a form. A choice is kept in the words of `lead`, the event in the site's language, so that the host can count
 * them whatever language they were made in.
 */
export function detailOf(
	{ answers, comment, shown }: Filled,
	event: KindredEvent,
	lead: KindredEvent,
): Detail {
	const said = event.questions.flatMap((question) => {
		const text = answers.get(question.id);
		return text ? [[question.id, inWordsOf(lead, question, text)] as const] : [];
	});
	return {
		...(said.length ? { answers: Object.fromEntries(said) } : {}),
		...(comment ? { comment } : {}),
		...(shown ? { shown } : {}),
	};
}

/** What stands in the form of somebody who has answered. */
export function filledFrom(
	{
		answer,
		guests = 0,
		detail = {},
	}: Pick<Rsvp, 'answer' | 'detail'> & { readonly guests?: number | undefined },
	event: KindredEvent,
	lead: KindredEvent,
): Filled {
	const { answers = {}, comment = '', shown = false } = detail;
	const asked = lead.questions.filter(({ id }) => Object.hasOwn(answers, id));
	return {
		answer: answer === 'none' ? undefined : answer,
		guests,
		answers: new Map(
			asked.map((question) => [question.id, inWordsOf(event, question, answers[question.id]!)]),
		),
		comment,
		shown,
	};
}

/** A choice of one language in the words of another: the one at the same place. Any other text is itself. */
function inWordsOf(event: KindredEvent, { id, choices }: Question, text: string): string {
	const others = event.questions.find((question) => question.id === id)?.choices;
	return (choices?.length === others?.length ? others?.[choices!.indexOf(text)] : undefined) ?? text;
}
