import type { SentLetter } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import type { NewInteraction } from '../person/index.ts';
import {
	confidence,
	ownWords,
	textOf,
	trimReply,
	type Classified,
	type Mail,
	type Reply,
} from '../reply/index.ts';
import { itemsSpokenOf } from './about-items.ts';
import type { InboxHouse } from './index.ts';
import type { Writer } from './writer.ts';

/** A mail that is being dealt with: as it came, taken apart, told what it is and whose. */
export interface Arrival {
	readonly raw: Uint8Array;
	readonly mail: Mail;
	/** See `contentHash`. */
	readonly hash: string;
	readonly sorted: Classified;
	readonly writer: Writer;
	/** When our receiving server took it. */
	readonly receivedAt: Instant;
	/** It came with so many others that it is filed and causes nothing. */
	readonly flood: boolean;
	/** The digest it answers, as it was mailed. */
	readonly letter?: SentLetter | undefined;
}

/** Mails up to this size are kept as they came, so that they can be read anew by better rules. In bytes. */
const MOST_RAW = 256 * 1024;

/** The row an arrival becomes. */
export function replyOf(arrival: Arrival, house: InboxHouse): Omit<Reply, 'id'> {
	const { raw, mail, hash, sorted, writer, receivedAt, flood, letter } = arrival;
	const { person, mailed, about, rung, proof, verified, forged } = writer;
	const { kind, reason, back } = sorted;
	const trimmed =
		kind === 'human' || kind === 'unsubscribe'
			? trimReply({ ...mail, sent: letter?.text })
			: { text: textOf(mail).trim(), quoted: '', signature: '' };
	const remarks = [
		reason,
		forged && FORGED,
		mail.problem && `It could not be read whole (${mail.problem}).`,
		flood && 'So many mails came within an hour that it was filed and caused nothing.',
	];
	return {
		messageId: mail.messageId,
		contentHash: hash,
		person: person?.id,
		forwardedBy: mailed && person && mailed.id !== person.id ? mailed.id : undefined,
		from: mail.from?.email ?? '',
		at: believable(mail.date, house.now()),
		receivedAt,
		subject: mail.subject,
		...trimmed,
		kind,
		reason: remarks.filter(Boolean).join(' '),
		about,
		verified: verified && person !== undefined,
		raw: raw.byteLength <= MOST_RAW ? Buffer.from(raw).toString('base64') : undefined,
		rung,
		confidence: confidence[rung],
		proof,
		back,
		items: letter && kind === 'human' ? itemsSpokenOf(trimmed, letter, house) : undefined,
	};
}

/** Stands in the reason of a mail to an address of ours with a tag that we did not sign. */
export const FORGED = 'It came to a reply address that we did not sign.';

/**
 * A Date is what the sender's clock says, or what they like; the future has not happened yet. It has whole seconds (RFC 5322
 * section 3.3), so the last moment of its second is meant: an answer is never older than the letter it answers.
 */
export function believable(date: Instant | undefined, now: Instant): Instant {
	if (date === undefined || date.length !== now.length) return now;
	const end = date.replace(/\.\d{3}Z$/, '.999Z');
	return end < now ? end : now;
}

/**
 * An answer on its writer's timeline, and the forward on the timeline of whoever it came through.
 *
 * @param brought the writer was not known before: whoever passed the letter on has brought them.
 */
export function interactions(id: number, reply: Omit<Reply, 'id'>, brought: boolean): NewInteraction[] {
	const { person, forwardedBy, about, at } = reply;
	if (person === undefined) return [];
	const mark = reply.contentHash.slice(0, 40);
	const replied: NewInteraction = {
		person,
		at,
		kind: 'replied',
		subject: about,
		detail: evidenceOf(id, reply),
		key: `reply:${mark}`,
	};
	if (forwardedBy === undefined) return [replied];
	const forwarded: NewInteraction = {
		person: forwardedBy,
		at,
		kind: 'forwarded',
		subject: about,
		detail: { reply: id, to: person, ...(brought ? { brought } : {}) },
		key: `forward:${mark}`,
	};
	return [replied, forwarded];
}

/** What the log says of an answer, to be weighed by. */
function evidenceOf(id: number, reply: Omit<Reply, 'id'>): NonNullable<NewInteraction['detail']> {
	const { forwardedBy, verified, rung, confidence: sure, items, pairs } = reply;
	const { words, asks } = ownWords(reply.text);
	return {
		reply: id,
		words,
		...(asks ? { asks } : {}),
		...(pairs?.length ? { inline: true } : {}),
		by: rung,
		confidence: sure,
		verified,
		...(items?.length ? { items: items.map(({ post, share }) => ({ post, share })) } : {}),
		...(forwardedBy === undefined ? {} : { forwardedBy }),
	};
}
