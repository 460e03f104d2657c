/**
 * How much of a line is looked at. Every expression below runs on at most so many characters, so that reading a line takes a
 * bounded time and reading a mail a time that grows with its length and no faster: a mail of one line of 1 MB is an attack.
 */
const LOOK = 600;

/** Marks that mail programs put around names in right-to-left letters, and characters of no width: they are not the text. */
const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const visible = /[^\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
const spaces = /[\s\u00a0\u3000]+/g;

/** Anything that `bare` takes away or that has another form: most lines have none of it, and are done with quickly. */
const unusual = /[*\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[^\S ]| {2}/;

/** The beginning of a line as it is compared: no invisible marks, white space folded, no stars of text made from bold type. */
export function bare(line: string): string {
	const start = line.slice(0, LOOK);
	if (!unusual.test(start)) return start.trim();
	return start.replace(invisible, '').replace(spaces, ' ').replace(/\*/g, '').trim();
}

const apostrophes: ReadonlySet<string> = new Set('’ʼ׳');
const otherForms = /[’ʼ׳]|[^\P{Nd}0-9\u{10000}-\u{10ffff}]/gu;

/** `bare` in lower case, with one kind of digits and of apostrophes: "٢٨" is 28, and so is "२८". */
export function folded(line: string): string {
	const low = bare(line).toLowerCase();
	return low.replace(otherForms, (character) => (apostrophes.has(character) ? "'" : digit(character)));
}

/** Unicode keeps the ten digits of a script together: those of India begin six after a multiple of sixteen, others at one. */
function digit(character: string): string {
	const code = character.charCodeAt(0);
	const value = code >= 0x900 && code < 0xe00 ? (code & 15) - 6 : code & 15;
	return value < 10 ? String(value) : character;
}

/** Lines of a text, whatever ends them (RFC 5322 says CRLF, files say LF, old Macs CR). */
export function linesOf(text: string): string[] {
	return text.split(/\r\n|\r|\n/);
}

/** Is the line quoted with a `>` (RFC 3676 section 4.5), as all programs that answer in plain text do it? */
export function isQuoted(line: string): boolean {
	if (line === '') return false;
	const first = line.charCodeAt(0);
	if (first > 0x3e && first < 0x7f) return false;
	// ">>> Come and see! <<<" is an ornament.
	if (line.endsWith('<<<') && line.includes('>>>')) return false;
	return /^[\s\u00a0\u200b\ufeff]{0,8}[>＞]/.test(line.slice(0, 12));
}

/** Is there nothing to see in the whole line? */
export function isBlank(line: string | undefined): boolean {
	if (line === undefined || line === '') return true;
	const first = line.charCodeAt(0);
	return (first <= 0x20 || first > 0x7e) && !visible.test(line);
}
