import { KindredError } from '../base/error.ts';
import { phaseOf } from '../event/index.ts';
import { eventNamed } from './event-named.ts';
import { fileOf, writeFact } from './event-write.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const cancelUsage = `kindred event cancel <id> [--say <words>] [--write]
                                             how to call it off; --say: your words in the letters; --write: into the file
`;

/** The options of `kindred event cancel`. */
export const cancelOptions = {
	say: { type: 'string' },
	write: { type: 'boolean' },
	json: { type: 'boolean' },
} as const;

/** Longer than any letter about an evening that does not take place. */
const MOST_WORDS = 4000;

/** `kindred event cancel`: the file calls an event off, not this command; it keeps the words and says, or does, what is to be written. */
export async function cancel(
	desk: Desk,
	{ io, json, words, say, write }: Call<typeof cancelOptions>,
): Promise<number> {
	const event = eventNamed(desk, words[0]!);
	const { group, status } = event;
	if (phaseOf(event, desk.now()) === 'past')
		throw new KindredError(`"${group}" is over.`, 'What has taken place cannot be called off.');
	if (say !== undefined && say.length > MOST_WORDS)
		throw new KindredError(
			`Your words have ${say.length} characters, and a letter has room for ${MOST_WORDS}.`,
			'Say it shorter; the page of the event can tell the rest.',
		);
	if (say !== undefined) await desk.store.announcements.say(group, say.trim(), event.sequence, desk.now());
	const isNew = status !== 'cancelled';
	const written = write && isNew ? await writeFact(event, ['status', 'cancelled'], desk) : [];
	if (json) {
		io.stdout(
			`${JSON.stringify({ event: group, cancelled: !isNew || written.length > 0, written, words: say })}\n`,
		);
		return 0;
	}
	const file = await fileOf(event, desk);
	if (written.length) io.stdout(`Wrote \`status: cancelled\` into ${written.join(' and ')}.\n`);
	else if (isNew)
		io.stdout(`Write \`status: cancelled\` into ${file}, or type this again with \`--write\`.\n`);
	else io.stdout(`${file} says so already.\n`);
	if (say !== undefined)
		io.stdout(say.trim() ? 'Your words are kept for the letters.\n' : 'Your words are taken away.\n');
	io.stdout(`Nobody has been told yet. Look who will be: kindred event plan ${group}\n`);
	return 0;
}
