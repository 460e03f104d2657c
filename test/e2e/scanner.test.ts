import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { callSite } from '../door/site.ts';
import { rewriters } from '../security/rewriters.ts';
import { linksOf, purposeOf } from './links.ts';
import { allRows, subscribe } from './people.ts';
import { chromium, startSite, type RunningSite } from './site.ts';

/*
 * Gateways and mail programs open every link of every letter, some in a browser, some spelled anew. None of that may confirm,
 * answer, change or end anything. (A scanner that presses buttons, which posts, is a person as far as anybody can tell.)
 */

const EVENT = 'long-table-2031';
let site: RunningSite;
let browser: Browser;
let links: string[];

/** Sends a form of the site, as a browser does from one of its pages. */
async function submit(page: string, fields: Record<string, string>): Promise<void> {
	const answer = await callSite(
		Number(new URL(site.url).port),
		'POST',
		`/kindred/${page}/`,
		{
			Host: new URL(site.url).host,
			Origin: site.url,
			'Content-Type': 'application/x-www-form-urlencoded',
		},
		new URLSearchParams(fields).toString(),
	);
	expect(answer.status, `${page} ${answer.title}`).toBe(200);
}

async function letters(to?: string) {
	const files = globSync(join(site.root, '.kindred/outbox/*.eml').replaceAll('\\', '/')).sort();
	const mails = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(file))));
	return mails.filter((mail) => to === undefined || mail.to?.[0]?.address === to);
}

/** The token in the newest letter to somebody, once there are so many. */
async function tokenTo(email: string, count: number, page: string): Promise<string> {
	await vi.waitFor(async () => expect(await letters(email)).toHaveLength(count), 10_000);
	const { text = '' } = (await letters(email)).at(-1)!;
	return new RegExp(`/kindred/${page}/\\?token=([\\w.-]+)`).exec(text)![1]!;
}

/** Every seat but one is taken. */
async function fillTable(): Promise<void> {
	await subscribe(site.root, 23);
	const store = await openStore('', { root: site.root });
	const at = new Date().toISOString();
	for (const { id } of await store.people.everybody()) {
		const row = { answer: 'yes', seat: 'seated', guests: 0, position: null };
		await store.db
			.insertInto('rsvp')
			.values({ event: EVENT, person_id: id, ...row, answered_at: at, updated_at: at })
			.execute();
	}
	await store.close();
}

async function answers(email: string): Promise<void> {
	await submit('rsvp', { event: EVENT, email, answer: 'yes', lang: 'en' });
	await submit('rsvp', { token: await tokenTo(email, 1, 'rsvp') });
}

beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), chromium()]);
	await fillTable();
	// Each kind of letter: confirm, rsvp-confirm (of somebody who has pressed nothing yet), …
	await submit('subscribe', { email: 'asks@example.com' });
	await submit('rsvp', { event: EVENT, email: 'maybe@example.com', answer: 'maybe', lang: 'en' });
	// … rsvp-answer with a seat and without one, rsvp-promoted, …
	await answers('first@example.com');
	await answers('second@example.com');
	await submit('rsvp', { token: await tokenTo('first@example.com', 2, 'rsvp'), answer: 'no' });
	await tokenTo('second@example.com', 3, 'rsvp');
	// … manage, and digest.
	await submit('preferences', { email: 'reader1@example.com', lang: 'en' });
	await tokenTo('reader1@example.com', 1, 'preferences');
	for (const verb of [
		['plan', '2026-11-groups', '--approve'],
		['send', '2026-11-groups'],
	]) {
		const { code, stderr } = await site.run(['digest', ...verb]);
		if (code !== 0) throw new Error(stderr);
	}
	links = linksOf(site, await letters());
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

describe('a scanner that opens every link of every letter', () => {
	it('meets every kind of link there is', async () => {
		const purposes = new Set(links.map(purposeOf).filter(Boolean));
		expect([...purposes].sort()).toEqual(['confirm', 'leave', 'preferences', 'rsvp', 'rsvp-confirm']);
		const streams = (await letters()).map(
			({ headers }) => headers.find(({ key }) => key === 'feedback-id')?.value.split(':')[0],
		);
		expect([...new Set(streams)].sort()).toEqual(['confirm', 'digest', 'event', 'manage']);
	});

	it('changes nothing by GET and HEAD, however it spells them, and meets no error of ours', async () => {
		const before = allRows(site.root);
		const { host, port } = new URL(site.url);
		const own = links.filter((link) => link.includes('/kindred/'));
		const one = new Map(own.map((link) => [purposeOf(link) ?? new URL(link).pathname, link]));
		for (const link of [...links, ...one.values()]) {
			const { pathname, search } = new URL(link);
			const spelled = [...one.values()].includes(link)
				? Object.entries(rewriters)
				: [['as it is', String] as const];
			for (const [name, rewrite] of spelled) {
				for (const method of ['GET', 'HEAD']) {
					for (const Host of [host, host.toUpperCase()]) {
						const { status } = await callSite(Number(port), method, rewrite(pathname + search), { Host }, '');
						expect(status, `${method} ${link} ${name}`).toBeLessThan(500);
					}
				}
			}
		}
		expect(allRows(site.root)).toEqual(before);
	});

	it('changes nothing in a browser that runs JavaScript and stays a while', async () => {
		const before = allRows(site.root);
		const page = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
		const seen = new Map(links.map((link) => [`${new URL(link).pathname} ${purposeOf(link)}`, link]));
		for (const link of seen.values()) {
			const answer = await page.goto(link, { waitUntil: 'networkidle' });
			expect(answer?.status(), link).toBeLessThan(400);
		}
		expect(allRows(site.root)).toEqual(before);
	});
});
