import { dayOf, type Instant } from '../base/time.ts';
import type { Reply } from '../reply/index.ts';
import { printable } from './io.ts';
import type { Desk } from './open.ts';
import { titleOf } from './person-print.ts';
import { written } from './reply-find.ts';

/** So much of a reply stands in a list. */
const FIRST_WORDS = 60;

/** What people wrote, newest first, one line each. */
export function replyLines(replies: readonly Reply[], { site }: Pick<Desk, 'site'>): string {
	const lines = replies.map((reply) => {
		const { id, at, from, kind, verified, about } = reply;
		const mark = kind === 'human' ? (verified ? ' ' : '?') : kind;
		return `${String(id).padStart(5)}  ${dayOf(at, site.zone)}  ${from}  ${mark}  ${about ?? ''}  ${firstWords(reply)}`;
	});
	return lines.length ? printable(`${lines.join('\n')}\n`) : 'Nobody has written yet.\n';
}

/** Somebody who is owed an answer. */
export type Waiting = Reply & { readonly name: string; readonly days: number };

/** Everybody who is owed an answer, oldest first, with what they are called and since how many days they wait. */
export async function whoWaits({ store, now }: Pick<Desk, 'store' | 'now'>): Promise<readonly Waiting[]> {
	const waiting = [];
	for (const reply of await store.replies.list({ waiting: true })) {
		const person = reply.person === undefined ? undefined : await store.people.byId(reply.person);
		waiting.push({ ...reply, name: person?.name ?? '', days: daysBetween(reply.at, now()) });
	}
	return waiting;
}

/** The same as text: who, since when and about what, and in a second line their first words. */
export function waitingLines(waiting: readonly Waiting[], { snapshot }: Pick<Desk, 'snapshot'>): string {
	if (!waiting.length) return 'Nobody waits for an answer.\n';
	const lines = waiting.flatMap((reply) => {
		const { id, name, from, about, days, verified, kind } = reply;
		const facts = [
			written({ name, email: from }),
			about && (titleOf(snapshot, about) ?? about),
			!verified && 'unverified',
			kind !== 'human' && kind,
		].filter(Boolean);
		return [
			`${String(id).padStart(5)}  ${waits(days).padStart(8)}  ${facts.join(' · ')}`,
			`${' '.repeat(17)}${firstWords(reply)}`,
		];
	});
	return printable(`${lines.join('\n')}\n`);
}

/** `today`, `1 day`, `12 days`. */
export const waits = (days: number): string => (days === 0 ? 'today' : days === 1 ? '1 day' : `${days} days`);

/** Whole days of 24 hours. */
export const daysBetween = (from: Instant, to: Instant): number =>
	Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000));

function firstWords({ text }: Pick<Reply, 'text'>): string {
	const words = text
		.slice(0, FIRST_WORDS * 10)
		.replace(/\s+/g, ' ')
		.trim();
	const some = [...words].slice(0, FIRST_WORDS).join('');
	return some.length < words.length ? `${some}…` : some;
}
