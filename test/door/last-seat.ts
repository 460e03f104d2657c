import { randomBytes } from 'node:crypto';
import { confirmToken, type Wish } from '../../integrations/kindred/src/event/link.ts';
import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { callSite, serveSite, type Answer, type ServedSite } from './site.ts';

/*
 * Many people press the button behind the link in their letter at the same moment, and there is one seat. Two servers of one
 * built site answer them, each a process of its own, with one store between them.
 */

const SITE = 'https://table.example';
export const secret = 'a secret that only the tests of the last seat know';
const event = (waitlist: boolean) =>
	`---\ntitle: Supper\nstart: 2099-05-17T19:00\nzone: Asia/Taipei\ncapacity: 1\nwaitlist: ${waitlist}\n---\nSoup.\n`;

/** Two servers of one site, where `waits` has a queue and `full` has none. */
export interface Twins {
	readonly site: ServedSite;
	readonly ports: readonly [number, number];
}

/** Builds the site and serves it twice. `store`: a KINDRED_STORE; nothing: SQLite in the site's folder. */
export async function serveTwins(store?: string): Promise<Twins> {
	const more = { KINDRED_SECRET: secret, ...(store ? { KINDRED_STORE: store } : {}) };
	const site = await serveSite(SITE, '{}', `languages: ['en']`, more, {
		'content/events/waits.md': event(true),
		'content/events/full.md': event(false),
	});
	return { site, ports: [site.port, await site.again()] };
}

/** The link's token in the letter to somebody who said in the form that they come. */
export function linkOf(email: string, group: string, more: Partial<Wish> = {}): string {
	const wish = { event: group, email, name: '', answer: 'yes', lang: 'en', via: '', ...more } as const;
	return confirmToken(wish, [secret], new Date().toISOString(), randomBytes(12));
}

/** Presses the button behind a link, in a browser that came from the page. */
export function press(
	port: number,
	token: string,
	more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
	const headers = {
		Host: 'table.example',
		Origin: SITE,
		'X-Forwarded-Proto': 'https',
		'Content-Type': 'application/x-www-form-urlencoded',
	};
	return callSite(
		port,
		'POST',
		'/kindred/rsvp/',
		headers,
		new URLSearchParams({ token, ...more }).toString(),
	);
}

/** One round: so many people who were never there before. Answers what is wrong, in words. */
export async function round(
	{ ports }: Twins,
	{ events, people }: Pick<Store, 'events' | 'people'>,
	{ group, guests, name }: { group: 'waits' | 'full'; guests: number; name: string },
): Promise<string[]> {
	const emails = Array.from({ length: guests }, (_, n) => `${name}-${n}@example.net`);
	const answers = await Promise.all(emails.map((email, n) => press(ports[n % 2]!, linkOf(email, group))));
	const ledger = await events.ledger(group);
	const wrong: string[] = [];
	const seated = ledger.filter(({ seat }) => seat === 'seated');
	if (seated.length !== 1) wrong.push(`${seated.length} have the one seat`);
	const queue = ledger.filter(({ seat }) => seat === 'waiting').sort((a, b) => a.position! - b.position!);
	if (ledger.length !== (group === 'waits' ? guests : 1)) wrong.push(`${ledger.length} are in the ledger`);
	for (const [n, email] of emails.entries()) {
		const person = (await people.byEmail(email))?.id;
		const place = queue.findIndex((rsvp) => rsvp.person === person) + 1;
		const isSeated = seated.some((rsvp) => rsvp.person === person);
		const { status, title, text } = answers[n]!;
		const expected = isSeated
			? { status: 200, title: 'You have a seat' }
			: place
				? { status: 200, title: 'You are on the waiting list' }
				: { status: 409, title: 'That didn&#39;t work' };
		if (status !== expected.status || title !== expected.title)
			wrong.push(`${email} reads ${status} “${title}” instead of ${expected.status} “${expected.title}”`);
		if (place && !text.includes(`number ${place} on the waiting list`))
			wrong.push(`${email} is number ${place} and reads something else`);
	}
	return wrong;
}

/** As if nobody had ever answered. */
export async function emptyLedger({ db }: Pick<Store, 'db'>): Promise<void> {
	await db.deleteFrom('rsvp').execute();
}
