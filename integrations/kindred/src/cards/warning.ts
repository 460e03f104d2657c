import type { Card, CardWarning } from './card.ts';
import type { Lack } from './compose.ts';

const parts: Readonly<Record<Lack['part'], string>> = {
	title: 'title',
	site: "site's name",
	kicker: 'kind',
	line: 'date',
	place: 'place',
	topics: 'topics',
};

/**
 * What could not be drawn, one warning for each missing font: a blog with a hundred Arabic posts gets one
 * line, which names the first post and counts the others.
 */
export function warn(cards: readonly { card: Card; lacks: readonly Lack[] }[]): CardWarning[] {
	const groups = new Map<string, { card: Card; lack: Lack; ids: Set<string> }>();
	const inOrder = [...cards].sort((a, b) => (a.card.id < b.card.id ? -1 : 1));
	for (const { card, lacks } of inOrder) {
		for (const lack of lacks) {
			const key = lack.script?.sans ?? lack.letter;
			const group = groups.get(key) ?? { card, lack, ids: new Set() };
			group.ids.add(`${card.kind} ${card.id}`);
			groups.set(key, group);
		}
	}
	return [...groups.values()].map(({ card, lack, ids }) => sentence(card, lack, ids.size - 1));
}

function sentence(card: Card, lack: Lack, others: number): CardWarning {
	const where = `The ${parts[lack.part]} on the card of ${card.kind} "${card.id}"${more(others)}`;
	if (!lack.script) {
		return {
			message: `${where} has the letter "${lack.letter}", for which no font is known, and was left out.`,
			hint: 'The card shows the rest. Write the text in another script if the card should show it.',
		};
	}
	const { name, sans } = lack.script;
	return {
		message: `${where} needs a font for ${name} letters, which is not installed, and was left out.`,
		hint: `npm install ${sans}`,
	};
}

function more(others: number): string {
	if (others === 0) return '';
	return others === 1 ? ' (and of one other)' : ` (and of ${others} others)`;
}
