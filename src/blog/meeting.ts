import { cardPath } from 'astro-kindred/cards';
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

/**
 * The parts of the blog in which people meet come from `astro-kindred` and live in `src/kindred/`. To run the blog without the
 * integration, delete that folder and `kindred()` in astro.config.mjs: pages fall back to mail links.
 */
const parts = import.meta.glob<{ default: AstroComponentFactory }>(
	['../kindred/*.astro', '!../kindred/Join.astro'],
	{
		eager: true,
	},
);

/** A digest with what it picked; without the integration its prose alone. */
export const Edition = parts['../kindred/Edition.astro']?.default;
/** An event's particulars, with its calendar file. */
export const Facts = parts['../kindred/Facts.astro']?.default;
/** The calendar of all events, for calendar programs to look at again and again. */
export const Calendar = parts['../kindred/Calendar.astro']?.default;
/** The form that answers an event. */
export const Answer = parts['../kindred/Answer.astro']?.default;

/** The picture that stands for an entry elsewhere; without the integration there is none. */
export function cardOf(kind: 'post' | 'digest' | 'event', id: string): string | undefined {
	return Edition && cardPath(kind, id);
}
