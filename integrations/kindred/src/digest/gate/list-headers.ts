import { escapeHtml } from '../../base/html.ts';
import type { Letter } from '../../base/letter.ts';
import type { Site } from '../../base/site.ts';
import { error, fine, type Problem, type Rule } from './finding.ts';
import { headerOf } from './headers.ts';

const mend = 'Letters get it from the site and the person; look at what replaces headers on the way.';

/** `phrase <list.id>` or `<list.id>`; the id in dot-atoms of at most 255 octets. */
const listIdShape = /^(?:"(?:[^"\\]|\\.)*"\s*|[\x20-\x21\x23-\x3b\x3d\x3f-\x7e]*)<([^<>\s]{1,255})>$/;
const listIdAtoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)+$/;

export const listId: Rule = {
	promise: 'List-Id names the list, so that people can file its letters (RFC 2919).',
	mail(letter) {
		const value = headerOf(letter, 'List-Id');
		if (value === undefined) return [error('The letter has no List-Id.', mend)];
		const id = listIdShape.exec(value)?.[1];
		return id && listIdAtoms.test(id)
			? fine
			: [error('List-Id is not a phrase with an id in angle brackets.', mend, { excerpt: value })];
	},
};

/** Every URI in its angle brackets, or nothing when something else stands between them (RFC 2369, section 2). */
function urisOf(value: string): string[] | undefined {
	const uris: string[] = [];
	for (const part of value.split(/,\s*(?=<)/)) {
		const uri = /^\s*<([^<>\s]+)>\s*$/.exec(part)?.[1];
		if (uri === undefined) return undefined;
		uris.push(uri);
	}
	return uris;
}

export const listUnsubscribe: Rule = {
	promise: 'List-Unsubscribe holds links in angle brackets, and the letter shows the same link (RFC 2369).',
	mail(letter) {
		const value = headerOf(letter, 'List-Unsubscribe');
		if (value === undefined)
			return [error('The letter has no List-Unsubscribe.', 'Every letter to a list needs a way out of it.')];
		const uris = urisOf(value);
		if (!uris?.every((uri) => /^(https?|mailto):./.test(uri)))
			return [error('List-Unsubscribe is not a list of links in angle brackets.', mend, { excerpt: value })];
		// From the end, for it stands in the foot.
		const shown = uris.some(
			(uri) => letter.text.lastIndexOf(uri) >= 0 && letter.html.lastIndexOf(escapeHtml(uri)) >= 0,
		);
		return shown
			? fine
			: [
					error(
						'The link that ends the subscription stands in List-Unsubscribe, but not in both forms of the letter.',
						"Put a link to `slot('leave-url')` into your letter, as Frame.astro does.",
					),
				];
	},
};

/** 128 bits in base64: shorter than this can be guessed. */
const LEAST_TOKEN = 22;

export const oneClick: Rule = {
	promise:
		'One https link that cannot be guessed ends the subscription by one POST (RFC 8058); a site without a server offers a mailto link.',
	values: ({ leave }, { site }) => wrongLeave(leave, site),
	mail(letter, { site }) {
		const value = headerOf(letter, 'List-Unsubscribe');
		const post = headerOf(letter, 'List-Unsubscribe-Post');
		const uris = (value && urisOf(value)) || [];
		const web = uris.filter((uri) => !uri.startsWith('mailto:'));
		if (!site.dynamic)
			return post === undefined || web.length
				? fine
				: [error('List-Unsubscribe-Post promises one click, but there is only a mail link.', mend)];
		if (post !== 'List-Unsubscribe=One-Click')
			return [
				error(
					'List-Unsubscribe-Post is not `List-Unsubscribe=One-Click`, so no mail program shows its button.',
					mend,
				),
			];
		if (web.length !== 1)
			return [
				error(`List-Unsubscribe holds ${web.length} web links, and one click needs exactly one.`, mend),
			];
		return wrongLeave(web[0]!, site);
	},
};

function wrongLeave(link: string, { url, dynamic }: Site): readonly Problem[] {
	if (link.startsWith('mailto:') && !dynamic) return fine;
	if (!link.startsWith('https://') && !(url.startsWith('http://') && link.startsWith('http://')))
		return [
			error('The link that ends the subscription is not https.', 'Set `site` to an address with https.'),
		];
	const tokens = link.slice(link.indexOf('/', 8) + 1).match(/[A-Za-z0-9_.-]+/g) ?? [];
	return tokens.some((token) => token.length >= LEAST_TOKEN)
		? fine
		: [
				error('The link that ends the subscription could be guessed: it carries no signed token.', mend, {
					excerpt: link,
				}),
			];
}

export const autoSubmitted: Rule = {
	promise: 'Auto-Submitted says auto-generated, so that robots do not answer (RFC 3834).',
	mail: (letter) => expected(letter, 'Auto-Submitted', /^auto-generated(\s*;.*)?$/i, '`auto-generated`'),
};

export const autoResponse: Rule = {
	promise: 'X-Auto-Response-Suppress keeps out-of-office answers away (MS-OXCMAIL).',
	mail: (letter) =>
		expected(
			letter,
			'X-Auto-Response-Suppress',
			/^(All|(DR|NDR|RN|NRN|OOF|AutoReply)(,\s*(DR|NDR|RN|NRN|OOF|AutoReply))*)$/,
			'`All`',
		),
};

/** Gmail: up to three fields and a sender of 5 to 15 characters, none of them about one person. */
const feedback = /^(?:[^\s:@]*:){1,3}[A-Za-z0-9_.-]{5,15}$/;

export const feedbackId: Rule = {
	promise: 'Feedback-ID names stream and sender the way Gmail counts complaints, and nobody’s address.',
	mail: (letter) =>
		expected(letter, 'Feedback-ID', feedback, '`stream:site:sender`, the sender of 5 to 15 characters'),
};

function expected(letter: Letter, name: string, shape: RegExp, what: string): readonly Problem[] {
	const value = headerOf(letter, name);
	if (value === undefined) return [error(`The letter has no ${name}.`, mend)];
	return shape.test(value) ? fine : [error(`${name} is not ${what}.`, mend, { excerpt: value })];
}
