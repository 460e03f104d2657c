import { MOST_BYTES, WANTED_BYTES } from '../../base/weight.ts';
import { error, fine, warning, type Problem, type Rule } from './finding.ts';

/** A character has at most three bytes in UTF-8 for each unit a string counts. */
const MOST_PER_UNIT = 3;

export const size: Rule = {
	promise:
		'The HTML has at most 102,400 bytes, beyond which Gmail cuts it off; over 80 KB there is a warning.',
	page: ({ html, kind, tooDeep }) => [
		...(kind === 'piece' ? fine : wrongSize(html)),
		...(tooDeep ? [deep] : []),
	],
	mail: ({ html }) => wrongSize(html),
};

const deep = error(
	'Elements are nested more than 300 deep, and mail programs give up before that.',
	'Look for a tag in the HTML of a post or digest that is opened again and again.',
);

function wrongSize(html: string): readonly Problem[] {
	if (html.length * MOST_PER_UNIT <= WANTED_BYTES) return fine;
	const bytes = Buffer.byteLength(html);
	if (bytes <= WANTED_BYTES) return fine;
	const kilobytes = Math.ceil(bytes / 1024);
	return bytes > MOST_BYTES
		? [
				error(
					`The letter has ${bytes} bytes of HTML, and mail programs cut it off at ${MOST_BYTES}.`,
					'Place fewer posts, shorten their notes, or link to the rest.',
				),
			]
		: [
				warning(
					`The letter has ${kilobytes} KB of HTML; over ${WANTED_BYTES / 1024} KB there is little room left.`,
					'Place fewer posts, or shorten their notes.',
				),
			];
}
