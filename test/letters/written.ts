import { writeLetter, type Letter, type LetterName } from '../../integrations/kindred/src/base/letter.ts';
import { bestTranslation } from '../../integrations/kindred/src/base/language.ts';
import { letterFor, readingsOf, sampleDigest } from '../../integrations/kindred/src/digest/index.ts';
import { confirmDraft as askForAnswer } from '../../integrations/kindred/src/event/letters.ts';
import { kindredOf, type SiteCode } from '../../integrations/kindred/src/kindred.ts';
import { confirmDraft, manageDraft } from '../../integrations/kindred/src/person/letters.ts';
import type { Draft } from '../../integrations/kindred/src/person/index.ts';
import type { KeyRing } from '../../integrations/kindred/src/base/token.ts';
import { person } from '../digest/sample.ts';
import { writeEventLetters } from './event-letters.ts';

const now = '2026-11-27T09:00:00.000Z';
const keys: KeyRing = ['a secret that is long enough to sign golden letters with'];

/** Every letter there is, in a language, to a reader whose name and links are always the same. */
export type WrittenLetters = Readonly<Record<LetterName, Letter>>;

/** Writes all letters of a site in these languages, each through the functions that write it for a real reader. */
export async function writeLetters(
	code: SiteCode,
	langs: readonly string[],
): Promise<Record<string, WrittenLetters>> {
	const snapshot = await code.snapshot('golden');
	const { site, digests, posts, events } = snapshot;
	const kindred = kindredOf(snapshot, {} as never);
	const to = { name: 'Grace', email: 'grace@example.net' };
	const world = { site, posts, compiler: code, now: () => now };
	const plan = await sampleDigest(bestTranslation(digests, [site.lang]), to, world);
	const readings = [...readingsOf(plan)];
	const written: Record<string, WrittenLetters> = {};
	for (const lang of langs) {
		const reader = { ...person(7, { ...to, languages: [lang] }) };
		const event = bestTranslation(
			events.filter(({ group }) => group === 'long-table'),
			[lang],
		);
		const drafted = (draft: Draft) =>
			writeLetter(kindred.letter(draft.name, lang), draft.values, draft.envelope, { site, keys });
		const wish = { event: event.group, ...to, answer: 'yes', lang, via: '' } as const;
		const ask = { kind: 'address', person: reader.id, email: to.email, lang, askedAt: now } as const;
		written[lang] = {
			digest: letterFor(
				plan,
				readings.find((reading) => reading.lang === lang)!,
				now,
				{ site, keys },
			),
			confirm: drafted(confirmDraft(ask, 'a-token-that-is-as-long-as-they-are', { site, keys })),
			manage: drafted(manageDraft(reader, lang, now, { site, keys })),
			'rsvp-confirm': drafted(askForAnswer(event, wish, { site, keys, now, nonce: new Uint8Array(12) })),
			...writeEventLetters(events, reader, lang, {
				site,
				keys,
				now,
				letter: (name, asked) => kindred.letter(name, asked),
			}),
			acknowledge: writeLetter(
				kindred.letter('acknowledge', lang),
				{},
				{ to, about: { person: reader.id, thing: 'digest:first' }, stream: 'acknowledge' },
				{ site, keys },
			),
		};
	}
	return written;
}
