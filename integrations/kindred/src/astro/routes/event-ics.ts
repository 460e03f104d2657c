import type { APIRoute } from 'astro';
import { root, site } from 'virtual:kindred/config';
import { KindredError } from '../../base/error.ts';
import { calendarFeed } from '../../event/calendar/feed/index.ts';
import { calendarFile, calendarNames, feedName, siblingsOf } from '../../event/index.ts';
import { revisedAt } from '../../files/revised.ts';
import { readContent } from '../content.ts';

export const prerender = true;

/** One calendar file for each event in each language, and one under its group; and one of all events, and that in each language. */
export async function getStaticPaths() {
	const { events } = await readContent();
	const names = calendarNames(events);
	const feeds = [undefined, ...site.languages].map((lang) => ({ name: feedName(lang), lang }));
	const taken = names.find(({ name }) => feeds.some((feed) => feed.name === name));
	if (taken) {
		throw new KindredError(
			`The event "${taken.id}" has the name of the calendar of all events.`,
			'Rename its file, or give it another `group`.',
		);
	}
	return [
		...names.map(({ name, id }) => ({ params: { event: name }, props: { id } })),
		...feeds.map(({ name, lang }) => ({ params: { event: name }, props: { lang } })),
	];
}

/** The file says nothing about guests, and nothing that only they may see. */
export const GET: APIRoute = async ({ props }) => {
	const { events } = await readContent();
	const stamp = (revised ??= revisedAt(root, process.env, new Date()));
	const event = events.find(({ id }) => id === props['id']);
	const file = event
		? calendarFile(event, { site, stamp, siblings: siblingsOf(event, events) })
		: calendarFeed(events, { site, stamp, lang: props['lang'] as string | undefined });
	return new Response(file, { headers: { 'Content-Type': 'text/calendar; charset=utf-8' } });
};

/** Asked for once a build. */
let revised: string | undefined;
