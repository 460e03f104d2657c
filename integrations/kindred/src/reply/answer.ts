import type { Instant } from '../base/time.ts';
import type { KeyedLetter, NewInteraction, Person } from '../person/index.ts';
import type { Reply } from './index.ts';

/** What the author wrote to a person, as it is kept. */
export interface Answer {
	readonly id: number;
	readonly person: number;
	/** The reply it answers, where it answers one. */
	readonly reply?: number | undefined;
	/** Without angle brackets. A provider may have given the letter another one. */
	readonly messageId?: string | undefined;
	/** What makes two copies of it one: the same words to the same reply, or the same mail to the same person. */
	readonly contentHash: string;
	readonly at: Instant;
	readonly subject: string;
	readonly text: string;
	/** `command`: by `kindred reply answer`. `mail`: by a mail program. `refused`: it never left, for nobody would carry it. */
	readonly by: 'command' | 'mail' | 'refused';
}

/** What the author's answers have to be kept in. */
export interface AnswerStore {
	/**
	 * Keeps an answer, writes the log about it and keeps its letter to be handed over: all or nothing. `known`: it was kept
	 * before, whoever was first. `gone`: the person was forgotten.
	 */
	keep(
		answer: Omit<Answer, 'id'>,
		at: Instant,
		also: { readonly log: NewInteraction; readonly letter?: KeyedLetter | undefined },
	): Promise<'kept' | 'known' | 'gone'>;
	/** Nobody will carry the letter with this key: what it answers waits again. Keys of other letters do nothing. */
	refused(key: string): Promise<void>;
	/** The first one with one of these message ids, in the order of the ids. */
	byMessageId(ids: readonly string[]): Promise<Answer | undefined>;
	/** Everything the author wrote to a person, oldest first. */
	to(person: number): Promise<readonly Answer[]>;
	/** Logs an acknowledgement and keeps its letter, unless one was logged since `since`. */
	acknowledge(log: NewInteraction, letter: KeyedLetter, since: Instant): Promise<boolean>;
}

/** Why a reply is not answered: a program wrote it, it names nobody, or whoever wrote it is never to be written to again. */
export type NoAnswer = 'machine' | 'nobody' | 'forgotten' | 'complained';

/** Why this reply cannot be answered; nothing when it can. `suppressed`: its address is on the list of those never to be written to. */
export function whyNoAnswer(
	{ kind, from }: Pick<Reply, 'kind' | 'from'>,
	person: Person | undefined,
	suppressed: boolean,
): NoAnswer | undefined {
	if (kind === 'bounce' || kind === 'complaint' || kind === 'auto-reply' || kind === 'vacation')
		return 'machine';
	if (!person || !from) return 'nobody';
	if (person.state === 'complained') return 'complained';
	if (person.state === 'forgotten' || suppressed) return 'forgotten';
	return undefined;
}

/** The key that makes an answer one letter, however often and by whomever it is handed over. */
export const answerKey = (contentHash: string): string => `answer:${contentHash}`;
