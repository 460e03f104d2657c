import type { Classified } from '../classify.ts';
import { bounceSubjects, failureWords } from '../machine-words.ts';
import { headerOf, type Mail } from '../mail.ts';
import { field, readDeliveryReport, statusPart } from '../report.ts';
import { automaticMark } from './automatic.ts';
import { hasMail } from './complaint.ts';
import { amazonNotice, fromDaemon, fromNobody, hasNullPath, isAnswer, reportType } from './origin.ts';
import type { Said } from './said.ts';

/** How much of a mail's words is looked at. Reports say what they are about at the beginning. */
const LOOK = 8000;

/** A letter did not arrive: RFC 3464, and what mail systems write instead. */
export function bounce(mail: Mail, said: Said): Classified | undefined {
	const reason = bounceReason(mail, said);
	return reason === undefined
		? undefined
		: { kind: 'bounce', reason, failure: readDeliveryReport(mail).failure };
}

function bounceReason(mail: Mail, said: Said): string | undefined {
	const status = statusPart(mail);
	if (status) {
		const action = (field(status.text ?? '', 'action') ?? '').toLowerCase();
		return /^(?:delivered|relayed|expanded)\b/.test(action)
			? undefined
			: 'It carries a delivery report (RFC 3464).';
	}
	if (reportType(mail) === 'delivery-status') return 'It is a delivery report (RFC 3464).';
	if (headerOf(mail, 'x-failed-recipients')) return 'It names failed recipients.';
	if (amazonNotice(mail) === 'Bounce') return 'Amazon SES tells of a letter that did not arrive.';
	const subject = mail.subject.toLowerCase();
	const told = !isAnswer(subject) && bounceSubjects.some((words) => subject.includes(words));
	const system = fromDaemon(mail) || hasNullPath(mail);
	if (told && (system || automaticMark(mail, said) !== undefined))
		return 'A mail system says in its subject that a letter did not arrive.';
	if ((system || (told && fromNobody(mail) && hasMail(mail))) && saysFailure(mail))
		return 'A mail system says that a letter did not arrive.';
	return undefined;
}

/** A reply code with its enhanced status (RFC 3463), `550 5.1.1`. */
const code = /(?:^|\s)[45]\d\d[ -]#?[45]\.\d\.\d/;

function saysFailure({ text = '', html = '' }: Mail): boolean {
	return [text, html].some((version) => {
		const words = version.slice(0, LOOK).toLowerCase().replace(/\s+/g, ' ');
		return code.test(words) || failureWords.some((one) => words.includes(one));
	});
}
