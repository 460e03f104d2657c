import type { ZonedLine } from './html-lines.ts';
import type { Zone } from './html-walk.ts';
import {
	attributionIn,
	attributionOf,
	beginsLetter,
	isLabelled,
	looksAttributed,
	mayAnnounce,
} from './announcement.ts';
import { bare, isBlank } from './line.ts';

/** What the structure of a mail's HTML says of a line. */
export type Place = 'open' | 'quote' | 'signature';

/** What the structure of a mail's HTML says. */
export interface Structure {
	readonly places: readonly Place[];
	/** A program marked a quote. */
	readonly marked: boolean;
	/** The quote goes on to the end because nothing says where it ends. */
	readonly endless: boolean;
	/** A line in a marked quote says who wrote it. */
	readonly attributed: boolean;
}

/** Attack: a wrapper of a megabyte of empty lines, in each wrapper of thousands. So far from its top an attribution is looked for. */
const MOST_SEARCH = 400;
/** Somebody who typed more than that above a quote did not do it in the element of the quote. */
const MOST_ABOVE = 5;

/** Decides for every line, from the zones it stands in, whether it is quoted. Every zone is looked at once. */
export function structureOf(lines: readonly ZonedLine[], zones: readonly Zone[]): Structure {
	return new ZoneReader(lines, zones).read();
}

class ZoneReader {
	readonly #lines: readonly ZonedLine[];
	readonly #texts: readonly string[];
	readonly #zones: readonly Zone[];
	readonly #places: Place[];
	/** For each zone, which roles it has or stands in. */
	readonly #within: readonly ReadonlySet<Zone['role']>[];
	/** Something visible stands outside of all quotes and wrappers. */
	readonly #hasOutside: boolean;
	#marked = false;
	#endless = false;
	#attributed = false;

	constructor(lines: readonly ZonedLine[], zones: readonly Zone[]) {
		this.#lines = lines;
		this.#texts = lines.map(({ text }) => text);
		this.#zones = zones;
		this.#within = rolesAround(zones);
		const isQuote = (zone: number) => this.#in(zone, 'quote') || this.#in(zone, 'hidden');
		this.#places = lines.map(({ zone }) => (isQuote(zone) ? 'quote' : 'open'));
		this.#hasOutside = lines.some(
			({ text, zone }) => !isQuote(zone) && !this.#in(zone, 'wrapper') && isWords(text),
		);
	}

	read(): Structure {
		for (const [index, zone] of this.#zones.entries()) {
			const { role, parent } = zone;
			if (zone.last < zone.first || this.#in(parent, 'quote') || this.#in(index, 'hidden')) continue;
			if (role === 'quote') this.#marked = true;
			else if (this.#in(parent, 'wrapper') || this.#in(parent, 'attribution')) continue;
			else if (role === 'wrapper') this.#readWrapper(zone);
			else if (role === 'attribution') this.#readAttribution(zone);
			else if (this.#beginsRest(index)) this.#readRest(zone);
		}
		this.#readSignatures();
		return {
			places: this.#places,
			marked: this.#marked,
			endless: this.#endless,
			attributed: this.#attributed,
		};
	}

	#in(zone: number, role: Zone['role']): boolean {
		return this.#within[zone]?.has(role) === true;
	}

	#isSeen(at: number): boolean {
		return !isBlank(this.#texts[at]) && !this.#in(this.#lines[at]!.zone, 'hidden');
	}

	#quote(from: number, to: number): void {
		this.#marked = true;
		this.#places.fill('quote', from, to + 1);
	}

	#beginsRest(zone: number): boolean {
		const { role, first, last } = this.#zones[zone]!;
		return role === 'rest' || (role === 'block' && isLabelled(this.#texts, first, last));
	}

	/** From the element on, all is a quote; and so is the rule above it. */
	#readRest({ first }: Zone): void {
		if (this.#endless) return;
		let from = first;
		while (from > 0 && !isWords(this.#texts[from - 1]!)) from--;
		this.#quote(from, this.#texts.length - 1);
		this.#endless = true;
		this.#attributed = true;
	}

	/** Programs that have an element for it: but people type into it too, above it. */
	#readAttribution({ first, last }: Zone): void {
		const found = attributionIn(this.#texts, first, Math.min(last, first + MOST_SEARCH));
		const from = found ?? this.#lastParagraph(first, last + 1).from;
		if (found === undefined && !mayAnnounce(this.#texts.slice(from, last + 1))) return;
		this.#quote(from, last);
		this.#attributed = true;
	}

	/**
	 * Around an attribution and its quote. Above the attribution is what somebody typed into the element; below a quote of its own
	 * element too. An attribution without such a quote is followed by the quoted text itself.
	 */
	#readWrapper({ first, last }: Zone): void {
		const begin = this.#beginning(first, last);
		if (!begin) {
			if (this.#hasOutside) this.#quote(first, last);
			return;
		}
		let below = begin.from + begin.length;
		while (below <= last && !this.#isSeen(below)) below++;
		const isCited = below <= last && this.#places[below] === 'quote';
		// Without an element of its own only a letter that was sent on surely goes on to the end.
		this.#attributed ||= isCited ? begin.length > 0 : beginsLetter(this.#texts, begin.from);
		let { from } = begin;
		while (from > first && !isWords(this.#texts[from - 1]!)) from--;
		this.#quote(from, isCited ? below : last);
	}

	/** The line of a wrapper at which its quote begins, and how many lines the attribution above the quote has. */
	#beginning(first: number, last: number): { from: number; length: number } | undefined {
		let above = 0;
		for (let at = first; at <= Math.min(last, first + MOST_SEARCH); at++) {
			if (!this.#isSeen(at)) continue;
			const { zone } = this.#lines[at]!;
			if (this.#in(zone, 'attribution')) return this.#atAttribution(at, last);
			if (this.#places[at] === 'quote') return above < MOST_ABOVE ? this.#atQuote(first, at) : undefined;
			const length = this.#beginsRest(zone) ? 1 : attributionOf(this.#texts, at);
			if (length > 0) return { from: at, length };
			above++;
		}
		return undefined;
	}

	#atAttribution(first: number, last: number): { from: number; length: number } {
		let end = first;
		while (end <= last && this.#in(this.#lines[end]!.zone, 'attribution')) end++;
		const from = attributionIn(this.#texts, first, Math.min(end - 1, first + MOST_SEARCH)) ?? first;
		return { from, length: end - from };
	}

	/** The lines right above a quote are its attribution, in whatever language, if they have the looks of one. */
	#atQuote(first: number, quote: number): { from: number; length: number } {
		const { from, end } = this.#lastParagraph(first, quote);
		const is = from < end && looksAttributed(this.#texts.slice(from, end));
		return is ? { from, length: quote - from } : { from: quote, length: 0 };
	}

	#lastParagraph(first: number, below: number): { from: number; end: number } {
		let end = below;
		while (end > first && isBlank(this.#texts[end - 1])) end--;
		let from = end;
		while (from > first && !isBlank(this.#texts[from - 1])) from--;
		return { from, end };
	}

	/** Unless somebody typed into the element of their signature and nowhere else. */
	#readSignatures(): void {
		const isSigned = (at: number) =>
			this.#places[at] === 'open' && this.#in(this.#lines[at]!.zone, 'signature');
		const hasOwn = this.#texts.some(
			(text, at) => this.#places[at] === 'open' && !isSigned(at) && isWords(text),
		);
		if (hasOwn) for (const at of this.#texts.keys()) if (isSigned(at)) this.#places[at] = 'signature';
	}
}

const isWords = (line: string) => !isBlank(line) && !/^[-_—–]{5,}$/.test(bare(line));

function rolesAround(zones: readonly Zone[]): ReadonlySet<Zone['role']>[] {
	const within: ReadonlySet<Zone['role']>[] = [];
	for (const { role, parent } of zones) {
		const around = within[parent];
		within.push(around?.has(role) ? around : new Set([...(around ?? []), role]));
	}
	return within;
}
