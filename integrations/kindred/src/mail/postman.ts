import type { Letter, Mailer, MailSwitch, OutgoingStore, Postman } from '../base/letter.ts';
import { after, type Instant } from '../base/time.ts';

/** How long to wait after the first, second, … failure, in minutes; the last one repeats. */
const PATIENCE = [1, 5, 30, 120, 360];
/** Providers forget an idempotency key after a day; a retry after that could be a second letter. */
const KEY_LIVES = { hours: 24 };
/** So many failures in a row mean that the carrier is down, not that a mailbox is. */
const DOWN = 3;

/** A letter that waits, as the store gives it out. */
export type Outgoing = Awaited<ReturnType<OutgoingStore['due']>>[number];

/** What became of the letters that were due. */
export interface Flushed {
	readonly sent: number;
	readonly queued: number;
	/** Letters that will never leave, and why. */
	readonly refused: readonly { readonly key: string; readonly reason: string }[];
}

/** A postman that can be sent out again for what still waits. */
export interface PatientPostman extends Postman {
	/** Hands over what is due. Ends early when nothing can be sent now (key, quota, nobody there); the rest stays. */
	flush(at?: Instant): Promise<Flushed>;
}

/**
 * Hands single letters over, one by one. A letter is kept before it is tried and deleted when it was taken,
 * so a crash at any instant loses none; its key makes the second try after a crash harmless where the
 * carrier knows keys.
 */
export function createPostman({
	mailer,
	outgoing,
	now,
	stopped = async () => undefined,
	forget = async () => {},
	refused = async () => {},
	left = async () => {},
}: {
	mailer: Mailer;
	outgoing: OutgoingStore;
	now: () => Instant;
	/** Whether all mail is stopped. Default: never. */
	stopped?: MailSwitch['stopped'];
	/** Where letters are kept as files. Default: nowhere. */
	forget?: Postman['forget'];
	/** A letter will never leave: told once, before it is given up. Default: nobody is told. */
	refused?: (key: string) => Promise<void>;
	/** A letter has left: told before it is deleted, so twice if the machine dies in between. Default: nobody is told. */
	left?: (letter: Letter, key: string) => Promise<void>;
}): PatientPostman {
	async function attempt({ key, letter, attempts }: Outgoing, at: Instant) {
		const handover = await mailer.send(letter, key);
		if (!handover.ok && handover.kind === 'rejected') await refused(key);
		if (handover.ok) await left(letter, key);
		if (handover.ok || handover.kind === 'rejected') await outgoing.handedOver(key);
		if (handover.ok) return { outcome: 'sent' as const, stop: false };
		if (handover.kind === 'rejected')
			return { outcome: 'refused' as const, stop: false, reason: handover.message };
		const minutes = PATIENCE[Math.min(attempts, PATIENCE.length - 1)]!;
		const again = after(at, {
			minutes: Math.max(minutes, Math.ceil((handover.retryAfterSeconds ?? 0) / 60)),
		});
		await outgoing.failed(key, handover.message, again);
		return { outcome: 'queued' as const, stop: handover.kind === 'stop' };
	}

	/** At most `most` letters: a visitor whose own letter just left does not wait for all others. */
	async function flush(at: Instant, most: number): Promise<Flushed> {
		const tally = { sent: 0, queued: 0, refused: [] as { key: string; reason: string }[] };
		let failures = 0;
		if ((await stopped()) !== undefined) return tally;
		for (let left = most; left > 0 && failures < DOWN; left--) {
			// One at a time: who takes a letter has it alone only for as long as one call lasts.
			const [next] = await outgoing.due(at, 1);
			if (!next) break;
			if (after(next.keptAt, KEY_LIVES) <= at) {
				await refused(next.key);
				await outgoing.handedOver(next.key);
				tally.refused.push({ key: next.key, reason: 'It could not be handed over within a day.' });
				continue;
			}
			const { outcome, stop, reason } = await attempt(next, at);
			if (outcome === 'refused') tally.refused.push({ key: next.key, reason });
			else tally[outcome]++;
			failures = outcome === 'queued' ? failures + 1 : 0;
			if (stop) break;
		}
		return tally;
	}

	async function handOver(letter: Letter, key: string) {
		const at = now();
		if ((await stopped()) !== undefined) {
			await outgoing.waits(key);
			return 'queued';
		}
		const { outcome } = await attempt({ key, letter, attempts: 0, keptAt: at }, at);
		// The carrier works again: good news for what still waits.
		if (outcome === 'sent') await flush(at, 3);
		return outcome;
	}

	return {
		async post(letter: Letter, key: string) {
			// Already there: another try is under way, or comes when it is due.
			return (await outgoing.keep(key, letter, now())) ? handOver(letter, key) : 'queued';
		},
		handOver,
		forget,
		flush: (at = now()) => flush(at, Number.POSITIVE_INFINITY),
	};
}
