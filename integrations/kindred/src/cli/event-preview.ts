import { join } from 'node:path';
import { findEvent, sampleLetters } from '../event/index.ts';
import { writePrivately } from '../files/snapshot.ts';
import { eventNamed } from './event-named.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const previewUsage = `kindred event preview <id>                   a sample of every letter about it, in every language as files, to look at
`;

/** `kindred event preview`: writes the letters its guests may get, with what only guests see, where only the author reads them. */
export async function preview(desk: Desk, { io, words }: Call<Record<never, never>>): Promise<number> {
	const named = eventNamed(desk, words[0]!);
	const { group } = named;
	const folder = join(desk.root, '.kindred', 'preview');
	const secrets = await desk.store.events.secrets(group);
	for (const lang of desk.site.languages) {
		const event = findEvent(desk.snapshot.events, group, [lang, desk.site.lang]) ?? named;
		for (const [name, letter] of Object.entries(sampleLetters(event, lang, secrets, desk))) {
			const base = join(folder, `${group}.${name}.${lang.toLowerCase()}`);
			await writePrivately(`${base}.html`, letter.html);
			await writePrivately(`${base}.txt`, `${letter.subject}\n\n${letter.text}`);
		}
	}
	const { languages } = desk.site;
	io.stdout(`Wrote every letter, in ${languages.join(', ')}, as .html and .txt: ${join(folder, group)}.*\n`);
	return 0;
}
