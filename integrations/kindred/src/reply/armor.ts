/** RFC 4880 section 6.2: a signature is a few dozen lines; one without an end is looked for no further. */
const MOST_LINES = 200;
const begins = /^-----BEGIN PGP (SIGNED MESSAGE|SIGNATURE)-----\s*$/;
const ends = /^-----END PGP SIGNATURE-----\s*$/;

/**
 * Which lines OpenPGP put around a signed text (RFC 4880 section 7): the first line with the names of its hashes, and the
 * signature below.
 */
export function armorOf(lines: readonly string[]): readonly boolean[] {
	const armor: boolean[] = [];
	for (let at = 0; at < lines.length; at++) {
		const kind = begins.exec(lines[at]!.slice(0, 80))?.[1];
		if (!kind) continue;
		armor[at] = true;
		const last = kind === 'SIGNATURE' ? endOf(lines, at) : hashesBelow(lines, at);
		while (at < last) armor[++at] = true;
	}
	return armor;
}

function endOf(lines: readonly string[], at: number): number {
	for (let next = at + 1; next < lines.length && next < at + MOST_LINES; next++) {
		if (ends.test(lines[next]!.slice(0, 80))) return next;
	}
	return at;
}

function hashesBelow(lines: readonly string[], at: number): number {
	let last = at;
	while (last + 1 < lines.length && lines[last + 1]!.startsWith('Hash: ')) last++;
	return last;
}
