import { shorten } from '../base/shorten.ts';
import type { Site } from '../base/site.ts';
import { strings } from '../base/strings.ts';
import { cleanText } from '../person/index.ts';
import { discordMarkdown, plain, slackMrkdwn, telegramHtml, type Markup } from './share-markup.ts';

/** What a digest has to say for itself elsewhere. Plain texts; addresses are absolute and carry their channel already. */
export interface Handout {
	readonly lang: string;
	readonly title: string;
	/** One honest sentence about it; may be empty. */
	readonly sentence: string;
	readonly picks: readonly { readonly title: string; readonly note: string; readonly url: string }[];
	readonly events: readonly { readonly title: string; readonly when: string; readonly url: string }[];
	/** Where it can be read. */
	readonly page: string;
	/** Where the next one can be asked for; without it, the digest's own page says how. */
	readonly subscribe?: string | undefined;
}

/** A place where the people of an old group are. Lengths are UTF-16 units, the way that never counts too few. */
interface PlaceRules {
	/** What a message may hold. */
	readonly most: number;
	/** The first of the `sizes` to try: what people there read. */
	readonly from: number;
	/** The place hides what comes after so many: title and sentence stand before it. */
	readonly fold?: number;
	/** How a person writes there, who pastes. */
	readonly markup: Markup;
	/** How a program writes there, where that is another way. */
	readonly bot?: Markup;
	/** Whether an address may not open where it is tapped. */
	readonly closed?: true;
}

/**
 * The places, with where their limits come from. Telegram: sendMessage, 4096 after entities are parsed. Slack: chat.postMessage
 * splits above 4,000. Discord: 2,000 without Nitro. LinkedIn: 3,000, and "see more" after about 200 on a desk. WeChat: its desktop
 * programs split above 2,000; addresses of sites it does not know open only in a browser, or by a QR code that is pressed long.
 */
export const places = {
	wechat: { most: 2000, from: 2, markup: plain, closed: true },
	telegram: { most: 4096, from: 0, markup: plain, bot: telegramHtml },
	slack: { most: 4000, from: 0, markup: plain, bot: slackMrkdwn },
	discord: { most: 2000, from: 1, markup: discordMarkdown },
	linkedin: { most: 3000, from: 1, fold: 200, markup: plain },
	text: { most: 4000, from: 2, markup: plain },
} as const satisfies Record<string, PlaceRules>;
export type Place = keyof typeof places;

/** Is there such a place? */
export function isPlace(name: string): name is Place {
	return Object.hasOwn(places, name);
}

/** Has the place a way of its own for programs? */
export function hasBotForm(place: Place): boolean {
	return 'bot' in places[place];
}

/** How much is said, from generous to terse: characters of a note, a sentence and a title; how many picks and events. */
const sizes = [
	{ note: 280, sentence: 400, title: 200, picks: 10, events: 4 },
	{ note: 160, sentence: 300, title: 200, picks: 8, events: 3 },
	{ note: 100, sentence: 240, title: 160, picks: 6, events: 3 },
	{ note: 60, sentence: 200, title: 160, picks: 5, events: 2 },
	{ note: 0, sentence: 160, title: 120, picks: 5, events: 1 },
	{ note: 0, sentence: 120, title: 100, picks: 3, events: 0 },
	{ note: 0, sentence: 0, title: 80, picks: 0, events: 0 },
] as const;
type Size = (typeof sizes)[number];

/**
 * What to paste: as much as the place takes and its people read. Addresses are never cut, so a message is longer than its place
 * takes only when the addresses alone are.
 */
export function share(
	handout: Handout,
	place: Place,
	site: Pick<Site, 'lang' | 'strings'>,
	as: 'person' | 'bot' = 'person',
): string {
	const rules: PlaceRules = places[place];
	const markup = (as === 'bot' && rules.bot) || rules.markup;
	let text = '';
	for (const size of sizes.slice(rules.from)) {
		text = write(handout, size, rules, markup, site);
		if (text.length <= rules.most) break;
	}
	return text;
}

function write(
	handout: Handout,
	size: Size,
	{ fold, closed }: PlaceRules,
	markup: Markup,
	site: Pick<Site, 'lang' | 'strings'>,
): string {
	const { lang, page, subscribe } = handout;
	const words = strings(lang, site);
	const line = (text: string, most: number) => shorten(cleanText(text, 10_000), most, lang);
	const title = line(handout.title, Math.min(size.title, fold ?? Infinity));
	const room = fold === undefined ? size.sentence : Math.min(size.sentence, fold - title.length - 1);
	const sentence = line(handout.sentence, room);

	const picks = handout.picks.slice(0, size.picks).map(({ title, note, url }) => {
		const said = line(note, size.note);
		return `• ${markup.titled(line(title, size.title), url)}${said && `\n  ${markup.text(said)}`}`;
	});
	const events = handout.events.slice(0, size.events).map(({ title, when, url }) => {
		return `• ${markup.titled(line(title, size.title), url)}\n  ${markup.text(line(when, 120))}`;
	});
	const blocks = [
		[markup.strong(title), sentence && markup.text(sentence)],
		picks,
		events.length ? [markup.text(words.digest.events), ...events] : [],
		[markup.text(words.share.read), markup.address(page)],
		subscribe ? [markup.text(words.share.subscribe), markup.quiet(subscribe)] : [],
		closed ? [markup.text(words.share.closed)] : [],
	];
	return blocks
		.map((lines) => lines.filter(Boolean).join('\n'))
		.filter(Boolean)
		.join('\n\n');
}
