import words from './words/quote.json' with { type: 'json' };

/**
 * The words mail programs put around a quote, language by language. Everything in the lists is lower case and without the marks
 * that `bare` takes away. A new language is a new entry in each list, nothing else.
 */

/** What stands in or ends the line "On … Ada wrote:". Compared as whole words. */
export const wroteWords: readonly string[] = words.wrote;
/** "From", the first or second line of the block Outlook writes above a quote. */
export const fromLabels: readonly string[] = words.from;
/** The other lines of that block: sent, date, to, copy, subject, reply to, importance. */
export const otherLabels: readonly string[] = words.other;
/** "Original Message" between dashes, and "Forwarded message". */
export const originalWords: readonly string[] = words.original;
/** How a phone or a program signs, at the start of a line. */
export const deviceSignatures: readonly string[] = words.device;
