import { readChannel, withChannel } from '../base/channel.ts';
import { bestLanguage, bestTranslation } from '../base/language.ts';
import { absolute, ownPath, type Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import { upcoming, whenInWords, type KindredEvent } from '../event/index.ts';
import type { PostEntry } from '../post/index.ts';
import type { DigestEntry } from './entry.ts';
import type { CompiledDigest } from './plan.ts';
import { isPlace, type Handout } from './share.ts';

/** What a digest is shared from. */
interface Shared {
	readonly digest: DigestEntry;
	readonly compiled: CompiledDigest;
	readonly posts: readonly PostEntry[];
	readonly events: readonly KindredEvent[];
	readonly site: Site;
	readonly now: Instant;
	/** The channel that its addresses carry; what is no channel is left out. */
	readonly via: string;
}

/** What a digest has to say for itself elsewhere: the author's picks with their notes, and what is ahead. Nothing personal. */
export function handoutOf({ digest, compiled, posts, events, site, now, via }: Shared): Handout {
	const { lang, title, preheader } = digest;
	const channel = readChannel(via);
	const out = (path: string) => {
		const url = absolute(site, path);
		return channel ? withChannel(url, channel) : url;
	};
	const picks = compiled.items.flatMap((item) => {
		if (item.kind !== 'post') return [];
		const translations = posts.filter(({ group, draft }) => group === item.group && !draft);
		if (!translations.length) return [];
		const post = bestTranslation(translations, [lang, site.lang]);
		return [{ title: post.title, note: item.note ?? post.description, url: out(post.url) }];
	});
	return {
		lang,
		title,
		sentence: preheader,
		picks,
		events: upcoming(events, now, [lang, site.lang]).map((event) => ({
			title: event.title,
			when: whenInWords(event, lang),
			url: out(event.url),
		})),
		page: out(digest.url),
		subscribe: site.dynamic
			? out(`${ownPath(site, 'subscribe/')}?lang=${lang}`)
			: byMail(channel, lang, site),
	};
}

/** Without a server there is a page for each place (`pages/SubscribeByMail.astro`), and none for a channel of another name. */
function byMail(channel: string | undefined, lang: string, site: Site): string | undefined {
	if (channel === undefined || !isPlace(channel)) return undefined;
	const spoken = bestLanguage([lang], site.languages) ?? site.lang;
	return absolute(site, ownPath(site, `subscribe/${channel}/${spoken.toLowerCase()}/`));
}
