import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allRows } from './people.ts';
import { chromium, startSite, type RunningSite } from './site.ts';

/*
 * The whole loop, as a visitor and the author live it: subscribe, confirm, answer an event, get a digest, write back; and the
 * author reads it all on one person's timeline.
 */

let browser: Browser;
beforeAll(async () => {
	browser = await chromium();
});
afterAll(() => browser?.close());

const email = 'plain@example.com';

/** With JavaScript it is the same: the pages have none, see `pages.test.ts`. */
describe('the loop without JavaScript', () => {
	let site: RunningSite;
	let page: Page;
	beforeAll(async () => {
		site = await startSite();
		page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	});
	afterAll(() => site?.stop());

	test('somebody subscribes on a post and confirms from the letter', async () => {
		await page.goto(`${site.url}/posts/why-groups-die/`);
		const form = page.locator('form.kindred-subscribe');
		await form.locator('[name=email]').fill(` ${email.toUpperCase()} `);
		await form.locator('[name=name]').fill('Mei <b>Chen</b>');
		await form.getByRole('button').click();
		expect(new URL(page.url()).pathname).toBe('/kindred/subscribe/');
		expect((await site.run(['person', 'list', '--json'])).stdout).not.toContain(email);

		await openLetterTo(email, 'confirm');
		await followLink('/kindred/confirm/');
		await page.locator('main form').getByRole('button').click();
		const people = JSON.parse((await site.run(['person', 'list', '--json'])).stdout) as {
			email: string;
			state: string;
		}[];
		expect(people.find((person) => person.email === email)).toMatchObject({ state: 'subscribed' });
	});

	test('they say yes to an event and confirm that too', async () => {
		await page.goto(`${site.url}/events/long-table-2031/`);
		const form = page.locator('.kindred-rsvp form');
		await form.locator('[name=answer][value=yes]').check();
		await form.locator('[name=email]').fill(email);
		await form.getByRole('button').click();
		await openLetterTo(email, 'event');
		await followLink('/kindred/rsvp/');
		await page.locator('main form').getByRole('button').first().click();
		const guests = (await site.run(['event', 'guests', 'long-table-2031', '--json'])).stdout;
		expect(guests).toContain(email);
	});

	test('they answer a digest from the outbox, and the author reads it all in order', async () => {
		const plan = await site.run(['digest', 'plan', '2026-11-groups', '--approve']);
		expect(plan).toMatchObject({ code: 0 });
		const sent = await site.run(['digest', 'send', '2026-11-groups']);
		expect(sent).toMatchObject({ code: 0 });

		await openLetterTo(email, 'digest');
		await page.locator('textarea').fill('The part about doors stays with me. When is the next supper?');
		await page
			.locator('form', { has: page.locator('textarea') })
			.getByRole('button')
			.click();

		const { timeline } = JSON.parse((await site.run(['person', 'show', email, '--json'])).stdout) as {
			timeline: { kind: string; subject?: string }[];
		};
		const told = timeline.map(({ kind, subject }) => [kind, subject]);
		expect(told).toEqual([
			['subscribed', undefined],
			['rsvp', 'event:long-table-2031'],
			['seated', 'event:long-table-2031'],
			['delivered', 'digest:2026-11-groups'],
			['replied', 'digest:2026-11-groups'],
		]);
		const shown = (await site.run(['person', 'show', email])).stdout;
		expect(shown).toContain('The part about doors stays with me.');
		expect(shown).not.toContain('Why groups die http');
	});

	test('a GET and a HEAD on every link of every letter change nothing', async () => {
		const before = allRows(site.root);
		const links = new Set<string>();
		for (const { raw } of lettersOf(site)) {
			const { html = '', text = '', headers } = await PostalMime.parse(raw);
			const header = headers.map(({ value }) => value).join(' ');
			for (const [link] of `${html} ${text} ${header}`.matchAll(/https?:\/\/[^\s"'<>)\]]+/g))
				links.add(link.replaceAll('&amp;', '&'));
		}
		for (const path of ['confirm', 'rsvp', 'leave', 'preferences']) {
			expect(
				[...links].some((link) => link.includes(`/kindred/${path}/`)),
				path,
			).toBe(true);
		}
		const page = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
		for (const link of [...links].filter((each) => each.startsWith(site.url))) {
			for (const method of ['GET', 'HEAD'])
				expect((await fetch(link, { method })).status, `${method} ${link}`).toBeLessThan(500);
			if (link.includes('/kindred/')) await page.goto(link);
		}
		expect(allRows(site.root)).toEqual(before);
	});

	async function openLetterTo(to: string, stream: string) {
		const letters = await Promise.all(
			lettersOf(site).map(async ({ id, raw }) => ({ id, mail: await PostalMime.parse(raw) })),
		);
		const mine = letters.filter(
			({ mail }) =>
				mail.to?.[0]?.address === to &&
				mail.headers.some(({ key, value }) => key === 'feedback-id' && value.startsWith(stream)),
		);
		expect(mine.length, `letters to ${to} about ${stream}`).toBeGreaterThan(0);
		await page.goto(`${site.url}/kindred/outbox/`);
		await page
			.locator(`a[href*="${mine.at(-1)!.id}"]`)
			.first()
			.click();
	}

	async function followLink(path: string) {
		const link = page.locator(`main a[href*="${path}?"]`).first();
		await link.click();
		expect(new URL(page.url()).pathname).toBe(path);
	}
});

function lettersOf({ root }: RunningSite): { id: string; raw: Uint8Array }[] {
	const folder = join(root, '.kindred', 'outbox');
	return readdirSync(folder)
		.filter((name) => name.endsWith('.eml'))
		.sort()
		.map((name) => ({ id: name.replace(/\.eml$/, ''), raw: readFileSync(join(folder, name)) }));
}
