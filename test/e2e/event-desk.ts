import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import PostalMime, { type Email } from 'postal-mime';
import { expect, vi } from 'vitest';
import type { RunningSite } from './site.ts';

/** Guests of one event of a running site: what they do in the browser, and what they find in their mail. */
export function guestsOf(site: RunningSite, page: Page, group: string) {
	const outbox = join(site.root, '.kindred', 'outbox');

	/** Every letter in the outbox, as it was sent, oldest first. */
	async function letters(to?: string): Promise<(Email & { raw: string })[]> {
		const files = readdirSync(outbox)
			.filter((name) => name.endsWith('.eml'))
			.sort();
		const mails = await Promise.all(
			files.map(async (name) => {
				const raw = readFileSync(join(outbox, name));
				return { ...(await PostalMime.parse(raw)), raw: raw.toString() };
			}),
		);
		return mails.filter((mail) => to === undefined || mail.to?.[0]?.address === to);
	}

	/** The newest letter to somebody, once there are so many. */
	async function letter(to: string, count: number): Promise<Email & { raw: string }> {
		await vi.waitFor(async () => expect((await letters(to)).length).toBeGreaterThanOrEqual(count), 15_000);
		return (await letters(to))[count - 1]!;
	}

	/** The link of a letter that leads to the page about answers. */
	const linkIn = ({ text = '' }: Email) =>
		/http:\S+\/kindred\/rsvp\/\?token=[\w.-]+(&answer=\w+)?/.exec(text)![0];

	return {
		letters,
		letter,
		linkIn,
		form: page.locator('main form[action$="/rsvp/"]'),
		heading: () => page.locator('h1').innerText(),
		/** Fills the form on the event's page and sends it. */
		async answers(email: string, fill: (form: ReturnType<Page['locator']>) => Promise<void>, lang = '') {
			await page.goto(`${site.url}${lang}/events/${group}/`);
			const form = page.locator('.kindred-rsvp form');
			await form.locator('[name=email]').fill(email);
			await fill(form);
			await form.getByRole('button').click();
		},
		/** Opens the link of the so many-th letter to somebody and presses the button there. */
		async confirms(email: string, count: number) {
			await page.goto(linkIn(await letter(email, count)));
			await page.locator('main form').getByRole('button').click();
		},
		/** Where everybody stands, as the author sees it. */
		async ledger(): Promise<Record<string, unknown>[]> {
			const { stdout, stderr, code } = await site.run(['event', 'guests', group, '--json']);
			expect([code, stderr]).toEqual([0, '']);
			return JSON.parse(stdout) as Record<string, unknown>[];
		},
		async host(...args: string[]) {
			const { code, stderr } = await site.run(['event', ...args]);
			expect([code, stderr]).toEqual([0, '']);
		},
	};
}
