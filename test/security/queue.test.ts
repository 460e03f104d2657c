import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askForPreferences, askToSubscribe, type Desk } from '../../integrations/kindred/src/person/index.ts';
import { openTestDesk, wish, form, type TestDesk } from '../person/desk.ts';

/** Whoever asks passes through one lock of the store. Behind a hundred others that takes seconds, which can be heard outside. */
describe('the way of a question through the store', () => {
	let desk: TestDesk;
	let passed: number;
	let watched: Desk;
	beforeEach(async () => {
		desk = await openTestDesk();
		passed = 0;
		const ask: Desk['strangers']['ask'] = (asking) => {
			passed++;
			return desk.strangers.ask(asking);
		};
		watched = { ...desk, site: { ...desk.site, dynamic: true }, strangers: { ...desk.strangers, ask } };
	});
	afterEach(() => desk.store.remove());

	it.each([
		['preferences', (email: string) => askForPreferences(email, { lang: 'en', network: 'n' }, watched)],
		['letters', (email: string) => askToSubscribe({ ...wish, email }, { ...form, network: 'n' }, watched)],
	] as const)(
		'is the same for everybody who asks for %s, and counts for their network',
		async (_what, ask) => {
			await desk.subscribe();
			const { person } = await desk.people.add({ email: 'gone@example.net', state: 'complained' }, desk.at);
			expect(person.state).toBe('complained');
			await desk.store.store.db.deleteFrom('network').execute();
			for (const email of [wish.email, 'nobody@example.net', 'gone@example.net']) {
				passed = 0;
				await ask(email);
				expect(passed, email).toBe(1);
			}
			const counted = await desk.store.store.db
				.selectFrom('network')
				.select(['wide', 'asked'])
				.orderBy('wide')
				.execute();
			expect(counted).toEqual([
				{ wide: 0, asked: 3 },
				{ wide: 1, asked: 3 },
			]);
		},
	);
});
