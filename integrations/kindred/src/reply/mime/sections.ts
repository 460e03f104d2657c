/** Attack: a hundred thousand empty parts, each costing more than the one before. */
export const MOST_PARTS = 200;
/** Attack: a boundary declared in every line. Real mails nest a handful. */
const MOST_BOUNDARIES = 40;
/** RFC 2046 section 5.1.1: at most 70 characters; white space may follow on the line. */
const MOST_LINE = 200;

const LF = 10;

/** A stretch of a mail between two delimiters: the headers of the whole mail, a part, or what follows the last one. */
export interface Section {
	/** The delimiter line included. */
	readonly bytes: Buffer;
	/** Which boundary begins it; nothing for the first one. */
	readonly boundary?: string | undefined;
	/** It follows the last part of its boundary. */
	readonly closing: boolean;
	/** No delimiter follows it. */
	readonly last: boolean;
}

/** A mail cut at every line that is a delimiter of a boundary it declares, in one pass. `cut`: there were too many parts. */
export function sectionsOf(mail: Buffer): { readonly sections: readonly Section[]; readonly cut: boolean } {
	const starts = sectionStarts(mail, boundariesOf(mail));
	const sections = starts.slice(0, MOST_PARTS).map(({ at, ...start }, index) => ({
		...start,
		bytes: mail.subarray(at, starts[index + 1]?.at),
		last: index === starts.length - 1,
	}));
	return { sections, cut: starts.length > MOST_PARTS };
}

function boundariesOf(mail: Buffer): ReadonlySet<string> {
	const found = new Set<string>();
	const declared = /^[bB][oO][uU][nN][dD][aA][rR][yY](?:\*0?\*?)?\s?=\s?(?:"([^"]{1,100})"|([^\s;"]{1,100}))/;
	for (const word of ['oundary=', 'OUNDARY=', 'oundary*', 'oundary =']) {
		let at = mail.indexOf(word);
		for (; at > 0 && found.size < MOST_BOUNDARIES; at = mail.indexOf(word, at + word.length)) {
			const match = declared.exec(mail.toString('latin1', at - 1, at + 140));
			if (match) found.add((match[1] ?? match[2] ?? '').trimEnd());
		}
	}
	return found;
}

type Start = Omit<Section, 'bytes' | 'last'> & { readonly at: number };

function sectionStarts(mail: Buffer, boundaries: ReadonlySet<string>): readonly Start[] {
	const starts: Start[] = [{ at: 0, closing: false }];
	if (boundaries.size === 0) return starts;
	for (
		let at = mail.indexOf('\n--');
		at >= 0 && starts.length <= MOST_PARTS;
		at = mail.indexOf('\n--', at + 3)
	) {
		const end = mail.indexOf(LF, at + 1);
		const line = mail
			.toString('latin1', at + 3, Math.min(end < 0 ? mail.length : end, at + 3 + MOST_LINE))
			.trimEnd();
		const last = line.endsWith('--') ? line.slice(0, -2) : undefined;
		if (boundaries.has(line)) starts.push({ at: at + 1, boundary: line, closing: false });
		else if (last !== undefined && boundaries.has(last))
			starts.push({ at: at + 1, boundary: last, closing: true });
	}
	return starts;
}
