import words from './words/machine.json' with { type: 'json' };
import { bare } from './line.ts';
import { fold } from './machine/calendar-words.ts';

/** How programs begin the subject of an answer nobody wrote, followed by a colon or alone; lower case. */
export const vacationSubjects: ReadonlySet<string> = new Set(words.vacation);
/** The same, but people begin subjects so, too. */
export const absenceSubjects: ReadonlySet<string> = new Set(words.absence);
/** How an answer begins that says of itself that nobody wrote it; lower case. */
export const declarations: readonly string[] = words.declared;
/** Words of absence; asked only about mails that are automatic by other signs. Lower case. */
export const absentWords: readonly string[] = words.absent;
/** What programs write above a mail that did not arrive; anywhere in the subject, lower case. */
export const bounceSubjects: readonly string[] = words.bounce;
/** What programs write in a mail about one that did not arrive; lower case. */
export const failureWords: readonly string[] = words.failures;
/** Why a letter did not arrive: the address will never work, or perhaps later. Lower case. */
export const hardWords: readonly string[] = words.hard;
/** See {@link hardWords}. */
export const softWords: readonly string[] = words.soft;
/** That nobody will try again, whatever the reason was. Lower case. */
export const permanentWords: readonly string[] = words.permanent;
/** What a whole answer says when somebody wants no more letters; without punctuation, lower case. */
export const leaveWords: ReadonlySet<string> = new Set(words.leave.map(bare));
/** What people put around such an answer; lower case. */
export const politeWords: readonly string[] = words.polite.toSorted(
	(one, other) => other.length - one.length,
);

/** A space at the end of a word means that it ends there. */
const folded = (list: readonly string[]) => list.map(fold);

/** What stands before or behind the day somebody is back, or until which they are away; folded as the text is. */
export const cues = {
	back: folded(words.cues.back),
	until: folded(words.cues.until),
	untilBehind: folded(words.cues.untilBehind),
	/** It stands before the first of two days. */
	between: folded(words.cues.between),
	/** The day is the last one of the absence. */
	through: folded(words.cues.through),
	throughBehind: folded(words.cues.throughBehind),
	tomorrow: folded(words.cues.tomorrow),
	nextWeek: folded(words.cues.nextWeek),
} as const;

/** The local parts programs write from when a mail did not arrive. */
export const daemonNames =
	/^(?:mailer-?daemon|mail-?daemon|post_?master|maild|mailsystem|mail_?delivery|mdaemon|mmdf|bounces?|bounce[-+=_.].*|double-bounce|exchange|microsoftexchange[0-9a-f]+|noreply-bounce|mail\.?delivery\.?(?:sub)?system|listserv)$/i;
