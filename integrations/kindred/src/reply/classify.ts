import { bare } from './line.ts';
import { bounceSubjects, daemonNames, leaveWords, vacationSubjects } from './machine-words.ts';
import { headerOf, headersOf, type Mail } from './mail.ts';
import { field, readDeliveryReport, statusPart } from './report.ts';
import { trimReply } from './trim.ts';

/** Every kind of mail that is told apart. Only `human` is an answer. */
export const kinds = [
	'human',
	'auto-reply',
	'vacation',
	'bounce',
	'complaint',
	'unsubscribe',
	'calendar',
] as const;
/** One of the kinds. */
export type Kind = (typeof kinds)[number];

/** What kind of mail it is and what says so. */
export interface Classified {
	readonly kind: Kind;
	/** In English, for the author. */
	readonly reason: string;
	/** Only of a bounce. */
	readonly failure?: 'hard' | 'soft' | undefined;
}

/** An answer that says no more than "unsubscribe" is no longer than this. */
const LEAVE_LENGTH = 60;
const leaving = new Set(leaveWords);
const vacations = new Set(vacationSubjects);

/**
 * Who wrote this mail: somebody, or a program. Bounces are tested first: many of them are marked as automatic as well. A
 * mail is a program's only when it says so itself in a way people's mail programs never do.
 */
export function classify(mail: Mail): Classified {
	return (
		complaint(mail) ??
		bounce(mail) ??
		calendar(mail) ??
		automatic(mail) ??
		wishToLeave(mail) ?? { kind: 'human', reason: 'Nothing says that a program wrote it.' }
	);
}

/** RFC 5965, and the two shapes providers used before it. */
function complaint(mail: Mail): Classified | undefined {
	const feedback = mail.parts.find(({ type }) => type === 'message/feedback-report');
	if (feedback || reportType(mail) === 'feedback-report')
		return { kind: 'complaint', reason: 'It is a feedback report (RFC 5965).' };
	if (/^complaint about message from /i.test(mail.subject) || headerOf(mail, 'x-hmxmroriginalrecipient')) {
		return { kind: 'complaint', reason: "It is a provider's complaint about a message." };
	}
	return undefined;
}

function bounce(mail: Mail): Classified | undefined {
	const reason = bounceReason(mail);
	return reason === undefined
		? undefined
		: { kind: 'bounce', reason, failure: readDeliveryReport(mail).failure };
}

function bounceReason(mail: Mail): string | undefined {
	const status = statusPart(mail);
	if (status) {
		const action = (field(status.text ?? '', 'action') ?? '').toLowerCase();
		return action === 'delivered' || action === 'relayed'
			? undefined
			: 'It carries a delivery report (RFC 3464).';
	}
	if (reportType(mail) === 'delivery-status') return 'It is a delivery report (RFC 3464).';
	if (headerOf(mail, 'x-failed-recipients')) return 'It names failed recipients.';
	const subject = mail.subject.toLowerCase();
	const told = !isAnswer(subject) && bounceSubjects.some((words) => subject.includes(words));
	const daemon = fromDaemon(mail);
	if (told && (daemon || hasNullPath(mail) || isAutomatic(mail)))
		return 'A mail system says in its subject that a letter did not arrive.';
	if ((daemon || hasNullPath(mail)) && failureText(mail))
		return 'A mail system says that a letter did not arrive.';
	return undefined;
}

const failures =
	/permanent (?:fatal )?errors?|(?:could|can)(?: ?not|n't) be (?:delivered|sent)|not be delivered|undeliverable|not deliver|unable to deliver|delivery (?:to|of|has|failed|status)|failed permanently|returned (?:message|mail|below)|user unknown|unknown user|no such user|mailbox (?:is )?(?:full|unavailable|not found|exceeded)|quota|does(?:n't| not) exist|(?:^|\s)[45]\d\d[ -]#?[45]\.\d\.\d|host (?:not found|unknown)|recipient.{0,20}(?:rejected|refused)|was rejected|nicht zugestellt|配信|エラー|宛先/i;

function failureText(mail: Mail): boolean {
	return failures.test((mail.text ?? '').slice(0, 8000)) || failures.test((mail.html ?? '').slice(0, 8000));
}

function fromDaemon(mail: Mail): boolean {
	const written =
		mail.from?.email ||
		headerOf(mail, 'from').replace(/^.*</, '').replace(/>.*$/, '') ||
		headerOf(mail, 'return-path').replace(/[<>]/g, '');
	const local = written.split('@')[0]!.trim();
	return (
		daemonNames.test(local) ||
		/mail delivery (?:sub)?system|mailer.daemon|postmaster|mail administrator/i.test(headerOf(mail, 'from'))
	);
}

/** An answer to an invitation: iTIP's REPLY, COUNTER and so on (RFC 5546 section 1.4). */
function calendar(mail: Mail): Classified | undefined {
	const answer = mail.parts.find(
		({ type, text }) =>
			/^(?:text\/calendar|application\/ics)$/.test(type) &&
			/^METHOD[ \t]*:[ \t]*(?:REPLY|COUNTER|REFRESH)/im.test(text ?? ''),
	);
	return answer && { kind: 'calendar', reason: 'It carries a calendar answer (RFC 5546).' };
}

function automatic(mail: Mail): Classified | undefined {
	const subject = bare(mail.subject).toLowerCase();
	const colon = subject.search(/[:：]/);
	const start = (colon < 0 ? subject : subject.slice(0, colon)).replace(/^[[(【]|[\])】!.]$/g, '').trim();
	if (vacations.has(start))
		return { kind: 'vacation', reason: 'Its subject is that of an automatic answer.' };
	const mark = automaticMark(mail);
	if (mark === undefined) return undefined;
	return {
		kind: absent.test(`${mail.subject}\n${(mail.text ?? '').slice(0, 4000)}`) ? 'vacation' : 'auto-reply',
		reason: mark,
	};
}

/** Words of absence; asked only about mails that say themselves that they are automatic. */
const absent =
	/out of (?:the )?office|on (?:annual |parental |maternity |sick )?leave|vacation|on holiday|away (?:from|until)|i(?:'m| am) away|back (?:on|in the office)|urlaub|abwesend|nicht im (?:büro|haus)|zurück am|en congés?|absent[es]?\b|fuera de la oficina|vacaciones|ausente|férias|in ferie|fuori ufficio|vakantie|afwezig|semester|ferie|lomalla|urlop|nieobecn|dovolen|отпуск|відпуст|szabads|izin|tatil|διακοπές|άδεια|concediu|休假|休暇|不在|出差|外出|放假|휴가|부재|출장|إجازة|خارج المكتب|חופש|חופשה|מחוץ למשרד|مرخصی|ลาพัก|ลาพักร้อน|nghỉ phép|cuti|छुट्टी/i;

/** What marks a mail as a program's, in the words for the author. `X-Auto-Response-Suppress` does not: people's Outlook writes it. */
function automaticMark(mail: Mail): string | undefined {
	const submitted = headersOf(mail, 'auto-submitted').map((value) => value.split(/[;\s]/)[0]!.toLowerCase());
	const given = submitted.find((value) => value !== '' && value !== 'no');
	if (given) return `It says Auto-Submitted: ${given} (RFC 3834).`;
	for (const name of [
		'x-autoreply',
		'x-autorespond',
		'x-autoresponder',
		'x-auto-reply',
		'x-mail-autoreply',
		'x-vacation',
		'x-autogenerated',
	]) {
		const value = headerOf(mail, name).trim();
		if (value && !/^(?:no|false|0)$/i.test(value)) return `It has the header ${name}.`;
	}
	const precedence = headerOf(mail, 'precedence').toLowerCase();
	if (/auto[-_]?reply/.test(precedence)) return 'Its precedence is that of an automatic answer.';
	if (reportType(mail) === 'disposition-notification') return 'It is a read receipt (RFC 8098).';
	if (statusPart(mail)) return 'It reports that a letter arrived (RFC 3464).';
	if (
		/^(?:bulk|junk)\b/.test(precedence) &&
		(hasNullPath(mail) || headerOf(mail, 'x-auto-response-suppress'))
	) {
		return 'Its precedence and its return path are those of an automatic answer.';
	}
	return undefined;
}

function isAutomatic(mail: Mail): boolean {
	return automaticMark(mail) !== undefined;
}

/** RFC 5321 section 4.5.5: programs answer from the empty address, so that nobody answers them. */
function hasNullPath(mail: Mail): boolean {
	return headersOf(mail, 'return-path').some((value) => /^<?\s*>?$/.test(value.trim()));
}

function isAnswer(subject: string): boolean {
	return /^(?:re|aw|sv|antw|r|回复|回覆|答复|רe)\s?[:：]/i.test(subject);
}

function reportType(mail: Mail): string {
	if (mail.type !== 'multipart/report') return '';
	return /report-type\s?=\s?"?([a-z-]{1,40})/i.exec(headerOf(mail, 'content-type'))?.[1]?.toLowerCase() ?? '';
}

function wishToLeave(mail: Mail): Classified | undefined {
	const words = plain(trimReply(mail).text);
	const subject = plain(mail.subject);
	if (leaving.has(words)) return { kind: 'unsubscribe', reason: `All it says is "${words}".` };
	if (words === '' && leaving.has(subject))
		return { kind: 'unsubscribe', reason: `It has no text, and its subject is "${subject}".` };
	return undefined;
}

function plain(text: string): string {
	return text.length > LEAVE_LENGTH ? '' : bare(text.replace(/[\n.!?,;。！？،]+/g, ' ')).toLowerCase();
}
