import { expect, it } from 'vitest';
import { letterNames, type LetterName } from '../../integrations/kindred/src/base/letter.ts';
import { fill } from '../../integrations/kindred/src/base/template.ts';
import { openLetterSite } from './site.ts';

const slotsOf: Record<LetterName, readonly string[]> = {
	digest: ['leave-url'],
	confirm: ['confirm-url'],
	manage: ['preferences-url'],
	'rsvp-confirm': ['title', 'answer', 'confirm-url'],
	'rsvp-answer': ['headline', 'private', 'change-url'],
	'rsvp-promoted': ['private', 'change-url'],
	'rsvp-offer': ['until', 'change-url'],
	invitation: ['until', 'yes-url', 'no-url'],
	'event-update': ['changes'],
	'event-cancelled': ['title'],
	'event-reminder': ['private', 'change-url'],
	'event-thanks': [],
	acknowledge: [],
};

/** A letter of a site's own with these slots in it: no frame, no styles, only a title and what it must have. */
const own = (name: LetterName, slots: readonly string[] = slotsOf[name], extra = '') => `---
import { slot } from 'astro-kindred/letters';
const { lang, Content } = Astro.props;
---
<html lang={lang}><head><title>My own ${name}</title></head><body>
<h1>My own ${name}</h1>
{Content && <Content components={{ ForYou: 'i', Events: 'i', Post: 'i', Ask: 'i' }} />}
${slots.map((each) => (each.endsWith('-url') ? `<p><a href={slot('${each}')}>${each}</a></p>` : `<p>{slot('${each}')}</p>`)).join('\n')}
${extra}
</body></html>
`;

function siteWith(letters: Partial<Record<LetterName, string>>) {
	const names = Object.keys(letters) as LetterName[];
	return openLetterSite(
		{
			languages: ['en'],
			letters: Object.fromEntries(names.map((name) => [name, `./src/letters/${name}.astro`])),
		},
		Object.fromEntries(names.map((name) => [`src/letters/${name}.astro`, letters[name]!])),
	);
}

it('every letter can be replaced by a path, and takes its values', async () => {
	const site = siteWith(Object.fromEntries(letterNames.map((name) => [name, own(name)])));
	try {
		const code = await site.code();
		const { letters } = await code.snapshot('');
		const digest = await code.digest('2026-11', ['en']);
		for (const name of letterNames) {
			const template = name === 'digest' ? digest['en']!.template : letters[name]['en']!;
			const values = Object.fromEntries(slotsOf[name].map((each) => [each, `value of ${each}`]));
			const { subject, html, text } = fill(template, values);
			expect.soft(subject).toBe(`My own ${name}`);
			for (const each of slotsOf[name]) {
				expect.soft(html).toContain(`value of ${each}`);
				expect.soft(text).toContain(`value of ${each}`);
			}
		}
		expect(fill(digest['en']!.template, { 'leave-url': 'x' }).text).toContain('It’s a year this month');
	} finally {
		await site.close();
	}
});

/** The digest is compiled in a way of its own, all others in one. */
it.each(['digest', 'confirm', 'invitation'] as const)(
	'a "%s" of one’s own that forgets a slot says which',
	async (name) => {
		const [, ...rest] = slotsOf[name];
		const site = siteWith({ [name]: own(name, rest) });
		try {
			const code = await site.code();
			const compiled = name === 'digest' ? code.digest('2026-11', ['en']) : code.snapshot('');
			await expect(compiled).rejects.toMatchObject({
				message: expect.stringMatching(new RegExp(`^The letter "${name}" \\(en\\) lacks (the|what) `)),
				hint: expect.stringContaining(`slot('${slotsOf[name][0]}')`),
			});
		} finally {
			await site.close();
		}
	},
);
