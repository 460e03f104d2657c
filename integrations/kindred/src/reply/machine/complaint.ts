import type { Classified } from '../classify.ts';
import { headerOf, type Mail } from '../mail.ts';
import { field } from '../report.ts';
import { amazonNotice, reportType } from './origin.ts';

/** Feedback about a mail's proof, or that takes a complaint back (RFC 6591, RFC 6430). It says nothing against its reader. */
const harmless = new Set(['auth-failure', 'not-spam', 'dmarc', 'dkim']);

const provider: Classified = { kind: 'complaint', reason: "It is a provider's complaint about a message." };

/** Somebody pressed "this is spam", or the button beside it: RFC 5965, and what providers write instead. */
export function complaint(mail: Mail): Classified | undefined {
	const report = mail.parts.find(({ type }) => type === 'message/feedback-report');
	const about = (field(report?.text ?? '', 'feedback-type') ?? '').toLowerCase();
	if (harmless.has(about))
		return {
			kind: 'complaint',
			reason: `It is a feedback report of the type ${about}: nobody complains.`,
			harmless: true,
		};
	const named = reportType(mail);
	if (report || named === 'feedback-report' || named === 'abuse-report')
		return { kind: 'complaint', reason: 'It is a feedback report (RFC 5965).' };
	if (/^(?:yes|true)$/i.test(headerOf(mail, 'x-arf').trim())) return provider;
	if (/^complaint about message from /i.test(mail.subject)) return provider;
	if (headerOf(mail, 'x-hmxmroriginalrecipient')) return provider;
	if (/^email (?:feedback|abuse) report\b/i.test(mail.subject) && hasMail(mail)) return provider;
	if (/^true$/i.test(headerOf(mail, 'x-apple-unsubscribe').trim()))
		return { kind: 'complaint', reason: 'Apple Mail wrote it when somebody pressed "Unsubscribe".' };
	if (amazonNotice(mail) === 'Complaint')
		return { kind: 'complaint', reason: 'Amazon SES tells of a complaint.' };
	return undefined;
}

/** Does it bring a mail with it? */
export function hasMail({ parts }: Pick<Mail, 'parts'>): boolean {
	return parts.some(({ type }) => /^(?:message\/(?:global|rfc822)|text\/rfc822-headers?)/.test(type));
}
