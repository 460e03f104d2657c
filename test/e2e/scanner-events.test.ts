import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callSite } from '../door/site.ts';
import { guestsOf } from './event-desk.ts';
import { linksOf, purposeOf } from './links.ts';
import { allRows } from './people.ts';
import { chromium, startSite, type RunningSite } from './site.ts';

/*
 * Every kind of letter about an event: confirm, request, seat, offer, invitation, change, cancellation, reminder, thanks. Whoever
 * opens all their links, as gateways do, answers nothing and takes nobody's seat.
 */

const [CHAIR, TABLE] = ['one-chair-2031', 'small-table-2031'];
let site: RunningSite;
let browser: Browser;
let page: Page;
let guests: ReturnType<typeof guestsOf>;
let links: string[];

async function run(...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await site.run(args);
	if (code !== 0) throw new Error(`kindred ${args.join(' ')}: ${stderr}`);
	return stdout;
}

/** Somebody says yes in the form and confirms it from their letter. */
async function comes(email: string): Promise<void> {
	await guests.answers(email, (form) => form.locator('[name=answer][value=yes]').check());
	await guests.confirms(email, 1);
}

/** The author edits the event's file, looks at the plan and carries it out. */
async function edit(from: string, to: string): Promise<void> {
	const file = join(site.root, 'content/events', `${CHAIR}.md`);
	writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
	await run('event', 'plan', CHAIR, '--approve');
	await run('event', 'apply', CHAIR);
}

beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), chromium()]);
	page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	guests = guestsOf(site, page, CHAIR);
	await comes('first@example.com');
	await comes('second@example.com');
	await comes('third@example.com');
	await page.goto(guests.linkIn(await guests.letter('first@example.com', 2)));
	await guests.form.locator('[name=answer][value=no]').check();
	await guests.form.getByRole('button').click();
	// Second has an offer now, and takes it; third waits.
	await page.goto(guests.linkIn(await guests.letter('second@example.com', 3)));
	await guests.form.locator('[name=answer][value=yes]').check();
	await guests.form.getByRole('button').click();
	await run('event', 'remind', CHAIR, '--send', '--now', '2031-06-07T11:30:00Z');
	await edit('start: 2031-06-08T19:00', 'start: 2031-06-08T20:00');
	await run('event', 'check-in', CHAIR, 'second@example.com', '--done', '--now', '2031-06-09T12:00:00Z');
	const late = ['--now', '2031-06-09T12:00:00Z'];
	const { hash } = JSON.parse(await run('event', 'recap', CHAIR, '--thank', '--json', ...late)) as {
		hash: string;
	};
	await run('event', 'recap', CHAIR, '--thank', '--plan', hash, ...late);
	await edit('capacity: 1', 'capacity: 1\nstatus: cancelled');
	for (const step of [['--add', 'first@example.com'], ['--approve'], ['--send']])
		await run('event', 'invite', TABLE!, ...step);
	links = linksOf(site, await guests.letters());
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

describe('a scanner that opens every link of every letter about an event', () => {
	it('meets every kind of letter', async () => {
		const subjects = (await guests.letters()).map(({ subject = '' }) => subject).join('\n');
		for (const words of [
			'Is this your answer?',
			'You have a seat',
			'You are on the waiting list',
			'A seat',
			'You are invited',
			'Something has changed',
			'Cancelled',
			'Thank you for coming',
			'Tomorrow',
		])
			expect(subjects).toContain(words);
		expect(links.some((link) => link.endsWith('&answer=yes'))).toBe(true);
		const purposes = new Set(links.map(purposeOf).filter(Boolean));
		expect([...purposes].sort()).toEqual(['rsvp', 'rsvp-confirm']);
	});

	it('changes nothing by GET and HEAD, and meets no error of ours', async () => {
		const before = allRows(site.root);
		const { host, port } = new URL(site.url);
		for (const link of links) {
			const { pathname, search } = new URL(link);
			for (const method of ['GET', 'HEAD']) {
				const { status } = await callSite(Number(port), method, pathname + search, { Host: host }, '');
				expect(status, `${method} ${link}`).toBeLessThan(500);
			}
		}
		expect(allRows(site.root)).toEqual(before);
	});

	it('changes nothing in a browser that runs JavaScript', async () => {
		const before = allRows(site.root);
		const scripted = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
		for (const link of links.filter((one) => one.includes('/kindred/')))
			await scripted.goto(link, { waitUntil: 'networkidle' });
		expect(allRows(site.root)).toEqual(before);
	});
});
