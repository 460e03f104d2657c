import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { after, instant, type Instant } from '../integrations/kindred/src/base/time.ts';
import { rulesOf, type Answer, type KindredEvent } from '../integrations/kindred/src/event/index.ts';
import { settleAnswer } from '../integrations/kindred/src/event/settlement.ts';
import { readSnapshot } from '../integrations/kindred/src/files/snapshot.ts';
import { consentWording, type Person } from '../integrations/kindred/src/person/index.ts';
import { openStore, type Store } from '../integrations/kindred/src/store/index.ts';
import { people, type Invented } from './seed-people.ts';

/** Puts the invented people into an empty store. Says how many came; none when somebody is there already. */
export async function seed(root: string, now: Instant): Promise<number> {
	const store = await openStore(process.env['KINDRED_STORE'], { root });
	try {
		if ((await store.people.everybody()).length > 0) return 0;
		const events = (await readSnapshot(join(root, '.kindred', 'site.json')))?.events ?? [];
		const met: [Invented, Person][] = [];
		for (const one of people) met.push([one, await meet(one, now, store)]);
		for (const [one, person] of met) {
			for (const [group, answer] of Object.entries(one.answers ?? {}))
				await answerEvent(events, { person, group, answer, now }, store);
		}
		return met.length;
	} finally {
		await store.close();
	}
}

/** One person and what happened with them. */
async function meet(one: Invented, now: Instant, { people: register }: Store): Promise<Person> {
	const { name, languages, circle, topics, via, subscribed, left } = one;
	const email = `${one.box}@example.com`;
	const lang = languages[0] ?? 'en';
	const before = (days: number) => after(now, { days: -days });
	const known = { name, languages, circle, topics, via };
	await register.decide(email, before(subscribed ?? 20), () => ({
		answer: undefined,
		change: { ...known, state: subscribed === undefined ? 'contact' : 'subscribed' },
		log:
			subscribed === undefined
				? []
				: [
						{
							kind: 'subscribed',
							key: `seed:${email}`,
							detail: {
								wording: consentWording(lang, {}),
								askedAt: before(subscribed),
								source: 'form',
								via,
								languages,
								topics,
								frequency: 'every',
							},
						},
					],
	}));
	const person = (await register.byEmail(email))!;
	for (const { ago, kind, subject, text } of one.happened ?? []) {
		await register.log({ person: person.id, at: before(ago), kind, subject, detail: { text } });
	}
	if (left !== undefined) {
		await register.decide(person.id, before(left), () => ({
			answer: undefined,
			change: { state: 'left' },
			log: [{ kind: 'left', detail: { how: 'link' } }],
		}));
	}
	return person;
}

/** An answer as the form would have taken it, but without letters: nobody reads mail at example.com. */
async function answerEvent(
	events: readonly KindredEvent[],
	{ person, group, answer, now }: { person: Person; group: string; answer: Answer; now: Instant },
	store: Store,
): Promise<void> {
	const event = events.find((candidate) => candidate.group === group);
	if (!event) return;
	// Before the answers closed, also where that was long ago.
	const latest = after(event.instants.closes < now ? event.instants.closes : now, { days: -7 });
	const at = after(latest, { hours: person.id });
	await store.events.settle(group, at, {
		decide: (ledger) => ({
			...settleAnswer(
				ledger,
				{ event: group, person: person.id, answer, door: 'form' },
				{ rules: rulesOf(event, at), at, replay: false },
			),
			tell: [],
		}),
		write: () => {
			throw new Error('Nobody is told, so nothing is written.');
		},
	});
	if (event.instants.end < now && answer === 'yes') {
		await store.people.log({
			person: person.id,
			at: event.instants.end,
			kind: 'attended',
			subject: `event:${group}`,
		});
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	process.stdout.write(`${await seed(process.cwd(), instant(new Date()))} people\n`);
}
