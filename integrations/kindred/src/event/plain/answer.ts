import { clausesOf, type Clause } from './clauses.ts';
import { phrasesOf, plainForm, type Group, type Phrases } from './phrases.ts';
import type { Answer } from '../seats/rsvp.ts';

/** What somebody said in words of their own. */
export interface PlainAnswer {
	readonly answer: Answer;
	/** How many they bring, where they say so. */
	readonly guests?: number | undefined;
	/** They say no more than a word, which may answer another question: "No, thanks". */
	readonly bare?: true | undefined;
}

/** Who says more than this says more than yes or no: a letter, which its author has to read. */
const MOST_TEXT = 500;
const MOST_GUESTS = 20;

/** What one language makes of a text; `unclear`: it says something, but not for sure. */
type Reading = PlainAnswer | 'unclear' | undefined;

/**
 * Reads "count me in, +1" or "sadly can't make it", in the languages given and in English. Cautious on purpose: a condition, a
 * question, a yes beside a no or a negation that is not understood, and there is no answer. Then a person reads it. What takes
 * looking is bounded, so any text will do.
 *
 * @param text their own words, without what they quote and how they sign; see `trimReply`.
 * @param languages BCP 47: those of the reader and of the site.
 */
export function readPlainAnswer(text: string, languages: readonly string[]): PlainAnswer | undefined {
	if (text.length > 4 * MOST_TEXT || text.trim().length > MOST_TEXT) return undefined;
	const clauses = clausesOf(plainForm(text.trim()));
	const known = new Set([...languages, 'en'].flatMap((lang) => phrasesOf(lang) ?? []));
	const readings = [...known].flatMap((phrases) => readIn(clauses, phrases) ?? []);
	const [first, ...others] = readings;
	if (first === undefined || first === 'unclear') return undefined;
	const guests = readings.flatMap((one) => (one === 'unclear' ? [] : (one.guests ?? [])));
	const agree = others.every((one) => one !== 'unclear' && one.answer === first.answer);
	if (!agree || new Set(guests).size > 1) return undefined;
	const bare = readings.every((one) => one !== 'unclear' && one.bare);
	return {
		answer: first.answer,
		...(guests[0] === undefined ? {} : { guests: guests[0] }),
		...(bare ? { bare } : {}),
	};
}

function readIn(clauses: readonly Clause[], phrases: Phrases): Reading {
	const looks = clauses.map((clause) => ({ ...clause, ...lookAt(clause, phrases) }));
	const telling = looks.filter(({ said }) => said.size > 0);
	if (telling.length === 0) return undefined;
	const stated = looks.filter(({ asks }) => !asks);
	const answer = answerIn(telling);
	// "Am I coming?" says nothing, and with a condition nothing is sure.
	if (answer === undefined || telling.some(({ asks }) => asks)) return 'unclear';
	if (stated.some(({ has }) => has('if'))) return 'unclear';
	const around = stated.filter(({ sentence }) => telling.some((one) => one.sentence === sentence));
	if (around.some(({ has }) => has('others') || (answer === 'yes' && has('not')))) return 'unclear';
	if (answer !== 'maybe' && telling.some(({ others }) => others > MOST_OTHERS)) return 'unclear';
	const bare = telling.every((one) => one.bare) ? ({ bare: true } as const) : {};
	const besides = stated.reduce((sum, { said, others }) => sum + (said.size > 0 ? 0 : others), 0);
	if (bare.bare && besides > MOST_BESIDES[answer]) return 'unclear';

	const named = stated.flatMap(({ guests }) => guests);
	const isMany = around.some(({ many }) => many);
	if (answer !== 'yes') return named.length > 0 || isMany ? 'unclear' : { answer, ...bare };
	if (isMany && named.length === 0) return 'unclear';
	const guests = companions(named);
	return guests === 'unclear' ? 'unclear' : { answer, guests, ...bare };
}

/** The one answer of clauses that say something. A clause that is nothing but a hedge goes for its sentence: "perhaps, I'll come". */
function answerIn(telling: readonly (Clause & Look)[]): Answer | undefined {
	const hedged = new Set(telling.flatMap(({ hedges, sentence }) => (hedges ? [sentence] : [])));
	return joined(
		telling.flatMap(({ said, sentence }) =>
			hedged.has(sentence) ? [...said].filter((one) => one === 'maybe' || one === 'no') : [...said],
		),
	);
}

/** One answer of all that were found; nothing where they do not go together. */
function joined(said: readonly Said[]): Answer | undefined {
	const all = new Set(said);
	if (all.has('no')) return all.has('yes') || all.has('maybe') ? undefined : 'no';
	if (all.has('maybe')) return all.has('yes') ? undefined : 'maybe';
	return 'yes';
}

/** A number says it all: "+1, my wife" is one. Without one, each who is named counts. */
function companions(named: readonly number[]): number | 'unclear' | undefined {
	const numbers = new Set(named.filter((count) => count !== ONE));
	const [number] = numbers;
	const guests = number ?? (named.length > 0 ? named.length : undefined);
	const isClear = numbers.size <= 1 && !named.some(Number.isNaN) && (guests ?? 0) <= MOST_GUESTS;
	return isClear ? guests : 'unclear';
}

/** Somebody who is named, and so is one. Told apart from a number 1. */
const ONE = 0.5;

type Said = 'yes' | 'no' | 'maybe' | 'wish';

/** What stands in a clause. */
interface Look {
	readonly said: ReadonlySet<Said>;
	/** Companions: numbers, and `ONE` for each who is named. */
	readonly guests: readonly number[];
	/** Of several people who are not counted: "we", "with friends". */
	readonly many: boolean;
	/** It says perhaps and nothing else, as in "perhaps, I'll come". */
	readonly hedges: boolean;
	/** A word that may answer any question. */
	readonly bare: boolean;
	/** How many words it has besides. */
	readonly others: number;
	has(group: Group): boolean;
}

/** With more words beside it a yes or a no is about something else: "I can't come by car". */
const MOST_OTHERS = 1;
/** A perhaps that does not speak of coming is no longer than this. */
const MOST_VAGUE = 4;
/** Whoever says yes or perhaps, and nothing more of coming, says little else. */
const MOST_BESIDES = { yes: 8, no: 8, maybe: 3 } as const;
/** So many letters are about a word where there are no blanks. */
const WORD = 4;

function wordsIn(text: string, isSpaced: boolean): number {
	const words = text.match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
	return isSpaced ? words.length : words.join('').length / WORD;
}

/** Takes the phrases out of a clause, the telling ones first, so that no word counts twice. */
function lookAt({ text }: Clause, { find, numberOf, isSpaced }: Phrases): Look {
	let rest = text;
	const guests: number[] = [];
	const take = (group: Group, found?: (number: string | undefined) => void): boolean => {
		let any = false;
		rest = rest
			.replace(find[group], (...match) => {
				any = true;
				// Behind the match stand its groups, of which one has the number, then its place.
				found?.(match.slice(1, -2).find((one): one is string => typeof one === 'string'));
				return ' · ';
			})
			.replace(/ {2,}/g, ' ');
		return any;
	};
	const count = (less: number) => (number: string | undefined) => {
		guests.push((number === undefined ? Number.NaN : (numberOf(number) ?? Number.NaN)) - less);
	};
	take('idle');
	rest = rest.replace(/(?<![\p{L}\p{N}+])\+ ?(\d{1,2})(?![\p{L}\p{N}]| ?\d)/gu, (_, number: string) => {
		guests.push(Number(number));
		return ' · ';
	});
	const comes = take('allComing', count(1));
	take('all', count(1));
	take('more', count(0));
	take('one', () => guests.push(ONE));
	const alone = (['noAlone', 'maybeAlone', 'yesAlone'] as const).filter((group) =>
		holds(find[group], rest.replace(/ ?· ?/g, ' ').trim()),
	);
	const many = alone.length === 0 && holds(find.many, rest);
	const found = new Set<Said>(alone.map((group) => group.replace('Alone', '') as Said));
	if (comes) found.add('yes');
	const isAboutComing = holds(find.come, text);
	if (take('unsure') || (isAboutComing && take('hoping'))) found.add('maybe');
	for (const group of ['no', 'maybe'] as const) if (take(group)) found.add(group);
	const hedges = found.has('maybe') && !/[\p{L}\p{N}]/u.test(rest);
	for (const group of ['yes', 'wish'] as const) if (take(group)) found.add(group);
	// "Perhaps I'll come": in one clause the hedge is about the yes.
	if (found.has('maybe') && !found.has('no')) for (const yes of ['yes', 'wish'] as const) found.delete(yes);
	const left = alone.length > 0 ? '' : rest;
	const others = wordsIn(left.replace(find.filler, ' '), isSpaced);
	const isBare = (alone.length > 0 || found.has('maybe')) && !isAboutComing;
	const isVague =
		isBare && found.has('maybe') && wordsIn(text.replace(find.filler, ' '), isSpaced) > MOST_VAGUE;
	return {
		said: isVague ? new Set() : found,
		guests,
		many,
		hedges,
		others,
		bare: isBare,
		has: (group) => holds(find[group], left),
	};
}

function holds(expression: RegExp, text: string): boolean {
	expression.lastIndex = 0;
	return expression.test(text);
}
