import type { Address } from '../../base/address.ts';
import type { Letter } from '../../base/letter.ts';
import type { Site } from '../../base/site.ts';
import type { Page } from './page.ts';

/** An error keeps a digest from being approved; a warning is shown. */
export type Severity = 'error' | 'warning';

/** What a rule says of the thing it looked at. */
export interface Problem {
	readonly severity: Severity;
	/** What is wrong, in one sentence. */
	readonly message: string;
	/** What to do, in one sentence. */
	readonly hint: string;
	/** The words it is about. */
	readonly excerpt?: string | undefined;
	/** What to look for in the digest's file: a link or words as the author wrote them. */
	readonly near?: string | undefined;
	/** Is it about the site, whatever was looked at? Then it is told once, and no line is to blame. */
	readonly ofSite?: true | undefined;
}

/** What the gate knows of the site, whatever it looks at. */
export interface GateContext {
	readonly site: Site;
	/** Paths there are on the site, with its base: pages, and files when a build was read. */
	readonly paths: ReadonlySet<string>;
	/** Were the paths read from a build? If not, only posts, events and digests are known, and the rest is a guess. */
	readonly built: boolean;
}

/** The values that are filled in per person, by their kind. */
export interface SlotValues {
	/** The link that ends the subscription. */
	readonly leave: string;
	readonly to: Address;
	/** The signed Reply-To, where the site has an inbound address. */
	readonly replyTo?: string | undefined;
}

/** A whole mail as it leaves: the letter it was made of, and its bytes (RFC 5322). */
export interface RawMail {
	readonly letter: Letter;
	readonly raw: Uint8Array;
}

/** What became of asking for an address outside. */
export type LinkAnswer =
	| { readonly ok: true }
	/** `gone`: it answers that there is nothing (404, 410). `refused`: never asked for, the address is private or no web address. */
	| { readonly ok: false; readonly reason: 'gone' | 'refused' | 'unclear'; readonly message: string };

/** Something a letter uses that mail programs do not know. */
export interface Unsupported {
	/** As caniemail.com calls it: `max-width`, `<style> element`. */
	readonly feature: string;
	/** `outlook.windows`, `gmail.ios`. */
	readonly clients: readonly string[];
}

/** A rule looks at one or more kinds of things. None of its functions throws, whatever it is given. */
export interface Rule {
	/** What it promises, in one line of the docs. */
	readonly promise: string;
	page?(page: Page, context: GateContext): readonly Problem[];
	values?(values: SlotValues, context: GateContext): readonly Problem[];
	/** For every mail: a few microseconds. */
	mail?(letter: Letter, context: GateContext): readonly Problem[];
	raw?(mail: RawMail, context: GateContext): readonly Problem[] | Promise<readonly Problem[]>;
	answer?(url: string, answer: LinkAnswer): readonly Problem[];
	support?(unsupported: Unsupported): readonly Problem[];
}

/** Nothing to say; the same value every time, because it is what nearly every check answers. */
export const fine: readonly Problem[] = [];

export function error(message: string, hint: string, more: Partial<Problem> = {}): Problem {
	return { severity: 'error', message, hint, ...more };
}

export function warning(message: string, hint: string, more: Partial<Problem> = {}): Problem {
	return { severity: 'warning', message, hint, ...more };
}

/** Words short enough to be shown in a line. */
export function excerptOf(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > 60 ? `${[...line].slice(0, 59).join('')}…` : line;
}
