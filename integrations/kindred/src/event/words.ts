import { formatDay, isDay } from '../base/time.ts';
import type { KindredEvent } from './event.ts';

/** When a gathering is, in words of a language and in its own zone, with the zone's name. */
export function whenInWords(event: KindredEvent, lang: string): string {
	if (event.day) {
		const format = new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeZone: 'UTC' });
		return tidy(format.formatRange(new Date(`${event.start}T00:00:00Z`), new Date(`${event.end}T00:00:00Z`)));
	}
	const options = { dateStyle: 'full', timeStyle: 'short', timeZone: event.zone } as const;
	const format = new Intl.DateTimeFormat(lang, options);
	const range = format.formatRange(new Date(event.instants.start), new Date(event.instants.end));
	return `${tidy(range)} (${zoneInWords(event, lang)})`;
}

/** The name of an event's zone on its day, `Central European Summer Time`. */
function zoneInWords(event: KindredEvent, lang: string): string {
	const format = new Intl.DateTimeFormat(lang, { timeZone: event.zone, timeZoneName: 'long' });
	const part = format
		.formatToParts(new Date(event.instants.start))
		.find(({ type }) => type === 'timeZoneName');
	return part?.value ?? event.zone;
}

/** `Intl` sets thin and narrow spaces, which many mail fonts do not have. */
function tidy(text: string): string {
	return text.replace(/[\u2009\u202f]/g, ' ');
}

/** Until when an answer is taken, in words; a deadline that is a day is that whole day. */
export function deadlineInWords(event: KindredEvent, lang: string): string {
	const { deadline, instants, zone } = event;
	if (!deadline || isDay(deadline)) return deadline ? formatDay(deadline, lang) : '';
	const format = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short', timeZone: zone });
	return tidy(format.format(new Date(instants.closes)));
}
