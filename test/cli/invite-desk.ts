import { answerEvent, toEvents, type EventFrontMatter } from '../../integrations/kindred/src/event/index.ts';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import type { NewInteraction, NewPerson } from '../../integrations/kindred/src/person/index.ts';
import { supper } from '../event/supper.ts';
import { site } from '../site.ts';
import { openEventDesk } from './event-desk.ts';

const posts = [
	{ group: 'pot', tags: ['food'] },
	{ group: 'groups', tags: ['people'] },
];

/** A supper for two, the second of a series, whose author invites people by commands. */
export type InviteDesk = Awaited<ReturnType<typeof openInviteDesk>>;

/** `current` is what `openDesk` gives. */
export async function openInviteDesk(current: { desk: Record<string, unknown> }) {
	const test = await openEventDesk();
	const { store } = test.test;
	const typed = (line: string) => run(['invite', 'supper', ...line.split(' ').filter(Boolean)], test.io);
	const here = {
		...test,
		store,
		/** The supper with other facts, as if its file had been edited. */
		hold(more: Partial<EventFrontMatter>): void {
			const data = { ...supper, tags: ['food'], series: 'suppers', ...more };
			const first = {
				...supper,
				title: 'First supper',
				start: '2031-02-01T19:00',
				series: 'suppers',
				capacity: 1,
			};
			const entries = [
				{ id: 'supper', data },
				{ id: 'first', data: first },
			];
			Object.assign(test.house.snapshot, { events: toEvents(entries, site), posts });
			current.desk = { ...test.desk, snapshot: test.house.snapshot };
		},
		at: (now: string) => void (test.clock.now = now),
		async person(name: string, more: Partial<NewPerson> = {}) {
			const asked = { email: `${name}@example.com`, name, state: 'subscribed', ...more } as const;
			return (await store.people.add(asked, '2030-01-01T09:00:00.000Z')).person;
		},
		log: (who: { id: number }, kind: NewInteraction['kind'], more: Partial<NewInteraction> = {}) =>
			store.people.log({ person: who.id, kind, at: '2031-04-01T09:00:00.000Z', ...more }),
		async answers(name: string, answer: 'yes' | 'no' | 'maybe', event = 'supper') {
			const person = (await store.people.byEmail(`${name}@example.com`))!;
			await answerEvent({ event, person, answer, door: 'link' }, test.house);
		},
		/** Types what is behind `kindred event invite supper`. */
		types: typed,
		/** The same, and what it printed. */
		async says(line: string): Promise<string> {
			const code = await typed(line);
			if (code !== 0) throw new Error(`kindred event invite supper ${line}: ${code}`);
			return test.said();
		},
		async names() {
			const { list } = JSON.parse(await here.says('--json')) as { list: { name: string }[] };
			return list.map(({ name }) => name);
		},
		invited: () => test.subjects().filter((subject) => subject.startsWith('invitation')),
	};
	here.hold({});
	return here;
}
