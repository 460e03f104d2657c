import type { Instant } from '../base/time.ts';
import { headersOf, type Mail } from './mail.ts';

/** Attack: a header of a megabyte. The date stands at its end, after the last semicolon. */
const MOST_DATE = 80;

/**
 * When our own server received a mail: it writes the topmost Received (RFC 5321 section 4.4), so nobody who sends can invent this
 * one. `now` where there is none, as in a file written by hand, or where it lies ahead.
 */
export function receivedAt(mail: Pick<Mail, 'headers'>, now: Instant): Instant {
	const [top = ''] = headersOf(mail, 'received');
	const end = top.slice(-MOST_DATE);
	const time = Date.parse(end.slice(end.lastIndexOf(';') + 1).replace(/\([^)]*\)/g, ''));
	if (!end.includes(';') || Number.isNaN(time)) return now;
	const at = new Date(time).toISOString();
	return at.length === now.length && at < now ? at : now;
}
