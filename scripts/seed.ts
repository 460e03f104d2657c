import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { after, instant, type Instant } from '../integrations/kindred/src/base/time.ts';
import { rulesOf, type GivenAnswer, type KindredEvent } from '../integrations/kindred/src/event/index.ts';
import { settleAnswer } from '../integrations/kindred/src/event/seats/settlement.ts';
import { readSnapshot } from '../integrations/kindred/src/files/snapshot.ts';
import { consentWording, type Person } from '../integrations/kindred/src/person/index.ts';
import { openStore, type Store } from '../integrations/kindred/src/store/index.ts';
import { seedLetters } from './seed-letters.ts';
import { people, type Invented } from './seed-people.ts';

/** Puts the invented people into an empty store. Says how many came; none when somebody is there already. */
export async function seed(root: string, now: Instant): Promise<number> {
	const snapshot = await readSnapshot(join(root, '.kindred', 'site.json'));
	const store = await openStore(process.env['KINDRED_STORE'], { root });
	try {
		if ((await store.people.everybody()).length > 0) return 0;
		const met: [Invented, Person][] = [];
		for (const one of people) met.push([one, await meet(one, now, store)]);
		for (const [one, person] of met) {
			for (const [group, answer] of Object.entries(one.answers ?? {})) {
				const event = snapshot?.events.find((candidate) => candidate.group === group);
				const detail = one.said?.[group];
				if (event)
					await answerEvent(event, { event: group, person, answer, detail, door: 'form' }, now, store);
			}
		}
	} finally {
		await store.close();
	}
	if (snapshot) await seedLetters(root, snapshot, now);
	return people.length;
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

/** An answer as the form would have taken it, but without a letter: the outbox is to show a few, not all. */
async function answerEvent(
	event: KindredEvent,
	given: GivenAnswer,
	now: Instant,
	store: Store,
): Promise<void> {
	const { person, answer, event: group } = given;
	// Before the answers closed, also where that was long ago.
	const latest = after(event.instants.closes < now ? event.instants.closes : now, { days: -7 });
	const at = after(latest, { hours: person.id });
	await store.events.settle(group, at, {
		decide: (ledger) => ({
			...settleAnswer(
				ledger,
				{ ...given, person: person.id },
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
