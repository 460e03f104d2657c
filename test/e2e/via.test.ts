import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, startSite, type RunningSite } from './site.ts';

/*
 * The channel that stands in a shared address reaches the person who signs up: without JavaScript, and although the page that
 * was shared is a file which cannot read its own address.
 */

describe('a link from an old group', () => {
	let browser: Browser;
	let site: RunningSite;
	let page: Page;
	beforeAll(async () => {
		browser = await chromium();
		site = await startSite();
		page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	test('to a page that the build wrote is known when its form is confirmed', async () => {
		await subscribe('/posts/why-groups-die/?via=wechat', 'lin@example.com');
		expect(await channelOfPerson('lin@example.com')).toBe('wechat');
	});

	test('to the form itself is known, and the form speaks the language of the group', async () => {
		await subscribe('/kindred/subscribe/?lang=zh-Hant&via=%E8%80%81%E6%9C%8B%E5%8F%8B', 'mei@example.com');
		expect(await channelOfPerson('mei@example.com')).toBe('老朋友');
	});

	test('to a page with the button that leads to the form is known, too', async () => {
		await page.goto(`${site.url}/posts/why-groups-die/?via=slack`);
		await page.goto(`${site.url}/kindred/subscribe/`, { referer: page.url() });
		expect(await page.locator('[name=via]').getAttribute('value')).toBe('slack');
	});

	test('that somebody made up is nothing', async () => {
		await subscribe('/posts/why-groups-die/?via=%3Cb%3Eme%3C/b%3E', 'eve@example.com');
		expect(await channelOfPerson('eve@example.com')).toBeUndefined();
	});

	test('is not what another site says, and no cache hands it on', async () => {
		const form = `${site.url}/kindred/subscribe/`;
		const from = async (Referer: string) => fetch(form, { headers: { Referer } });
		const foreign = await from('https://elsewhere.example/?via=elsewhere');
		expect(await foreign.text()).not.toContain('elsewhere');
		const own = await from(`${site.url}/posts/why-groups-die/?via=slack`);
		expect([own.headers.get('vary'), await own.text()]).toEqual([
			'Referer',
			expect.stringContaining('value="slack"'),
		]);
	});

	test('survives an address that was typed wrong at first', async () => {
		await page.goto(`${site.url}/posts/why-groups-die/?via=telegram`);
		await page.locator('form.kindred-subscribe').evaluate((form) => form.setAttribute('novalidate', ''));
		await send('ada@');
		await send('ada@example.com');
		await confirm('ada@example.com');
		expect(await channelOfPerson('ada@example.com')).toBe('telegram');
	});

	async function subscribe(path: string, email: string) {
		await page.goto(`${site.url}${path}`);
		await send(email);
		await confirm(email);
	}

	async function send(email: string) {
		const form = page.locator('form.kindred-subscribe');
		await form.locator('[name=email]').fill(email);
		await form.getByRole('button').click();
	}

	async function confirm(email: string) {
		const outbox = join(site.root, '.kindred', 'outbox');
		const files = readdirSync(outbox).filter((name) => name.endsWith('.eml'));
		const mails = await Promise.all(files.map((name) => PostalMime.parse(readFileSync(join(outbox, name)))));
		const letter = mails.find((mail) => mail.to?.[0]?.address === email);
		await page.goto(/http:\S+\/kindred\/confirm\/\?token=[\w.-]+/.exec(letter?.text ?? '')?.[0] ?? '');
		await page.locator('main form').getByRole('button').click();
	}

	async function channelOfPerson(email: string): Promise<string | undefined> {
		const people = JSON.parse((await site.run(['person', 'list', '--json'])).stdout) as {
			email: string;
			state: string;
			via?: string;
		}[];
		const person = people.find((one) => one.email === email);
		expect(person?.state).toBe('subscribed');
		return person?.via;
	}
});
