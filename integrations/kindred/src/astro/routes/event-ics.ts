import type { APIRoute } from 'astro';
import { site } from 'virtual:kindred/config';
import { instant } from '../../base/time.ts';
import { calendarFile, calendarNames } from '../../event/index.ts';
import { readContent } from '../content.ts';

export const prerender = true;

/** One calendar file for each event in each language, and one under its group. */
export async function getStaticPaths() {
	const { events } = await readContent();
	return calendarNames(events).map(({ name, id }) => ({ params: { event: name }, props: { id } }));
}

/** The file says nothing about guests, and nothing that only they may see. */
export const GET: APIRoute = async ({ props }) => {
	const { events } = await readContent();
	const event = events.find(({ id }) => id === props['id'])!;
	return new Response(calendarFile(event, { site, stamp: builtAt() }), {
		headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
	});
};

/** The clock of the build; SOURCE_DATE_EPOCH (reproducible-builds.org) fixes it, so that the same source makes the same bytes. */
function builtAt(): string {
	const seconds = Number(process.env['SOURCE_DATE_EPOCH']);
	return instant(seconds > 0 ? new Date(seconds * 1000) : new Date());
}
