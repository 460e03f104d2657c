import { readChannel, withChannel } from '../base/channel.ts';
import { bestLanguage, bestTranslation } from '../base/language.ts';
import { absolute, ownPath, type Site } from '../base/site.ts';
import type { Part } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import { upcoming, whenInWords, type KindredEvent } from '../event/index.ts';
import type { PostEntry } from '../post/index.ts';
import type { DigestEntry } from './entry.ts';
import type { CompiledDigest } from './plan.ts';
import { isPlace, type Handout } from './share.ts';
import { firstSentence } from './shorten.ts';

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
		sentence: preheader || openingSentence(compiled.template.text, title, lang),
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

/** The first sentence that the letter says, after its title; empty when it begins with something else than prose. */
function openingSentence(text: readonly Part[], title: string, lang: string): string {
	const [fixed] = text;
	if (typeof fixed !== 'string') return '';
	const paragraphs = fixed.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, ' ').trim());
	const prose = paragraphs.find(
		(each) => /[.!?。！？؟।]["'”’»」』)]*$/.test(each) && !sameWords(each, title),
	);
	return prose ? firstSentence(prose, lang) : '';
}

/** Titles stand in capitals in a plain text. */
function sameWords(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}
