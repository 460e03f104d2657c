import words from './words/machine.json' with { type: 'json' };

/** How programs begin the subject of an answer nobody wrote, followed by a colon or alone; lower case. */
export const vacationSubjects: readonly string[] = words.vacation;
/** What programs write above a mail that did not arrive; anywhere in the subject, lower case. */
export const bounceSubjects: readonly string[] = words.bounce;
/** What a whole answer says when somebody wants no more letters; without punctuation, lower case. */
export const leaveWords: readonly string[] = words.leave;

/** The local parts programs write from when a mail did not arrive. */
export const daemonNames =
	/^(?:mailer-?daemon|mail-?daemon|post_?master|maild|mailsystem|mail_?delivery|mdaemon|mmdf|bounces?|bounce[-+=_.].*|double-bounce|exchange|microsoftexchange[0-9a-f]+|noreply-bounce|mail\.?delivery\.?(?:sub)?system|listserv)$/i;
