import { direction } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import { strings } from '../base/strings.ts';
import { formatDay } from '../base/time.ts';
import type { Card } from '../cards/card.ts';
import { whenInWords, type KindredEvent } from '../event/index.ts';
import type { Content } from './content.ts';

/** The cards of a site: one for every post, digest and event in every language. */
export function cardsOf({ posts, digests, events, site }: Content & { readonly site: Site }): Card[] {
	const card = (
		kind: Card['kind'],
		entry: { id: string; title: string; lang: string },
		line: string,
		topics: readonly string[],
	): Card => ({
		kind,
		id: entry.id,
		title: entry.title,
		lang: entry.lang,
		dir: direction(entry.lang),
		site: site.name,
		kicker: strings(entry.lang, site).card[kind],
		line,
		topics,
	});
	return [
		...posts.map((post) => card('post', post, formatDay(post.date, post.lang), post.tags)),
		...digests
			.filter(({ draft }) => !draft)
			.map((digest) => card('digest', digest, formatDay(digest.date, digest.lang), [])),
		...events.map((event) =>
			card(
				'event',
				event,
				[whenInWords(event, event.lang), whereIs(event, site)].filter(Boolean).join(' · '),
				event.tags,
			),
		),
	];
}

function whereIs({ place, online, lang }: KindredEvent, site: Site): string | undefined {
	return place?.name ?? (online ? strings(lang, site).event.online : undefined);
}
