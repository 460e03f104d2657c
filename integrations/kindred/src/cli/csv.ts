/**
 * A table as comma-separated values (RFC 4180: CRLF, quotes doubled). A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front (OWASP, CSV Injection): guests write names and comments, and authors open tables.
 */
export function csv(rows: readonly (readonly (string | number | undefined)[])[]): string {
	return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | undefined): string {
	if (value === undefined || typeof value === 'number') return String(value ?? '');
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
