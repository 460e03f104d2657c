import type { Instant } from '../../base/time.ts';
import type { Told } from '../told.ts';

/** The answers to an invitation, as iCalendar has them (ACCEPTED, TENTATIVE, DECLINED). */
export const answers = ['yes', 'maybe', 'no'] as const;
/** One of the answers. */
export type Answer = (typeof answers)[number];
/**
 * What the host does about one guest: says yes or no to a request, adds or removes somebody, keeps a seat for somebody they
 * invite, puts somebody at the head of the queue.
 */
export const hostActs = ['approve', 'decline', 'add', 'remove', 'invite', 'first'] as const;
/** One of the host's acts. */
export type HostAct = (typeof hostActs)[number];
/**
 * What somebody holds. `seated`: a seat. `offered` and `invited`: a seat kept for them until a moment, because it came free while
 * they waited, or because the author asked them. `waiting`: a place in the queue. `requested`: they asked, and the author has not
 * said yet. `none`: nothing.
 */
export type Seat = 'seated' | 'offered' | 'invited' | 'waiting' | 'requested' | 'none';

/** One person's answer to one event, and the seat it holds. */
export interface Rsvp {
	readonly person: number;
	/** `none`: they were invited and have not answered, or the host has said no to them. */
	readonly answer: Answer | 'none';
	readonly seat: Seat;
	/** How many they bring along. */
	readonly guests: number;
	/** The place in the queue, smaller is sooner; only while waiting. */
	readonly position?: number | undefined;
	/** Until when a seat is held for them; only while it is offered, or they are invited. */
	readonly until?: Instant | undefined;
	/** The author asked them: they may say yes to an event that is by invitation, and need no approval. */
	readonly invited?: true | undefined;
	/** When the answer that holds was given, or taken back by the host. What was said before it counts no more. */
	readonly answeredAt: Instant;
	readonly detail?: Detail | undefined;
	/** What they were told of the event, the last time. */
	readonly told?: Told | undefined;
}

/** What else a guest said. Erased some time after the event. */
export interface Detail {
	/** Their answers to the event's questions, by the question's id. */
	readonly answers?: Readonly<Record<string, string>> | undefined;
	/** A word to the host. */
	readonly comment?: string | undefined;
	/** Other guests may see their name. */
	readonly shown?: true | undefined;
}

/** What the decision has to know of the event, as its file says it on this day. */
export interface Rules {
	readonly capacity?: number | undefined;
	readonly waitlist: boolean;
	/** Who may say yes; see `KindredEvent`. */
	readonly entry: 'open' | 'approval' | 'invitation';
	/** How many each may bring. */
	readonly guests: number;
	/** For how long a seat that came free is offered; nothing: it is given at once. */
	readonly offerMinutes?: number | undefined;
	/** When it begins: no offer lasts longer. */
	readonly begins?: Instant | undefined;
	/** `open`: everything goes. `closed`: nobody new; seats can be given back. `over`: nothing changes any more. */
	readonly state: 'open' | 'closed' | 'over' | 'cancelled' | 'not-asked';
}

/** One act as it is put to the decision; an answer comes with `guests` companions. */
export interface Ask {
	readonly person: number;
	readonly act: Answer | HostAct;
	readonly guests: number;
	/** When it was said: an older answer than the one that holds changes nothing. */
	readonly at: Instant;
	readonly detail?: Detail | undefined;
	/** An answer that nobody asked for, from whom an invitation was passed on to: the author has to say yes. */
	readonly uncalled?: boolean | undefined;
	/** Of an invitation: until when the seat is kept. Nothing: none is kept, they only may say yes. */
	readonly until?: Instant | undefined;
}

/** Why an answer was not taken. */
export type Refusal = 'full' | 'closed' | 'over' | 'cancelled' | 'not-asked' | 'not-invited';

/** What is to be written, whether the act was taken or not: offers that have run out meanwhile are given on in any case. */
export interface Written {
	/** Only the rows that are new or change. */
	readonly rows: readonly Rsvp[];
	/** Who else moved up, in order. */
	readonly promoted: readonly number[];
	/** Whose offer or invitation had run out before. */
	readonly lapsed: readonly number[];
}

/** What became of one act. */
export type Decision = Written &
	(
		| {
				readonly ok: true;
				readonly standing: Rsvp;
				/** False for the same again, for an answer that came too late, and for an act that means nothing to this guest. */
				readonly changed: boolean;
		  }
		| { readonly ok: false; readonly reason: Refusal; readonly standing?: Rsvp | undefined }
	);
