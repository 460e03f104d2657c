/** How a day is written in full, and in the margin of a list. */
const styles = {
	long: { dateStyle: 'long' },
	medium: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A calendar day in words: `22 November 2026`, `2026年11月22日`; `medium` is `22 Nov 2026`. */
export function dayInWords(day: string, lang: string, style: keyof typeof styles = 'long'): string {
	const format = new Intl.DateTimeFormat(dateLocale(lang), { ...styles[style], timeZone: 'UTC' });
	return format.format(midnight(day));
}

/** How an event is announced: its day of the month large, month and year in words below, and the whole day with its weekday. */
export function dayParts(day: string, lang: string): { day: string; month: string; whole: string } {
	const part = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(dateLocale(lang), { ...options, timeZone: 'UTC' }).format(midnight(day));
	return {
		day: String(Number(day.slice(8, 10))),
		month: part({ month: 'long', year: 'numeric' }),
		whole: part({ dateStyle: 'full' }),
	};
}

/** The clock of a wall time as a language writes it: `7:00 pm`, `19:00`; nothing for a plain day. */
export function clockInWords(wall: string, lang: string): string | undefined {
	const clock = wall.split('T')[1];
	if (!clock) return undefined;
	const format = new Intl.DateTimeFormat(dateLocale(lang), { timeStyle: 'short', timeZone: 'UTC' });
	return format.format(new Date(`1970-01-01T${clock}:00Z`));
}

/** English without a region would put the month first; the blog writes British dates. */
function dateLocale(lang: string): string {
	return lang === 'en' ? 'en-GB' : lang;
}

function midnight(wall: string): Date {
	return new Date(`${wall.slice(0, 10)}T00:00:00Z`);
}
