/** A calendar day as a text says it, or what is wrong with the text. */
export type CalendarDay = { readonly day: string } | { readonly problem: string };

/**
 * The calendar day an author wrote, as `2026-11-22`. Clock and zone behind it are left alone: somebody who
 * writes `2018-06-11 23:30 +0900` means the eleventh. A day that does not exist, such as 30 February, is a
 * problem and never rolls over into March, as YAML libraries let it.
 */
export function calendarDay(written: string): CalendarDay {
	const text = written.trim();
	const parts = numbersFirst(text) ?? monthInWords(text);
	if (!parts) return { problem: `\`${text.slice(0, 40)}\` is not a date this importer can read` };
	const [year, month, day] = parts;
	const date = new Date(Date.UTC(year, month - 1, day));
	if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
		return { problem: `\`${text.slice(0, 40)}\` is a day that does not exist` };
	}
	return { day: date.toISOString().slice(0, 10) };
}

type Parts = readonly [year: number, month: number, day: number];

/** `2018-06-1 20:33:00`, `2018/06/11`, `2018.6.11`, `20180611`, `2018年6月11日`. */
function numbersFirst(text: string): Parts | undefined {
	const match =
		/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[T\s,])/i.exec(text) ??
		/^(\d{4})(年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text) ??
		/^(\d{4})()(\d{2})(\d{2})$/.exec(text);
	return match ? [Number(match[1]), Number(match[3]), Number(match[4])] : undefined;
}

/** `May 01 2024`, `February 9, 2015`, `9 Feb 2015 10:00`, `Tue, 04 Aug 2020`, `Mon Jan 02 2006`. */
function monthInWords(text: string): Parts | undefined {
	const bare = text.replace(/^[a-z]{3,9}\.?,?\s+(?=[a-z]{3}|\d)/i, (word) => (monthOf(word) ? word : ''));
	const american = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i.exec(bare);
	if (american && monthOf(american[1]!))
		return [Number(american[3]), monthOf(american[1]!), Number(american[2])];
	const european = /^(\d{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i.exec(bare);
	if (european && monthOf(european[2]!))
		return [Number(european[3]), monthOf(european[2]!), Number(european[1])];
	return undefined;
}

const months = [
	'january',
	'february',
	'march',
	'april',
	'may',
	'june',
	'july',
	'august',
	'september',
	'october',
	'november',
	'december',
];

/** The number of an English month, from three letters on; 0 when it is none. */
function monthOf(word: string): number {
	const name = word.toLowerCase().replace(/[^a-z]/g, '');
	return name.length < 3
		? 0
		: months.findIndex((month) => month.startsWith(name === 'sept' ? 'sep' : name)) + 1;
}
