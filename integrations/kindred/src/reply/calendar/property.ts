import ICAL from 'ical.js';
import { normaliseEmail, parseAddress } from '../../base/address.ts';

/** A line of a calendar, taken apart. */
export interface Property {
	/** Lower case. */
	readonly name: string;
	/** By their names in lower case; the first of several values. */
	readonly parameters: ReadonlyMap<string, string>;
	/** Without the escapes of a text. */
	readonly value: string;
	/** Of a date: as it stands in the file. */
	readonly raw: string;
}

/** Reads one unfolded line (RFC 5545 section 3.1, RFC 6868); nothing when it is broken, which spoils no other line. */
export function readProperty(line: string): Property | undefined {
	try {
		const [name, parameters, , value] = ICAL.parse.property(line) as [string, object, string, unknown];
		const said = Object.entries(parameters).flatMap(([key, one]: [string, unknown]) => {
			const first: unknown = Array.isArray(one) ? one[0] : one;
			return typeof first === 'string' ? [[key.toLowerCase(), first] as const] : [];
		});
		const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
		const raw = line.slice(line.lastIndexOf(':') + 1);
		return { name: name.toLowerCase(), parameters: new Map(said), value: text, raw };
	} catch {
		return undefined;
	}
}

/**
 * The address in a CAL-ADDRESS (RFC 5545 section 3.3.3), normalised: `MAILTO:Ada@example.com`, and also the wrong
 * `mailto:Ada <ada@example.com>`. What is no mail address stays as it is written.
 */
export function addressIn(value: string): string {
	const plain = value.trim().replace(/^mailto:/i, '');
	const written = plain.includes('%') ? decoded(plain) : plain;
	return normaliseEmail(written) ?? parseAddress(written)?.email ?? plain;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
