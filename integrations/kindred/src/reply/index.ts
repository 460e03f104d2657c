import type { Instant } from '../base/time.ts';
import type { NewInteraction } from '../person/index.ts';
import type { Rung } from './about.ts';
import type { Kind } from './classify.ts';
import type { ItemShare } from './items.ts';
import type { KeptAttachment } from './mail.ts';
import type { Proof } from './proof.ts';
import type { Proposal } from './proposal.ts';
import type { Pair } from './trim.ts';

export { confidence, type Rung } from './about.ts';
export { answerKey, whyNoAnswer, type Answer, type AnswerStore, type NoAnswer } from './answer.ts';
export { conversationOf, type Turn } from './conversation.ts';
export { readCalendarReply, type CalendarReply, type ProposedTime } from './calendar.ts';
export { answerDraft, plainAnswer, readDraft } from './draft.ts';
export { classify, kinds, type Classified, type Kind } from './classify.ts';
export { itemsOf, wordingOf, type ItemShare, type Quotable, type Wording } from './items.ts';
export { pagesOf } from './links.ts';
export {
	headerOf,
	headersOf,
	type KeptAttachment,
	type Mail,
	type MailAttachment,
	type MailHeader,
	type MailPart,
	type MailProblem,
} from './mail.ts';
export {
	isSignedBySender,
	senderDomain,
	serverVerdict,
	signatureVerdict,
	type Proof,
	type Signature,
} from './proof.ts';
export { fitsPerson, type Proposal, type ProposalStore } from './proposal.ts';
export { readMail } from './read.ts';
export { receivedAt } from './trace.ts';
export { readDeliveryReport, type DeliveryReport } from './report.ts';
export { contentHash, mentionIn, ownWords, plainSubject, textOf, type Mention } from './thread.ts';
export { trimReply, type Pair, type Trimmed } from './trim.ts';
export { vocabularyOf, type Vocabulary } from './vocabulary.ts';
export { threadHeaders, writeAnswer, type AnswerWords } from './write-answer.ts';

/** A mail somebody wrote to us, as it is kept. */
export interface Reply {
	readonly id: number;
	readonly messageId?: string | undefined;
	/** What makes two copies of it one; see `contentHash`. */
	readonly contentHash: string;
	/** Who wrote it, by its From. Nobody, when it is a program's or has no From. */
	readonly person?: number | undefined;
	/** Who was mailed what it answers, when that is somebody else. */
	readonly forwardedBy?: number | undefined;
	/** Normalised; empty where there was none. */
	readonly from: string;
	/** When it was written, as far as its Date can be believed. */
	readonly at: Instant;
	/** When our receiving server took it. Nothing for what an earlier version kept. */
	readonly receivedAt?: Instant | undefined;
	readonly subject: string;
	/** In their own words. */
	readonly text: string;
	readonly quoted: string;
	readonly signature: string;
	readonly kind: Kind;
	readonly reason: string;
	/** `digest:<group>`, `event:<group>`. */
	readonly about?: string | undefined;
	/** Whoever has the address in From wrote it, as far as can be proved. */
	readonly verified: boolean;
	/** The mail as it came, in base64, unless it is large. */
	readonly raw?: string | undefined;
	/** By what it was matched, and how sure that is in percent. Nothing for what an earlier version kept. */
	readonly rung?: Rung | undefined;
	readonly confidence?: number | undefined;
	readonly proof?: Proof | undefined;
	/** Which articles of the digest it speaks of. */
	readonly items?: readonly ItemShare[] | undefined;
	/** Inline answers, each beside the words it answers. */
	readonly pairs?: readonly Pair[] | undefined;
	readonly attachments?: readonly KeptAttachment[] | undefined;
	/** The day somebody who is away is back, `2031-05-17`. */
	readonly back?: string | undefined;
}

/** What mails have to be kept in. */
export interface ReplyStore {
	/** Has this mail been dealt with, kept or obeyed? */
	known(contentHash: string): Promise<boolean>;
	/**
	 * Keeps a mail, writes the log about it and proposes an address, all or nothing. `added` is false for one that is there
	 * already, and for one whose writer was forgotten meanwhile (`gone`): nothing of it is kept. What is meant for somebody who was
	 * merged meanwhile is filed under whoever they are now.
	 */
	keep(
		reply: Omit<Reply, 'id'>,
		at: Instant,
		log?: (id: number) => readonly NewInteraction[],
		proposal?: Omit<Proposal, 'reply' | 'at'>,
	): Promise<{ readonly id: number; readonly added: boolean; readonly gone?: true | undefined }>;
	/** Remembers a mail that was a command, without keeping anything of it. */
	obeyed(contentHash: string, at: Instant): Promise<void>;
	byId(id: number): Promise<Reply | undefined>;
	/** The first one kept with one of these message ids, in the order of the ids. */
	byMessageId(ids: readonly string[]): Promise<Reply | undefined>;
	/**
	 * Newest first; those `waiting` for an answer oldest first: of people who may be written to, and whom the author has neither
	 * answered nor been in touch with since.
	 */
	list(which: {
		readonly waiting?: boolean | undefined;
		readonly most?: number | undefined;
	}): Promise<readonly Reply[]>;
	/** Did a mail from this address come before that answered what this person was mailed? */
	forwardedBefore(person: number, from: string): Promise<boolean>;
	/** Were so many mails by people received in a span of time, its end included; from one address, or from all? */
	receivedSoMany(
		span: {
			readonly since: Instant;
			readonly until: Instant;
			readonly from?: string | undefined;
		},
		many: number,
	): Promise<boolean>;
	/** The latest that a person wrote, oldest first; what programs wrote in their name is left out. Default: 500 of them. */
	by(person: number, most?: number): Promise<readonly Reply[]>;
	/** What this person was sent or has answered, ever or since: `digest:<group>`, `event:<group>`. */
	subjectsOf(person: number, since?: Instant): Promise<readonly string[]>;
	/** Has a provider's call been dealt with? */
	sawCall(id: string): Promise<boolean>;
	rememberCall(id: string, at: Instant): Promise<void>;
	/** How far a mailbox has been read. */
	place(mailbox: string): Promise<string | undefined>;
	rememberPlace(mailbox: string, place: string): Promise<void>;
}
