import { KindredError } from '../base/error.ts';
import type { LetterName } from '../base/letter.ts';
import { nearest } from '../base/nearest.ts';
import type { Part, Template } from '../base/template.ts';

const ofEvent = ['title', 'when', 'where', 'page-url'];

/** The slots of each letter: those without which it is of no use, by what they are for, and those it may leave out. */
export const letterSlots: Readonly<
	Record<LetterName, { readonly needed: Readonly<Record<string, string>>; readonly other: readonly string[] }>
> = {
	digest: { needed: { 'leave-url': 'the link that leaves the list' }, other: [] },
	confirm: { needed: { 'confirm-url': 'the link that confirms an address' }, other: [] },
	manage: { needed: { 'preferences-url': 'the link to the preferences' }, other: [] },
	'rsvp-confirm': {
		needed: {
			'confirm-url': 'the link that confirms an answer',
			answer: 'the answer that is to be confirmed',
			title: 'the name of the event',
		},
		other: ofEvent,
	},
	'rsvp-answer': {
		needed: {
			headline: 'what became of the answer',
			private: 'what only guests may see',
			'change-url': 'the link that changes an answer',
		},
		other: [...ofEvent, 'name', 'remark'],
	},
	'rsvp-promoted': {
		needed: { private: 'what only guests may see', 'change-url': 'the link that changes an answer' },
		other: [...ofEvent, 'name', 'headline'],
	},
	'rsvp-offer': {
		needed: {
			until: 'the time until which the seat is offered',
			'change-url': 'the link that takes the seat',
		},
		other: [...ofEvent, 'name'],
	},
	invitation: {
		needed: {
			until: 'the time until which the invitation holds',
			'yes-url': 'the link that says yes',
			'no-url': 'the link that says no',
		},
		other: [...ofEvent, 'name', 'kept', 'maybe-url', 'words', 'about'],
	},
	'event-update': {
		needed: { changes: 'what has changed' },
		other: [...ofEvent, 'name', 'private', 'change-url'],
	},
	'event-cancelled': { needed: { title: 'the name of the event' }, other: [...ofEvent, 'name', 'words'] },
	'event-reminder': {
		needed: { private: 'what only guests may see', 'change-url': 'the link that changes an answer' },
		other: [...ofEvent, 'name', 'headline', 'code'],
	},
	'event-thanks': { needed: {}, other: [...ofEvent, 'name', 'words', 'recap-url'] },
	acknowledge: { needed: {}, other: [] },
};

/**
 * Sees to it that a letter, which a site may have replaced by its own, has every slot it needs, in both forms, and none that
 * nothing fills: then it would be refused only on the day it is sent.
 *
 * @param more slots that this one has besides, as those for a digest's posts.
 * @throws KindredError that names the slot and what to write.
 */
export function refuseWrongSlots(letter: LetterName, template: Template, more: readonly string[] = []): void {
	const { needed, other } = letterSlots[letter];
	const called = `The letter "${letter}" (${template.lang})`;
	for (const [slot, purpose] of Object.entries(needed)) {
		const inHtml = slotsIn(template.html).has(slot);
		if (!inHtml) {
			throw new KindredError(
				`${called} lacks ${purpose}.`,
				slot.endsWith('-url')
					? `Write \`<a href={slot('${slot}')}>\` into its component, or let Frame.astro and Button.astro do it; see docs/letters.md.`
					: `Write \`{slot('${slot}')}\` into its component; see docs/letters.md.`,
			);
		}
		if (!slotsIn(template.text).has(slot)) {
			throw new KindredError(
				`${called} has ${purpose} in its HTML but not in its plain text.`,
				`Move \`slot('${slot}')\` out of the element with \`data-html-only\` or the class \`preheader\`.`,
			);
		}
	}
	const known = [...Object.keys(needed), ...other, ...more];
	for (const slot of slotsIn([...template.subject, ...template.html, ...template.text])) {
		if (known.includes(slot)) continue;
		const near = nearest(slot, known);
		throw new KindredError(
			`${called} has the slot "${slot}", which nothing fills.`,
			near
				? `Did you mean \`slot('${near}')\`?`
				: `Remove it, or take one of these: ${known.join(', ') || 'none'}.`,
		);
	}
}

function slotsIn(parts: readonly Part[]): Set<string> {
	return new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.slot])));
}
