import type { Generated } from 'kysely';
import type { Instant, Json } from './schema.ts';

/** One person's answer to one event, and the seat it holds. */
export interface RsvpTable {
	event: string;
	person_id: number;
	answer: string;
	seat: string;
	guests: number;
	/** Place in the queue of those who wait; nothing for everybody else. */
	position: number | null;
	answered_at: Instant;
	updated_at: Instant;
	/** Until when the seat is held for them, where it is offered or an invitation is open. */
	until: Instant | null;
	invited: Generated<number>;
	/** What else they said: answers to questions, a comment, whether their name may be shown. */
	detail: Json | null;
	/** What they were told of the event, the last time: see `event/told.ts`. */
	told: Json | null;
}

/** What was announced of an event, and with which SEQUENCE (RFC 5545 section 3.8.7.4). */
export interface AnnouncementTable {
	event: string;
	sequence: number;
	/** Nothing: none of its plans was carried out yet. */
	facts: Json | null;
	/** The hash of the plan its author said yes to, until it is carried out. */
	approved: string | null;
	/** The author's own words to the guests of an event that is called off, until they are told. */
	words: string | null;
	/** When what its guests had said was erased. */
	faded_at: Instant | null;
	updated_at: Instant;
}

/** Whom to invite to an event, in which order and why. */
export interface InvitationTable {
	event: string;
	person_id: number;
	/** Smaller is sooner. */
	position: number;
	/** `listed`, `open`, `answered` or `lapsed`. */
	state: string;
	/** Why they are on the list, for the author's eyes. */
	reason: Json;
	/** The wave they were invited with, from 1. */
	wave: number | null;
	/** Until when it holds, once it was sent. */
	until: Instant | null;
	updated_at: Instant;
}

/** How the list of those to invite to an event is to be carried out, and how far that is. */
export interface InvitationPlanTable {
	event: string;
	/** How long, how many at once, in which words. */
	terms: Json;
	/** The list and the terms that its author said yes to. */
	approved: Json | null;
	/** How many waves went out. */
	wave: number;
	/** How long those of the first wave had. */
	minutes: number | null;
	/** When the list rolled on the last time; nothing once somebody has changed it. */
	rolled_at: Instant | null;
}

/** What only the guests of an event may see. */
export interface EventPrivateTable {
	event: string;
	join_url: string | null;
	address: string | null;
	note: string | null;
	updated_at: Instant;
}
