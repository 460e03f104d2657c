import { after, type Instant } from '../base/time.ts';
import type { Mailer } from '../base/letter.ts';
import type { InboxHouse } from './index.ts';

/** What is told of a letter that left. */
export interface LetterWord {
	/** The provider's own id for it. */
	readonly providerId: string;
	/** Without angle brackets. */
	readonly messageId?: string | undefined;
	/** Addresses, normalised. */
	readonly to: readonly string[];
	/** Our labels; none where the letter is not ours. */
	readonly tags: Readonly<Record<string, string>>;
	readonly reason: string;
	readonly at: Instant;
}

/** The ids of letters, and what of the ledger knows them. */
export interface LearningHouse {
	readonly site: Pick<InboxHouse['site'], 'from'>;
	readonly store: Pick<InboxHouse['store'], 'messageIds'> & {
		readonly replies: Pick<InboxHouse['store']['replies'], 'place' | 'rememberPlace'>;
		readonly deliveries: { hear(word: LetterWord, at: Instant): Promise<unknown> };
	};
	readonly mailer: Pick<Mailer, 'taken'>;
	now(): Instant;
}

const PLACE = 'resend-sent';
/** Who answers does so within weeks, or by a signed address. */
const FIRST_TIME = { days: -30 };
/** Letters are not listed strictly in their order. */
const OVERLAP = { hours: -1 };
/** A round asks for so many, fifty pages, and no more: for larger lists there is the webhook. */
const MOST = 5000;

/**
 * A single letter got an id on its way. Letters without our labels are not ours: an account may write for several sites.
 */
export async function learnLetter(
	{ messageId, to, tags, at }: Pick<LetterWord, 'messageId' | 'to' | 'tags' | 'at'>,
	{ messageIds }: LearningHouse['store'],
): Promise<void> {
	if (messageId === undefined || tags['stream'] === undefined) return;
	for (const one of to) await messageIds.remember({ messageId, to: one, thing: tags['thing'], at });
}

/**
 * Asks the carrier what its letters are called on their way, those since the last time, newest first. Says how many were
 * learnt. A carrier that keeps no list has left them their own ids.
 */
export async function learnMessageIds({ site, store, mailer, now }: LearningHouse): Promise<number> {
	if (!mailer.taken) return 0;
	const place = await store.replies.place(PLACE);
	const since = place === undefined ? after(now(), FIRST_TIME) : after(place, OVERLAP);
	let newest: Instant | undefined;
	let count = 0;
	for await (const { id, messageId, from, to, at } of mailer.taken()) {
		if (at < since || count >= MOST) break;
		newest ??= at;
		if (messageId === undefined || from !== site.from.email) continue;
		const word = { providerId: id, messageId, to: [to], tags: {}, reason: '', at };
		const line = await store.deliveries.hear(word, now());
		if (line === undefined) await store.messageIds.remember({ messageId, to, at });
		count++;
	}
	if (newest !== undefined) await store.replies.rememberPlace(PLACE, newest);
	return count;
}
