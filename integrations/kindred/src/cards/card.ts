/**
 * What one card says. Every text is ready to be read: dates, places and kinds are already in the card's
 * language.
 */
export interface Card {
	readonly kind: 'post' | 'digest' | 'event';
	/** The entry's id, such as `why-groups-die.zh-hant`. It names the picture's file. */
	readonly id: string;
	readonly title: string;
	/** BCP 47. It decides which fonts come first and how lines break. */
	readonly lang: string;
	readonly dir: 'ltr' | 'rtl';
	/** The site's name. */
	readonly site: string;
	/** The kind in words, such as `Essay`. Left out when empty. */
	readonly kicker?: string;
	/** Date, or when and where, in words. */
	readonly line: string;
	readonly topics: readonly string[];
}

/** Something the author may want to mend. The build goes on: the card is drawn without what could not be drawn. */
export interface CardWarning {
	readonly message: string;
	readonly hint: string;
}

/** Pixels of a card: the size that Open Graph readers crop least (1.91 : 1). */
export const CARD_SIZE = { width: 1200, height: 630 } as const;

/** Where the cards of a site live, below its base path. */
export const CARD_FOLDER = '/cards/';

/**
 * The public path of a card, below the site's base, ready for a URL:
 * `/cards/post/why-groups-die.zh-hant.png`.
 */
export function cardPath(kind: Card['kind'], id: string): string {
	return `${CARD_FOLDER}${cardFile(kind, id).split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * The file of a card below the cards folder. Throws on an id that would leave the folder: ids come from file
 * names, so that is a bug of the caller, never an author's mistake.
 */
export function cardFile(kind: Card['kind'], id: string): string {
	const steps = id.split('/');
	if (steps.some((step) => step === '' || step === '.' || step === '..' || /[\\\0]/.test(step))) {
		throw new Error(`"${id}" cannot name a card.`);
	}
	return `${kind}/${id}.png`;
}
