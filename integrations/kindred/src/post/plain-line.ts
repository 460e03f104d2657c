/** What template languages leave behind; none of it belongs in front of a reader. */
const residue = /\{[%:][^}]*\}|\{\{[^}]*\}\}|<%[^>]*%>|\{\{|\{%|\{:|<%|^\+\+\+/g;

/** A line of front matter as plain text: no tags, no template residue, single spaces. */
export function plainLine(text: string): string {
	return text
		.replace(/<!--[\s\S]*?-->|<\/?[a-z][^<>]*>/gi, '')
		.replace(residue, '')
		.replace(/\s+/g, ' ')
		.trim();
}
