import { normaliseEmail } from '../base/address.ts';
import { readChannel } from '../base/channel.ts';
import { languageTag } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import { withoutMarks } from '../base/template.ts';
import { frequencies, type Frequency } from './person.ts';

/** What a form sent: every value of every field, in order. Anybody can send anything. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** What somebody asks for. */
export interface Wish {
	/** Normalised. */
	readonly email: string;
	readonly name: string;
	readonly languages: readonly string[];
	readonly topics: readonly string[];
	readonly frequency: Frequency;
	readonly via?: string | undefined;
}

/** The address of a form, or why it has none. */
export type ReadEmail =
	| { readonly ok: true; readonly email: string }
	| { readonly ok: false; readonly reason: 'missing' | 'invalid' };

/** Longer than any real name we know of, and short enough for a header line. In code points. */
const MAX_NAME = 100;
/** A wish travels in a link; links beyond 2,000 characters break in some mail programs. */
const MAX_TOPICS = 12;
const MAX_TOPIC = 40;

/** The first value of a field, or nothing. */
export function first(fields: Fields, name: string): string {
	return fields.get(name)?.[0] ?? '';
}

/** The address of a form, in whatever case and with whatever spaces it was typed. */
export function readEmail(fields: Fields, name = 'email'): ReadEmail {
	const typed = first(fields, name);
	if (!typed.trim()) return { ok: false, reason: 'missing' };
	const email = normaliseEmail(typed);
	return email ? { ok: true, email } : { ok: false, reason: 'invalid' };
}

/** Everything of a form but its address: what makes no sense is left out, nothing is refused. */
export function readChoices(fields: Fields, site: Pick<Site, 'languages'>): Omit<Wish, 'email'> {
	const languages = (fields.get('languages') ?? []).map((code) => languageTag(code.slice(0, 35)));
	const topics = (fields.get('topics') ?? []).map((topic) => cleanText(topic, MAX_TOPIC));
	return {
		name: cleanText(first(fields, 'name'), MAX_NAME),
		languages: site.languages.filter((lang) => languages.includes(lang)),
		topics: [...new Set(topics.filter(Boolean))].slice(0, MAX_TOPICS),
		frequency: frequencies.find((one) => one === first(fields, 'frequency')) ?? 'every',
		via: readChannel(first(fields, 'via')),
	};
}

/**
 * One line of text as a person may have typed it: no line breaks (they would start a header), no control characters, none of
 * the marks that turn the direction of what follows (Unicode UAX 9). Joiners stay: Persian and emoji need them.
 */
export function cleanText(text: string, most: number): string {
	const line = withoutMarks(text.slice(0, most * 8))
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
		.toWellFormed();
	return [...line.trim()].slice(0, most).join('').trim();
}
