import type { Generated } from 'kysely';
import type { ChunkTable, DeliveryTable, PlanPartTable, PlanTable, RunTable } from './digest-schema.ts';
import type {
	AnnouncementTable,
	EventPrivateTable,
	InvitationPlanTable,
	InvitationTable,
	RsvpTable,
} from './event-schema.ts';
import type { NetworkTable, SignupTable, SuppressionTable, WaitingTable } from './stranger-tables.ts';

/** The two databases a store can live in. */
export type Engine = 'sqlite' | 'postgres';

/**
 * An instant as `2031-05-17T19:00:00.000Z`, always 24 characters of UTC, so that text order is time order.
 */
export type Instant = string;
/** A value written by `JSON.stringify`. */
export type Json = string;
/** A boolean: SQLite has none. */
type Flag = 0 | 1;

/**
 * Somebody we know. The row survives a `forget` empty, with state `forgotten`, so that counts still add
 * up.
 */
export interface PersonTable {
	id: Generated<number>;
	/** `contact`, `awaiting-approval`, `subscribed`, `left`, `bounced`, `complained` or `forgotten`. */
	state: string;
	name: string | null;
	/** BCP-47 tags, best first. */
	languages: Json;
	/** What they chose to read about; empty is everything. */
	topics: Json;
	frequency: string;
	/** IANA time zone. */
	zone: string | null;
	circle: string;
	/** The channel they came through. */
	via: string | null;
	created_at: Instant;
	updated_at: Instant;
}

/** A normalised mail address and whose it is. */
export interface AddressTable {
	email: string;
	person_id: number;
	is_primary: Flag;
	created_at: Instant;
}

/** The append-only log of what happened between a person and us. A `key` makes writing it twice harmless. */
export interface InteractionTable {
	id: Generated<number>;
	person_id: number;
	at: Instant;
	kind: string;
	/** What it was about: the id of a post, an event, a digest, a reply. */
	subject: string | null;
	detail: Json;
	key: string | null;
}

/** A single letter that is decided but not handed over yet. The row goes when the provider has it. */
export interface OutgoingTable {
	id: Generated<number>;
	key: string;
	letter: Json;
	not_before: Instant;
	attempts: number;
	last_error: string | null;
	created_at: Instant;
}

/** A mail somebody wrote to us, filed under a person and what it is about. */
export interface ReplyTable {
	id: Generated<number>;
	message_id: string | null;
	content_hash: string;
	person_id: number | null;
	forwarded_by: number | null;
	from_email: string;
	at: Instant;
	subject: string;
	text: string;
	quoted: string;
	signature: string;
	kind: string;
	reason: string;
	about: string | null;
	verified: Flag;
	raw: string | null;
	created_at: Instant;
	/** By what it was matched, and how sure that is in percent. */
	rung: string | null;
	confidence: number | null;
	/** How its sender was proved. */
	proof: Json | null;
	/** The articles it speaks of, and its answers beside what they answer. */
	items: Json | null;
	pairs: Json | null;
	attachments: Json | null;
	/** The day somebody who is away is back. */
	back: string | null;
	/** When our receiving server took it; floods are counted by it. */
	received_at: Instant | null;
}

/** What the author wrote to a person: by command, or in a mail program. */
export interface AnswerTable {
	id: Generated<number>;
	person_id: number;
	/** The reply it answers. */
	reply_id: number | null;
	message_id: string | null;
	content_hash: string;
	at: Instant;
	subject: string;
	text: string;
	by: string;
	created_at: Instant;
}

/** An address that may be another one of a person; the author says whether it is. */
export interface ProposalTable {
	id: Generated<number>;
	person_id: number;
	email: string;
	reply_id: number | null;
	reason: string;
	state: string;
	at: Instant;
}

/** A single letter that left, by the id it got on the way: an answer names it. */
export interface SentLetterTable {
	message_id: string;
	person_id: number;
	about: string | null;
	at: Instant;
}

/** Whose the id of somebody is who was merged with another: links and addresses that were signed for it still count. */
export interface MergedTable {
	id: number;
	person_id: number;
}

/** What was dealt with already and left nothing else: webhook calls, and mails that were commands. */
export interface WebhookSeenTable {
	id: string;
	at: Instant;
}

/** Small facts the store remembers for itself. */
export interface SettingTable {
	key: string;
	value: string;
}

/** Which migrations this store has had. Written by `migrate` only. */
export interface MigrationTable {
	version: number;
	name: string;
	at: Instant;
}

/** Every table of the store, for `Kysely<Tables>`. */
export interface Tables {
	person: PersonTable;
	address: AddressTable;
	signup: SignupTable;
	network: NetworkTable;
	waiting: WaitingTable;
	suppression: SuppressionTable;
	interaction: InteractionTable;
	outgoing: OutgoingTable;
	plan: PlanTable;
	plan_part: PlanPartTable;
	run: RunTable;
	chunk: ChunkTable;
	delivery: DeliveryTable;
	rsvp: RsvpTable;
	event_private: EventPrivateTable;
	announcement: AnnouncementTable;
	invitation: InvitationTable;
	invitation_plan: InvitationPlanTable;
	reply: ReplyTable;
	answer: AnswerTable;
	proposal: ProposalTable;
	sent_letter: SentLetterTable;
	merged: MergedTable;
	webhook_seen: WebhookSeenTable;
	setting: SettingTable;
	migration: MigrationTable;
}

/** The tables by name, those that are pointed at before those that point. */
export const TABLE_NAMES = [
	'migration',
	'setting',
	'person',
	'address',
	'signup',
	'network',
	'waiting',
	'suppression',
	'interaction',
	'outgoing',
	'plan',
	'plan_part',
	'run',
	'chunk',
	'delivery',
	'rsvp',
	'event_private',
	'announcement',
	'invitation',
	'invitation_plan',
	'reply',
	'answer',
	'proposal',
	'sent_letter',
	'merged',
	'webhook_seen',
] as const satisfies readonly (keyof Tables)[];
