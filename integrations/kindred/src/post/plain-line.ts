/** What template languages leave behind; none of it belongs in front of a reader. */
const residue = /\{[%:][^}]*\}|\{\{[^}]*\}\}|<%[^>]*%>|\{\{|\{%|\{:|<%|^\s*\+{3,}/g;

/** A line without template residue, also none that appears where something was taken out. */
export function withoutResidue(line: string): string {
	let rest = line;
	for (let before = ''; before !== rest;) {
		before = rest;
		rest = rest.replace(residue, '').trim();
	}
	return rest;
}

/** A line of front matter as plain text: no tags, no template residue, single spaces. */
export function plainLine(text: string): string {
	const line = text.replace(/<!--[\s\S]*?-->|<\/?[a-z][^<>]*>/gi, '').replace(/\s+/g, ' ');
	return withoutResidue(line);
}
