import { daemonNames } from '../machine-words.ts';
import { headerOf, headersOf, type Mail } from '../mail.ts';

/** RFC 5321 section 4.5.5: programs answer from the empty address, so that nobody answers them. */
export function hasNullPath(mail: Mail): boolean {
	return headersOf(mail, 'return-path').some((value) => /^<?\s*>?$/.test(value.trim()));
}

/** Is it from the name that mail systems write under? */
export function fromDaemon(mail: Mail): boolean {
	const named = headerOf(mail, 'from');
	return (
		daemonNames.test(localPart(mail)) ||
		/mail delivery (?:sub)?system|mailer.daemon|postmaster|mail administrator/i.test(named)
	);
}

/** Is it from an address that reads no answers? */
export function fromNobody(mail: Mail): boolean {
	return /^(?:no|do[-_.]?not|donot)[-_.]?reply/i.test(localPart(mail));
}

function localPart(mail: Mail): string {
	const written =
		mail.from?.email ||
		headerOf(mail, 'from').slice(0, 1000).replace(/^.*</, '').replace(/>.*$/, '') ||
		headerOf(mail, 'return-path').slice(0, 1000).replace(/[<>]/g, '');
	return written.split('@')[0]!.trim();
}

/** `delivery-status` of a `multipart/report` (RFC 6522); empty for any other mail. */
export function reportType(mail: Mail): string {
	if (mail.type !== 'multipart/report') return '';
	return /report-type\s?=\s?"?([a-z-]{1,40})/i.exec(headerOf(mail, 'content-type'))?.[1]?.toLowerCase() ?? '';
}

/** Does its subject say that it answers or passes on another mail? */
export function isAnswer(subject: string): boolean {
	return /^(?:re|aw|sv|vs|antw|r|odp|ynt|fwd?|wg|tr|rv|回复|回覆|答复|转发|轉寄|רe|השב|رد)\s?[:：]/i.test(
		subject,
	);
}

/** What Amazon SES tells by mail, in JSON; `Bounce`, `Complaint`, `Delivery`. */
export function amazonNotice(mail: Mail): string | undefined {
	if (!/@sns\.amazonaws\.com$/i.test(mail.from?.email ?? '')) return undefined;
	return /"(?:notificationType|eventType)"\s?:\s?"(\w{1,20})"/.exec((mail.text ?? '').slice(0, 2000))?.[1];
}
