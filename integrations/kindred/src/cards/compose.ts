import type { Card } from './card.ts';
import type { FontFile, FontShelf, FontWeight } from './fonts.ts';
import { scriptOfLanguage, scriptsOfCharacter, type Script } from './script.ts';
import { printable, without } from './text.ts';

/** A text with the fonts that have all its letters, in the order in which the layout asks them. */
export interface Setting {
	readonly text: string;
	readonly files: readonly FontFile[];
}

/** A card whose every text can be drawn. A text whose letters have no font is empty; the others stand. */
export interface Sheet {
	readonly kind: Card['kind'];
	readonly lang: string;
	readonly dir: 'ltr' | 'rtl';
	readonly title: Setting;
	readonly site: Setting;
	readonly kicker: Setting;
	readonly line: Setting;
	/** Of an event, what follows the first ` · ` of its line: the place. */
	readonly place: Setting;
	readonly topics: Setting;
}

/** A text that was left out, because letters of it have no font here. */
export interface Lack {
	readonly part: 'title' | 'site' | 'kicker' | 'line' | 'place' | 'topics';
	/** One of the letters. */
	readonly letter: string;
	/** The script to install a font for. Nothing when we know no font with that letter. */
	readonly script: Script | undefined;
}

/** The families in the box: both cover Latin, Greek, Cyrillic and Vietnamese. */
export const serif = '@fontsource/source-serif-4';
export const sans = '@fontsource/inter';

/** What a text is set in: the family in the box, which of a script's two families comes first, how heavy and how upright. */
export interface Face {
	readonly box: string;
	readonly voice: 'serif' | 'sans';
	readonly weight: FontWeight;
	readonly style: 'normal' | 'italic';
}
const titleFace: Face = { box: serif, voice: 'serif', weight: 600, style: 'normal' };
const siteFace: Face = { box: serif, voice: 'serif', weight: 500, style: 'italic' };
const smallFace: Face = { box: sans, voice: 'sans', weight: 500, style: 'normal' };

/** Chooses fonts for every text of a card, and says what had to be left out. */
export function compose(card: Card, shelf: FontShelf): { sheet: Sheet; lacks: Lack[] } {
	const lacks: Lack[] = [];
	const set = (part: Lack['part'], text: string, face: Face): Setting => {
		// A thousand cards share their site's name, their kinds and most of their topics.
		const key = `${part} ${card.lang} ${text}`;
		const { setting, lack } = shelf.remember(key, () => setText(printable(text), face, card.lang, shelf));
		if (lack) lacks.push({ part, ...lack });
		return setting;
	};
	const cut = card.kind === 'event' ? card.line.indexOf(' · ') : -1;
	const [line, place] = cut < 0 ? [card.line, ''] : [card.line.slice(0, cut), card.line.slice(cut + 3)];
	const sheet: Sheet = {
		kind: card.kind,
		lang: card.lang,
		dir: card.dir,
		title: set('title', card.title, titleFace),
		site: set('site', card.site, siteFace),
		kicker: set('kicker', card.kicker ?? '', smallFace),
		line: set('line', line, smallFace),
		place: set('place', place, smallFace),
		topics: set('topics', card.topics.join(' · '), smallFace),
	};
	return { sheet, lacks };
}

/** Chooses fonts for a text that is `printable`. Empty, with one of its letters, where a letter has no font. */
export function setText(
	text: string,
	face: Face,
	lang: string,
	shelf: FontShelf,
): { setting: Setting; lack?: Omit<Lack, 'part'> } {
	const ranks = new Map<FontFile, number>();
	const unknown = new Set<string>();
	const order = preference(text, face, lang, shelf);
	// The ellipsis is there for a title that is cut.
	for (const character of new Set(text && `${text}…`)) {
		const found = order(character);
		if (found) ranks.set(found.file, found.rank);
		else if (isLetter(character)) {
			const script = scriptsOfCharacter(character, lang)[0];
			return { setting: { text: '', files: [] }, lack: { letter: character, script } };
		} else unknown.add(character);
	}
	const files = [...ranks.keys()].sort(
		(a, b) => ranks.get(a)! - ranks.get(b)! || (a.identity < b.identity ? -1 : 1),
	);
	// Chinese and Arabic have no italics: a text that mixes them with Latin stands upright as a whole.
	const mixed = face.style === 'italic' && files.some(({ style }) => style === 'normal');
	if (mixed) return setText(text, { ...face, style: 'normal' }, lang, shelf);
	return { setting: { text: without(text, unknown), files } };
}

/**
 * A sign without a font is left out, and so is an accent; a letter without a font takes its whole text with
 * it, for half a word misleads.
 */
export function isLetter(character: string): boolean {
	return /[\p{L}\p{M}\p{N}]/u.test(character) && !/\p{Script=Inherited}/u.test(character);
}

/**
 * The order in which families are asked for a character. A text with a letter of its language's own script
 * asks that family first, so that Latin words inside a Chinese title match it; then the box; then any other
 * that may have it. The answers are kept on the shelf: a blog has a few hundred different characters, not a
 * few per card.
 */
function preference(text: string, face: Face, lang: string, shelf: FontShelf) {
	const script = scriptOfLanguage(lang);
	const native = script && [...new Set(text)].some((letter) => ownsLetter(script, letter, lang, shelf));
	const first = [...(native ? families(script, face) : []), face.box];
	const order = [lang, face.style, face.weight, ...first].join();
	return (character: string) =>
		shelf.remember(`${order} ${character}`, () => {
			const others = scriptsOfCharacter(character, lang).flatMap((other) => families(other, face));
			for (const [rank, name] of [...first, ...others].entries()) {
				const file = shelf.find(name)?.fileFor(character, face.weight, face.style);
				if (file) return { file, rank };
			}
			return undefined;
		});
}

function ownsLetter(script: Script, letter: string, lang: string, shelf: FontShelf): boolean {
	const owns = () => isLetter(letter) && scriptsOfCharacter(letter, lang).includes(script);
	return shelf.remember(`${lang} owns ${letter}`, owns);
}

function families(script: Script, face: Face): string[] {
	return face.voice === 'serif' ? [script.serif, script.sans] : [script.sans, script.serif];
}
