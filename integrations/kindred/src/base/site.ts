import type { Address } from './address.ts';
import type { OwnStrings } from './strings.ts';

/** Background, text, and what stands out. */
export interface Colours {
	readonly paper: string;
	readonly ink: string;
	readonly accent: string;
}

/** The colours by day and by night, the kind of type, and the width of a line in px. */
export interface Theme extends Colours {
	readonly dark: Colours;
	readonly font: 'serif' | 'sans';
	readonly width: number;
}

/** The shares of the letters of a digest above which its run pauses by itself. */
export interface Breaker {
	/** Not delivered for now. */
	readonly failed: number;
	/** Came back for good. */
	readonly bounced: number;
	readonly complained: number;
	/** So many letters of one kind at least: one bad address among thirty is no pattern. */
	readonly least: number;
}

/** What every room may know about the site. Public, without secrets. */
export interface Site {
	/** The origin letters link to, `https://example.com`, without a slash at the end. */
	readonly url: string;
	/** The path the site lives under, `/blog`, or nothing. Paths of entries carry it already. */
	readonly base: string;
	/** What the blog is called. */
	readonly name: string;
	/** Who writes the letters. */
	readonly from: Address;
	/** Where answers are received; signed tags are put behind a plus. None: answers go to `from`. */
	readonly inbound?: string | undefined;
	/** What the server that receives them calls itself in Authentication-Results. None: its word is not looked for. */
	readonly authserv?: string | undefined;
	/** Are people thanked for their answers by an automatic letter? */
	readonly acknowledge?: boolean | undefined;
	/** The postal address or other imprint that the law asks for. May be empty. */
	readonly imprint: string;
	/** The default language and all languages on offer, BCP 47. */
	readonly lang: string;
	readonly languages: readonly string[];
	/** The author's IANA time zone. */
	readonly zone: string;
	/** How letters look; cards take the colours, `#rrggbb`. */
	readonly theme: Theme;
	/** The picture at the head of letters; `src` is absolute, the size in px. */
	readonly logo?:
		| { readonly src: string; readonly width: number; readonly height: number; readonly alt: string }
		| undefined;
	/** Is there a server that answers forms? If not, letters and pages offer mail links instead. */
	readonly dynamic: boolean;
	/** Do addresses of pages end without a slash (Astro's `trailingSlash: 'never'`)? A form sent to the other one is lost. */
	readonly bare?: boolean | undefined;
	/** How many letters people who proved nothing can make us write; see `person/budget.ts`. */
	readonly signups: { readonly perHour: number; readonly perAddress: number; readonly perNetwork: number };
	/** Proxies in front of the server, each of which adds to `X-Forwarded-For`. */
	readonly proxies: number;
	readonly breaker: Breaker;
	/** How gatherings are looked after; durations are ISO 8601, zones IANA. */
	readonly events: {
		readonly reminders: readonly string[];
		readonly fadeAfterDays: number;
		readonly zones: readonly string[];
	};
	/** The author's own sentences in place of ours, by language. */
	readonly strings?: OwnStrings | undefined;
	readonly paths: { readonly post: string; readonly digest: string; readonly event: string };
}

/** The path of one of our own pages, `leave/`, with the base in front, and the slash at its end where the site has one. */
export function ownPath({ base, bare }: Pick<Site, 'base' | 'bare'>, path: string): string {
	return `${base}/kindred/${bare ? path.replace(/\/$/, '') : path}`;
}

/** The absolute address of a path of the site. */
export function absolute(site: Pick<Site, 'url'>, path: string): string {
	return new URL(path, `${site.url}/`).href;
}
