import type { PlainDate } from '../base/time.ts';
import { isCalendar, readCalendarReply } from './calendar.ts';
import { automatic } from './machine/automatic.ts';
import { bounce } from './machine/bounce.ts';
import { complaint } from './machine/complaint.ts';
import { wishToLeave } from './machine/leave.ts';
import { Said } from './machine/said.ts';
import type { Mail } from './mail.ts';

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
	/** Only of a complaint: it reports something else than a letter that was not welcome. Nothing follows from it. */
	readonly harmless?: true | undefined;
	/** Only of a vacation: the day they are back, where they say it. */
	readonly back?: PlainDate | undefined;
}

/**
 * Who wrote this mail: somebody, or a program. Bounces are tested first: many of them are marked as automatic as well. A
 * mail is a program's only when it says so itself in a way people's mail programs never do.
 */
export function classify(mail: Mail): Classified {
	const said = new Said(mail);
	return (
		complaint(mail) ??
		bounce(mail, said) ??
		calendar(mail) ??
		automatic(mail, said) ??
		wishToLeave(mail, said) ?? { kind: 'human', reason: 'Nothing says that a program wrote it.' }
	);
}

/** An answer to an invitation: iTIP's REPLY, COUNTER and so on (RFC 5546 section 1.4). Google marks its own as automatic. */
function calendar(mail: Mail): Classified | undefined {
	const asked = mail.parts.some(
		({ type, text }) =>
			isCalendar(type) && /^METHOD[ \t]*:[ \t]*(?:REPLY|COUNTER|REFRESH)/im.test(text ?? ''),
	);
	const isAnswer = asked || readCalendarReply(mail) !== undefined;
	return isAnswer ? { kind: 'calendar', reason: 'It carries a calendar answer (RFC 5546).' } : undefined;
}
