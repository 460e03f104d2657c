import { describe, expect, it } from 'vitest';
import { letterNames, type LetterName } from '../../integrations/kindred/src/base/letter.ts';
import { slot, splitSlots } from '../../integrations/kindred/src/base/template.ts';
import { letterSlots, refuseWrongSlots } from '../../integrations/kindred/src/mail/slots.ts';

const letter = (html: readonly string[], text: readonly string[] = html, subject: readonly string[] = []) => {
	const parts = (names: readonly string[]) => splitSlots(names.map(slot).join(' '));
	return { lang: 'ar', subject: parts(subject), html: parts(html), text: parts(text) };
};
const sentences = (run: () => void) => {
	try {
		run();
	} catch (error) {
		const { message, hint } = error as { message: string; hint: string };
		return `${message}\n${hint}`;
	}
	throw new Error('Nothing was refused.');
};

describe('a letter’s slots', () => {
	const complete = (name: LetterName) => Object.keys(letterSlots[name].needed);
	it.each(letterNames)('are right in a "%s" that has those it needs', (name) => {
		expect(refuseWrongSlots(name, letter(complete(name)))).toBeUndefined();
		expect(refuseWrongSlots(name, letter([...complete(name), ...letterSlots[name].other]))).toBeUndefined();
	});
	it('must hold the way to leave', () => {
		expect(sentences(() => refuseWrongSlots('digest', letter([])))).toMatchInlineSnapshot(`
			"The letter "digest" (ar) lacks the link that leaves the list.
			Write \`<a href={slot('leave-url')}>\` into its component, or let Frame.astro and Button.astro do it; see docs/letters.md."
		`);
	});
	it('must stand in plain text too', () => {
		expect(sentences(() => refuseWrongSlots('confirm', letter(['confirm-url'], [])))).toMatchInlineSnapshot(`
			"The letter "confirm" (ar) has the link that confirms an address in its HTML but not in its plain text.
			Move \`slot('confirm-url')\` out of the element with \`data-html-only\` or the class \`preheader\`."
		`);
	});
	it('that nothing fills are refused, in the subject too', () => {
		expect(
			sentences(() => refuseWrongSlots('confirm', letter(['confirm-url'], ['confirm-url'], ['confirm-ulr']))),
		).toMatchInlineSnapshot(`
			"The letter "confirm" (ar) has the slot "confirm-ulr", which nothing fills.
			Did you mean \`slot('confirm-url')\`?"
		`);
		expect(sentences(() => refuseWrongSlots('manage', letter(['preferences-url', 'shoe-size']))))
			.toMatchInlineSnapshot(`
			"The letter "manage" (ar) has the slot "shoe-size", which nothing fills.
			Remove it, or take one of these: preferences-url."
		`);
	});
	it('for posts are known to a digest by their names', () => {
		expect(refuseWrongSlots('digest', letter(['leave-url', 'picks-0']), ['picks-0'])).toBeUndefined();
		expect(() => refuseWrongSlots('digest', letter(['leave-url', 'picks-0']))).toThrow('"picks-0"');
	});
});
