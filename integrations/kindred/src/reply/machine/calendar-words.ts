/** Whose names of months and days are read. The names are those of Unicode's CLDR, in every form a date has there. */
const locales = (
	'en de fr es pt it nl sv da nb fi is pl cs sk sl ru uk be bg sr-Latn hu tr az el ro ca eu gl et lv lt sq id ms vi th hi bn ' +
	'ar ar-LB ar-DZ ar-MA he fa-u-ca-gregory ur zh ja ko'
).split(' ');
/** Languages whose names of days have endings: what is left of a name without its last letters is known, too. */
const inflected = new Set('ru uk be bg pl cs sk sl sr-Latn hu fi et lv lt tr az el ro is sq eu'.split(' '));

/** Persian months are of another calendar. Their names are told apart from the others by numbers above 100. */
const PERSIAN = 100;

interface Names {
	/** 1 to 12, and 101 to 112 for the months of the Persian calendar. */
	readonly months: ReadonlyMap<string, number>;
	/** 1 for Monday, 7 for Sunday (ISO 8601). */
	readonly days: ReadonlyMap<string, number>;
	readonly stems: ReadonlyMap<string, number>;
}

/** Made when first needed, as it takes some milliseconds. */
let made: Names | undefined;

function names(): Names {
	made ??= { months: monthNames(), ...dayNames() };
	return made;
}

function monthNames(): Map<string, number> {
	const found = new Map<string, number>();
	for (const locale of locales) {
		for (const style of ['long', 'short'] as const)
			for (const day of [undefined, 'numeric'] as const) {
				const format = new Intl.DateTimeFormat(locale, { month: style, day, timeZone: 'UTC' });
				for (let month = 1; month <= 12; month++)
					learn(found, partOf(format, Date.UTC(2031, month - 1, 12), 'month'), month);
			}
	}
	const persian = new Intl.DateTimeFormat('fa-u-ca-persian', { month: 'long', timeZone: 'UTC' });
	for (let month = 1; month <= 12; month++)
		learn(found, partOf(persian, Date.UTC(2031, month + 2, 5), 'month'), PERSIAN + ((month - 1) % 12) + 1);
	return found;
}

function dayNames(): Pick<Names, 'days' | 'stems'> {
	const days = new Map<string, number>();
	const stems = new Map<string, number>();
	for (const locale of locales) {
		const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
		for (let day = 1; day <= 7; day++) {
			// 1 September 2031 is a Monday.
			const name = partOf(format, Date.UTC(2031, 8, day), 'weekday');
			learn(days, name, day);
			learn(days, name.replace(/-feira$/, ''), day);
			const folded = fold(name);
			const stem = folded.slice(0, folded.length > 5 ? -2 : -1);
			if (inflected.has(locale) && stem.length >= 4 && !stems.has(stem)) stems.set(stem, day);
		}
	}
	return { days, stems };
}

function learn(found: Map<string, number>, name: string, value: number): void {
	const folded = fold(name).replace(/\.$/, '');
	for (const form of [folded, plainLatin(folded)]) {
		// Names that are numbers with a word are read by their shape.
		if (form.length > 1 && !/\d/.test(form) && !found.has(form)) found.set(form, value);
	}
}

function partOf(format: Intl.DateTimeFormat, time: number, type: 'month' | 'weekday'): string {
	return format.formatToParts(time).find((part) => part.type === type)?.value ?? '';
}

/** Text as names are compared: small letters, one way to write each Arabic one, digits of ASCII, no marks of direction. */
export function fold(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\p{Cf}|\u0307|[\u0640\u064b-\u0652]/gu, '')
		.replace(/[أإآٱ]/g, 'ا')
		.replace(/[ىی]/g, 'ي')
		.replaceAll('ک', 'ك')
		.replaceAll('ة', 'ه')
		.replaceAll('’', "'")
		.replace(/\p{Nd}/gu, asciiDigit);
}

const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];

function asciiDigit(digit: string): string {
	const code = digit.codePointAt(0)!;
	const zero = zeros.find((first) => code >= first && code < first + 10);
	return zero === undefined ? digit : String(code - zero);
}

/** People leave out accents. */
function plainLatin(text: string): string {
	return /\p{Script=Latin}/u.test(text) ? text.normalize('NFD').replace(/\p{Mn}/gu, '') : text;
}

/** Hebrew and Arabic put "on" and "of" before a word without a space. */
const prefixes = /^(?:ב|ל|ה|מה|ال|ب|ل)/;
/** The longest ending a name of a day has. */
const MOST_ENDING = 5;

/** The month a folded word names, `1` to `12`; above 100 one of the Persian calendar. */
export function monthNamed(word: string): number | undefined {
	const { months } = names();
	return lookUp(months, word) ?? withoutEnding(word, (start) => months.get(start));
}

/** The day of the week that a folded word names, 1 for Monday. */
export function dayNamed(word: string): number | undefined {
	const { days, stems } = names();
	return lookUp(days, word) ?? withoutEnding(word, (start) => days.get(start) ?? stems.get(start));
}

function lookUp(found: ReadonlyMap<string, number>, word: string): number | undefined {
	const exact =
		found.get(word) ?? found.get(word.replace(prefixes, '')) ?? found.get(word.replace('ae', 'ä'));
	if (exact !== undefined || !/\p{Script=Thai}/u.test(word)) return exact;
	// Thai has no spaces between words.
	return thaiIn(found).find(([name]) => word.startsWith(name))?.[1];
}

const thai = new WeakMap<ReadonlyMap<string, number>, readonly (readonly [string, number])[]>();

/** The names in Thai letters. Attack: a text of ten thousand Thai words, each compared with every name of the world. */
function thaiIn(found: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
	const known = thai.get(found) ?? [...found].filter(([name]) => /^\p{Script=Thai}/u.test(name));
	thai.set(found, known);
	return known;
}

function withoutEnding(word: string, named: (start: string) => number | undefined): number | undefined {
	// Of two words the second one is not an ending.
	if (word.includes(' ')) return undefined;
	for (let length = word.length; length >= Math.max(4, word.length - MOST_ENDING); length--) {
		const found = named(word.slice(0, length));
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A day of the Persian calendar, the next one from a day on, in days since 1970; nothing when there is none in a year. */
export function persianDay(month: number, day: number, from: number): number | undefined {
	for (let at = from; at <= from + 366; at++) {
		const parts = persian.formatToParts(at * 86_400_000);
		const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
		if (number('month') === month && number('day') === day) return at;
	}
	return undefined;
}
const persian = new Intl.DateTimeFormat('en-u-ca-persian', {
	month: 'numeric',
	day: 'numeric',
	timeZone: 'UTC',
});
