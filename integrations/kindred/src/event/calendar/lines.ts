import type { Instant, WallClock } from '../../base/time.ts';

/** The text of an iCalendar file from its content lines: folded, each ended by CRLF (RFC 5545 section 3.1). */
export function writeLines(lines: readonly string[]): string {
	return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** A value of type TEXT (RFC 5545 section 3.3.11). Control characters have no place in a calendar. */
export function escapeText(text: string): string {
	return withoutControls(text.replace(lineEnds, '\n'))
		.replace(/[\\;,]/g, '\\$&')
		.replaceAll('\n', '\\n');
}

/** A parameter value in quotes, with the escapes of RFC 6868, so that no name can end it and begin a property. */
export function quote(text: string): string {
	const line = text.replace(lineEnds, ' ').replaceAll('\t', ' ');
	return `"${withoutControls(line).replaceAll('^', '^^').replaceAll('"', "^'")}"`;
}

/**
 * A CAL-ADDRESS: the bare address as a URI (RFC 6068 section 2), with what a URI may not hold encoded. Never
 * `mailto:Name <a@b>`, which some programs write and others refuse.
 */
export function mailtoUri(email: string): string {
	const encoded = encodeURIComponent(email.toWellFormed());
	return `mailto:${encoded.replace(/%(40|2B|24)/g, (code) => decodeURIComponent(code))}`;
}

/** An instant in UTC: `20310517T110000Z`. */
export function utc(at: Instant): string {
	return `${compact(at.slice(0, 19))}Z`;
}

/** A wall clock or a day without its separators. */
export function compact(wall: WallClock): string {
	return wall.replace(/[-:]/g, '');
}

/** What one reader or another takes for the end of a line. */
const lineEnds = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g;

function withoutControls(text: string): string {
	// A lone surrogate would become another character on its way to UTF-8.
	return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '');
}

/** At most 75 octets a line, the break and one space between, no character torn apart. */
function fold(line: string): string {
	const folded = [''];
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > 75) {
			folded.push(' ');
			octets = 1;
		}
		folded[folded.length - 1] += character;
		octets += size;
	}
	return folded.join('\r\n');
}
