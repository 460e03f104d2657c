import { after, type Instant } from '../integrations/kindred/src/base/time.ts';
import { answerEvent, remind, type GivenAnswer } from '../integrations/kindred/src/event/index.ts';
import type { Snapshot } from '../integrations/kindred/src/files/snapshot.ts';
import { kindredOf } from '../integrations/kindred/src/kindred.ts';
import { openPorch } from '../integrations/kindred/src/porch.ts';
import { december, february, readings, walk } from './seed-people.ts';

/**
 * What happened around the events, with its letters, so that the outbox shows what guests get: reminders of the walk, back then; a
 * seat given back, and offered to the next in the queue; a request that waits for its host; invitations. Only into an outbox:
 * nobody reads mail at example.com.
 */
export async function seedLetters(root: string, snapshot: Snapshot, now: Instant): Promise<void> {
	let clock = now;
	const porch = await openPorch(root, process.env, () => clock, snapshot.publicFolders);
	try {
		if (porch.mailer.name !== 'outbox') return;
		const house = kindredOf(snapshot, porch);
		const past = snapshot.events.find(({ group }) => group === walk);
		if (past && past.instants.end < now) {
			clock = after(past.instants.start, { days: -1 });
			await remind(walk, house);
			clock = now;
		}
		const act = async (box: string, given: Omit<GivenAnswer, 'person'>) => {
			const person = await porch.store.people.byEmail(`${box}@example.com`);
			if (person) await answerEvent({ ...given, person }, house);
		};
		await act('ingrid', { event: december, answer: 'no', door: 'link' });
		await act('ruth', {
			event: readings,
			answer: 'yes',
			door: 'form',
			detail: {
				answers: { letter: 'My grandmother’s, to her landlord', minutes: 'Two to five' },
				comment: 'It is in German.',
			},
		});
		for (const box of ['ingrid', 'layla']) {
			const until = after(now, { days: 7 });
			await act(box, { event: february, answer: 'invite', door: 'host', until });
		}
	} finally {
		await porch.store.close();
	}
}
