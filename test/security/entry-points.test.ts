import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../integrations/kindred/src/astro/routes.ts';
import { askToConfirm } from '../../integrations/kindred/src/event/index.ts';
import { deskOf } from '../../integrations/kindred/src/inbox/obey.ts';
import {
	askAgain,
	askForPreferences,
	askToSubscribe,
	releaseLetters,
	savePreferences,
	type Wish,
} from '../../integrations/kindred/src/person/index.ts';
import { mail, openHouse, type TestHouse } from '../inbox/house.ts';

/** Four letters at once, and one every quarter of an hour. */
const signups = { perHour: 8, perAddress: 3, perNetwork: 20 };
const wishOf = (email: string): Wish => ({ email, name: '', languages: [], topics: [], frequency: 'every' });
const later = { lang: 'en' };

/** Every way in which somebody who proved nothing can make us write a letter. */
const doors: Record<string, (house: TestHouse) => Promise<unknown>> = {
	'the form to subscribe': (house) =>
		askToSubscribe(wishOf('new@example.net'), { source: 'form', ...later }, deskOf(house)),
	'the form to subscribe, for a subscriber': (house) =>
		askToSubscribe(wishOf('known@example.net'), { source: 'form', ...later }, deskOf(house)),
	'the button behind an old confirmation': async (house) => {
		const token = /token=(\S+)/.exec(house.letters[0]?.text ?? '')?.[1] ?? '';
		await askAgain(token, undefined, deskOf(house));
	},
	'the form that asks for preferences': (house) =>
		askForPreferences('known@example.net', later, deskOf(house)),
	'a new address in preferences': async (house) => {
		const person = (await house.store.people.byEmail('known@example.net'))!;
		await savePreferences(person, { ...person, email: 'victim@example.net' }, later, deskOf(house));
	},
	'the form to answer an event': (house) =>
		askToConfirm({ event: 'supper', email: 'guest@example.net', answer: 'yes', lang: 'en' }, house),
	'a mail that subscribes': (house) => house.take(mail({ from: 'mailer@example.net', subject: 'subscribe' })),
	'a mail that answers an event': (house) =>
		house.take(mail({ from: 'mailer@example.net', subject: 'rsvp yes supper' })),
	'a mail that wants to end it, and proves nothing': (house) =>
		house.take(mail({ from: 'known@example.net', subject: 'Re: letters', body: 'unsubscribe' })),
};

describe('whoever proved nothing gets a letter within the budget only, by', () => {
	let house: TestHouse;
	beforeEach(async () => {
		house = await openHouse({ dynamic: true, signups });
		await house.add('known@example.net');
		for (const n of [1, 2, 3, 4])
			await askToSubscribe(wishOf(`early${n}@example.net`), { source: 'form', ...later }, deskOf(house));
	});
	afterEach(() => house.test.remove());

	it.each(Object.entries(doors))('%s', async (_name, knock) => {
		expect(house.letters).toHaveLength(4);
		await knock(house);
		expect(house.letters).toHaveLength(4);
		expect(await house.store.strangers.next(signups, house.at)).toBeDefined();
		house.at = new Date(Date.parse(house.at) + 15 * 60_000).toISOString();
		await releaseLetters(deskOf(house));
		expect(house.letters).toHaveLength(5);
	});

	it('all of them together', async () => {
		for (let round = 0; round < 4; round++) for (const knock of Object.values(doors)) await knock(house);
		expect(house.letters).toHaveLength(4);
	});
});

describe('a new way to a letter', () => {
	const root = fileURLToPath(new URL('../../integrations/kindred/src/', import.meta.url));
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
		.map((path) => path.replaceAll('\\', '/'))
		.filter((path) => /\.(ts|astro)$/.test(path));
	const calling = (call: RegExp) =>
		files.filter((path) => call.test(readFileSync(root + path, 'utf8'))).sort();

	it('goes through person/strangers.ts, or is added here with who proved what', () => {
		expect(calling(/\.post\((letter|\w+Letter\()|postman\.post\(/)).toEqual([]);
		expect(calling(/\.handOver\(/)).toEqual([
			// lets the letters of the others leave while nobody waits for them
			'astro/by-and-by.ts',
			// guests with a seat, before the day
			'event/day/remind.ts',
			// those who came, when its author has said yes to it
			'event/day/thanks.ts',
			// whoever pressed the button behind a link that was mailed to them, and those whose turn that made it
			'event/index.ts',
			// those on a list of invitations that its author has said yes to
			'event/invite/roll-on.ts',
			// those who were told of an event, when its author has said yes to a plan
			'event/plan/apply.ts',
			// those who waited, when a seat came free or an offer ran out
			'event/tend.ts',
			// whoever wrote and proved it, once a week, where the author wants that
			'inbox/acknowledge.ts',
			// the author, answering
			'inbox/answer.ts',
			'person/strangers.ts',
		]);
		expect(calling(/mailer\.send\(/)).toEqual([
			// a test letter to the author
			'cli/digest.ts',
			'mail/postman.ts',
			'mail/switch.ts',
		]);
	});

	it('by a route of the site is either one of these, or writes no letter', () => {
		const byBudget = ['/kindred/subscribe', '/kindred/confirm', '/kindred/preferences', '/kindred/rsvp'];
		// Mail that comes in is a door of its own above.
		const byMail = ['/kindred/webhook', '/kindred/outbox/[id]'];
		const none = [
			'/_kindred/site.json',
			'/kindred/leave',
			// a page with mail links, where there is no server
			'/kindred/subscribe/[via]/[lang]',
			'/kindred/outbox',
			'/kindred/events/[...event].ics',
		];
		expect(routes.map(({ pattern }) => pattern).sort()).toEqual([...byBudget, ...byMail, ...none].sort());
		for (const pattern of byBudget) {
			const { entrypoint } = routes.find((route) => route.pattern === pattern)!;
			const page = readFileSync(root + entrypoint.replace('astro-kindred/', 'astro/'), 'utf8');
			expect(page.includes('evenly(') || page.includes('receive('), pattern).toBe(true);
		}
	});
});
