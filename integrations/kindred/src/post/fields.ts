import { languageTag } from '../base/language.ts';
import { calendarDay } from './calendar-day.ts';
import { aliases, type Habits } from './dialect.ts';
import type { Field, FrontMatter } from './front-matter.ts';
import type { Note } from './manuscript.ts';
import { plainLine } from './plain-line.ts';
import { plainValue } from './plain-value.ts';
import type { Cover, Provenance } from './post.ts';

/** Front matter in our words. What could not be read is missing here and noted. */
export interface Fields {
	readonly title?: string | undefined;
	readonly date?: string | undefined;
	readonly updated?: string | undefined;
	readonly lang?: string | undefined;
	readonly slug?: string | undefined;
	readonly description: string;
	readonly tags: readonly string[];
	readonly draft: boolean;
	readonly digest: boolean;
	/** Its `src` as the author wrote it. */
	readonly cover?: Cover | undefined;
	readonly canonical?: string | undefined;
	readonly provenance?: Provenance | undefined;
	/** Every other key, as it was. */
	readonly extra: Readonly<Record<string, unknown>>;
}

/** The front matter in our words. */
export function readFields(front: FrontMatter, habits: Habits, note: Note): Fields {
	const { fields } = front;
	const used = new Set<string>();
	const take = (keys: readonly string[]): Field | undefined => {
		const found = keys.map((key) => fields.get(key)).find((field) => field && !isEmpty(field.value));
		for (const key of found ? [found.key.toLowerCase()] : keys) used.add(key);
		return found;
	};
	const title = take(aliases.title);
	const day = (keys: readonly string[]) => readDay(take(keys), note);
	const lang = take(aliases.lang);
	const description = text(take(aliases.description)?.written);
	const canonical = fields.get(aliases.canonical.find((key) => isWebAddress(fields.get(key)?.value)) ?? '');
	if (canonical) used.add(canonical.key.toLowerCase());
	const visibility = readVisibility(fields, note);
	for (const key of [
		'draft',
		'published',
		'status',
		'unlisted',
		'hidden',
		'translated',
		'generated',
		'model',
	])
		used.add(key);
	const slug = text(take(['slug'])?.written);
	return {
		title: title && readTitle(title, note),
		date: day(aliases.date),
		updated: day(aliases.updated),
		lang: lang && readLanguage(lang, note),
		slug: /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(slug) ? slug : undefined,
		description: plainLine(description),
		tags: readTags(take(aliases.tags), habits),
		...visibility,
		cover: readCover(take(aliases.cover), text(take(aliases.coverAlt)?.written)),
		canonical: canonical && String(canonical.value),
		provenance: readProvenance(fields),
		extra: readExtra(fields, used, note),
	};
}

const isEmpty = (value: unknown) =>
	value === null ||
	value === undefined ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0 && !(value instanceof Date));
const text = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
const isWebAddress = (value: unknown) =>
	typeof value === 'string' && /^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value);
const isTrue = (value: unknown) => /^(true|yes|on|1)$/i.test(String(value).trim());
const isFalse = (value: unknown) => /^(false|no|off|0)$/i.test(String(value).trim());

function readTitle({ value, written, line }: Field, note: Note): string | undefined {
	if (typeof value === 'string') return plainLine(value) || undefined;
	if (typeof value !== 'object' || value instanceof Date) return text(written) || String(value);
	const shown = Array.isArray(written) ? `[${written.map(text).join(', ')}]` : '';
	note(line, `YAML reads the title as a list; it is imported as \`${shown}\``);
	return shown || undefined;
}

function readDay(field: Field | undefined, note: Note): string | undefined {
	if (!field) return undefined;
	const { key, value, written, line } = field;
	const date = calendarDay(
		value instanceof Date && typeof written !== 'string' ? value.toISOString() : text(written),
	);
	if ('day' in date) {
		if (key.toLowerCase() === 'created_at') note(line, '`created_at` is taken for the day of publication');
		return date.day;
	}
	note(line, `\`${key}\`: ${date.problem}`);
	return undefined;
}

function readLanguage({ key, written, line }: Field, note: Note): string | undefined {
	const tag = languageTag(text(written));
	if (!tag) note(line, `\`${key}: ${text(written)}\` is not a language`);
	return tag;
}

function readTags(field: Field | undefined, habits: Habits): string[] {
	if (!field) return [];
	const one = text(field.written);
	const list = Array.isArray(field.written)
		? field.written.flat(2).map(text)
		: one.split(one.includes(',') ? ',' : habits.tagsAreWords ? /\s+/ : /\n/);
	return [...new Set(list.map((tag) => plainLine(tag)).filter(Boolean))].slice(0, 50);
}

/** Whether it is public, and whether a digest may pick it. A value nobody can read means: not public. */
function readVisibility(fields: FrontMatter['fields'], note: Note): { draft: boolean; digest: boolean } {
	const is = (key: string) => isTrue(fields.get(key)?.value);
	let draft = false;
	for (const key of ['draft', 'published', 'status', 'hidden']) {
		const field = fields.get(key);
		if (!field || isEmpty(field.value)) continue;
		const word = text(field.written).toLowerCase();
		const [yes, no] =
			key === 'published' || key === 'status' ? [isFalse(word), isTrue(word)] : [isTrue(word), isFalse(word)];
		if (yes || word === 'draft') draft = true;
		else if (
			!no &&
			!/^(published?|public|live|final)$/.test(word) &&
			!(key === 'published' && 'day' in calendarDay(word))
		) {
			draft = true;
			note(
				field.line,
				`\`${field.key}: ${word.slice(0, 40)}\` is not known; the post is imported as a draft`,
			);
		}
	}
	const kind = `${text(fields.get('type')?.written)} ${text(fields.get('layout')?.written)}`.toLowerCase();
	return { draft, digest: !/\b(note|link|page)\b/.test(kind) && !is('unlisted') };
}

function readCover(field: Field | undefined, alt: string): Cover | undefined {
	const value = field?.value;
	if (typeof value === 'string') return { src: value.trim(), alt: plainLine(alt) };
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const { src, url, alt: own } = value as Record<string, unknown>;
	const source = text(src) || text(url);
	return source ? { src: source, alt: plainLine(text(own) || alt) } : undefined;
}

function readProvenance(fields: FrontMatter['fields']): Provenance | undefined {
	const model = text(fields.get('model')?.written);
	const provenance = {
		...(isTrue(fields.get('translated')?.value) && { translated: true }),
		...(isTrue(fields.get('generated')?.value) && { generated: true }),
		...(model && { model }),
	};
	return Object.keys(provenance).length > 0 ? provenance : undefined;
}

function readExtra(
	fields: FrontMatter['fields'],
	used: ReadonlySet<string>,
	note: Note,
): Record<string, unknown> {
	const extra: [string, unknown][] = [];
	for (const [name, field] of fields) {
		if (used.has(name) || isEmpty(field.value)) continue;
		const { value, hidden } = plainValue(field.value, field.written);
		if (hidden) note(field.line, `\`${field.key}\`: a mail address is left out, files in git are public`);
		if (value === undefined) note(field.line, `\`${field.key}\` is too deep or too long to keep`);
		else extra.push([field.key, value]);
	}
	return Object.fromEntries(extra);
}
