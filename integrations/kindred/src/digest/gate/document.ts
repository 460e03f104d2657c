import { isTag, isText, type Element } from 'domhandler';
import { direction, languageTag } from '../../base/language.ts';
import { error, fine, warning, type Problem, type Rule } from './finding.ts';
import { isHidden, wordsOf, type Page } from './page.ts';

export const preheader: Rule = {
	promise: 'There is a preheader: the line a mail program shows behind the subject.',
	page({ kind, elements }) {
		if (kind === 'piece') return fine;
		const body = elements.find(({ name }) => name === 'body');
		const found = elements.some(
			(element) =>
				isTag(element) && element !== body && within(element, body) && isHidden(element) && shown(element),
		);
		return found
			? fine
			: [
					warning(
						'The letter has no preheader, so programs show its first words or a menu instead.',
						'Write `preheader:` in the front matter of the digest, one sentence.',
						{ near: 'preheader:' },
					),
				];
	},
};

function within(element: Element, body: Element | undefined): boolean {
	for (let at = element.parent; at; at = at.parent) if (at === body) return true;
	return false;
}

/** Letters pad the preheader with characters that show nothing. */
function shown(element: Element): boolean {
	return /[\p{L}\p{N}\p{S}\uE000]/u.test(wordsOf(element));
}

export const language: Rule = {
	promise: 'The letter says its language and direction, and so does every passage in another direction.',
	page(page) {
		const root = page.elements.find(({ name }) => name === 'html');
		const own = page.kind === 'piece' ? fine : wrongRoot(page, root);
		return [
			...own,
			...page.elements.filter((element) => element !== root).flatMap((element) => turned(element, page.lang)),
		];
	},
};

const mend = 'Write `<html lang={lang} dir={direction(lang)}>`, as Frame.astro does.';

function wrongRoot({ lang }: Page, root: Element | undefined): readonly Problem[] {
	const [said, dir] = [root?.attribs['lang'] ?? '', root?.attribs['dir'] ?? ''];
	if (!said || !dir) return [error(`The letter does not say its ${said ? 'direction' : 'language'}.`, mend)];
	if (languageTag(said) !== languageTag(lang))
		return [error(`The letter for readers of ${lang} says it is in "${said}".`, mend)];
	return dir === direction(lang)
		? fine
		: [error(`The letter in ${lang} runs ${dir}, which is the wrong way.`, mend)];
}

/** Words in a language of the other direction, in an element that does not turn. */
function turned(element: Element, lang: string): readonly Problem[] {
	const said = element.attribs['lang'];
	const tag = said ? languageTag(said) : undefined;
	if (!tag || element.attribs['dir'] || !element.children.some((child) => isText(child) && child.data.trim()))
		return fine;
	let around: string = direction(lang);
	for (let at = element.parent; at; at = at.parent)
		if (isTag(at) && at.attribs['dir']) {
			around = at.attribs['dir'];
			break;
		}
	const words = wordsOf(element);
	return around === direction(tag) || around === 'auto'
		? fine
		: [
				error(
					`A passage in ${tag} stands in a text that runs ${around}.`,
					`Give its element dir="${direction(tag)}".`,
					{ excerpt: words, near: words },
				),
			];
}
