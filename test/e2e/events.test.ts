import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerToken } from '../../integrations/kindred/src/event/link.ts';
import { readKeys } from '../../integrations/kindred/src/files/secret.ts';
import { guestsOf } from './event-desk.ts';
import { allRows } from './people.ts';
import { chromium, startSite, type RunningSite } from './site.ts';

/*
 * A small table with two chairs, given by the host's yes: asked for, given, changed, given back, and handed on. In a real browser
 * without JavaScript; the host has the command line.
 */

const EVENT = 'small-table-2031';
const [ada, bob, cy] = ['ada@guests.example', 'bob@guests.example', 'cy@guests.example'];
let browser: Browser;
let site: RunningSite;
let page: Page;
let guests: ReturnType<typeof guestsOf>;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), chromium()]);
	page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	guests = guestsOf(site, page, EVENT);
	await guests.host(
		'private',
		EVENT,
		'--join',
		'https://meet.example.com/soup',
		'--address',
		'1 Dihua Street',
	);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

describe('a request', () => {
	test('says beside the question what is missing, and keeps what was typed', async () => {
		await guests.answers(ada, async (form) => {
			await form.locator('[name=question-diet]').fill('Walnuts <b>');
			await form.locator('[name=guests]').selectOption('1');
		});
		const chair = page.locator('[name=question-chair]');
		expect([await chair.getAttribute('aria-invalid'), await page.locator('p.error').innerText()]).toEqual([
			'true',
			'Please answer this.',
		]);
		expect(await page.locator('[name=question-diet]').inputValue()).toBe('Walnuts <b>');
		expect(await page.locator('[name=guests]').inputValue()).toBe('1');
	});

	test('is kept nowhere until its letter is answered, and the letter repeats nothing of it', async () => {
		await page.locator('[name=question-chair]').selectOption('The short one');
		await page.locator('[name=comment]').fill('I can bring bread.');
		await page.locator('[name=name]').fill('Ada Lovelace');
		await page.locator('[name=shown]').check();
		await guests.form.getByRole('button').click();
		expect(await guests.heading()).toBe('Check your mailbox');
		expect(JSON.stringify(allRows(site.root))).not.toMatch(/ada@|bread|Walnuts/);
		const { raw, text = '' } = await guests.letter(ada, 1);
		expect(raw).not.toMatch(/bread|Walnuts|Lovelace|short one/);
		expect(text).toContain("Yes, I'll come");
	});

	test('is read again before it counts', async () => {
		await page.goto(guests.linkIn(await guests.letter(ada, 1)));
		const said = await page.locator('main form').innerText();
		for (const words of [
			'With one companion',
			'Walnuts <b>',
			'The short one',
			'I can bring bread.',
			'first name',
		])
			expect(said).toContain(words);
		expect(await guests.ledger()).toEqual([]);
		await page.locator('main form').getByRole('button').click();
		expect(await guests.heading()).toBe('Your request has arrived');
		expect(await page.locator('main').innerText()).not.toContain('meet.example.com');
		expect(await guests.ledger()).toMatchObject([{ email: ada, seat: 'requested', guests: 1 }]);
	});

	test('becomes a seat when the host says yes, and its page shows what only guests see', async () => {
		await guests.host('approve', EVENT, ada);
		const letter = await guests.letter(ada, 3);
		expect(letter.subject).toContain('You have a seat');
		await page.goto(guests.linkIn(letter));
		const text = await page.locator('main').innerText();
		for (const words of ['https://meet.example.com/soup', '1 Dihua Street', '2 people are coming'])
			expect(text).toContain(words);
		expect(await page.locator('[name=question-chair]').inputValue()).toBe('The short one');
		expect(await page.locator('[name=shown]').isChecked()).toBe(true);
	});
});

describe('a change of mind', () => {
	beforeAll(async () => {
		await guests.answers(bob, async (form) => {
			await form.locator('[name=question-chair]').selectOption('The one by the stove');
		});
		await guests.confirms(bob, 1);
		// In Arabic, with a choice in its words.
		await guests.answers(
			cy,
			async (form) => {
				await form.locator('[name=question-chair]').selectOption('القصير');
				await form.locator('[name=name]').fill('Cy Twombly');
				await form.locator('[name=shown]').check();
			},
			'/ar',
		);
		await guests.confirms(cy, 1);
		await guests.host('approve', EVENT, bob, cy);
	});

	test('waits in its place in the queue, and knows it', async () => {
		await page.goto(guests.linkIn(await guests.letter(cy, 3)));
		expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
		expect(await page.locator('main').innerText()).toContain('ترتيبك في القائمة: 2');
		expect(await page.locator('main').innerText()).not.toContain('meet.example.com');
		const rows = await guests.ledger();
		expect(rows.map(({ email, seat }) => [email, seat])).toEqual([
			[ada, 'seated'],
			[bob, 'waiting'],
			[cy, 'waiting'],
		]);
		// A choice is kept in the words of the site, whatever language it was made in.
		expect(JSON.stringify(allRows(site.root)['rsvp'])).not.toContain('القصير');
	});

	test('that a letter’s button suggests is only chosen, until it is sent', async () => {
		const before = allRows(site.root);
		await page.goto(`${guests.linkIn(await guests.letter(ada, 3))}&answer=maybe`);
		expect(await page.locator('[name=answer]:checked').inputValue()).toBe('maybe');
		expect(allRows(site.root)).toEqual(before);
	});

	test('to a maybe gives the seat to the next, who is told', async () => {
		await guests.form.getByRole('button').click();
		expect(await guests.heading()).toBe('Noted: maybe');
		expect((await guests.letter(bob, 4)).subject).toContain('A seat has come free for you');
		const seats = new Map((await guests.ledger()).map(({ email, seat }) => [email, seat]));
		expect(Object.fromEntries(seats)).toEqual({ [ada]: 'none', [bob]: 'seated', [cy]: 'seated' });
	});

	test('to a no ends it, and the page says so the next time', async () => {
		const link = guests.linkIn(await guests.letter(ada, 3));
		await page.goto(`${link}&answer=no`);
		await guests.form.getByRole('button').click();
		expect(await guests.heading()).toBe("Noted: you can't come");
		await page.goto(link);
		expect(await page.locator('main').innerText()).toContain("Noted: you can't come");
		expect(await page.locator('main').innerText()).not.toContain('meet.example.com');
	});

	test('is seen by the others, by first name and only where that was allowed', async () => {
		await page.goto(guests.linkIn(await guests.letter(bob, 4)));
		expect(await page.locator('.kindred-guests li').allInnerTexts()).toEqual(['Cy']);
		await page.goto(`${guests.linkIn(await guests.letter(cy, 3))}&lang=en`);
		expect(await page.locator('.kindred-guests').innerText()).toBe(
			'Who is coming\n\n2 people are coming, you among them.',
		);
	});

	test('is no longer taken from a link that is too old, which leads to the event', async () => {
		const keys = await readKeys(site.root, {});
		const token = answerToken(1, EVENT, '2020-01-01T00:00:00.000Z', keys);
		const answer = await page.goto(`${site.url}/kindred/rsvp/?token=${token}`);
		expect([answer?.status(), await page.locator('main form').count()]).toEqual([410, 0]);
		expect(await page.locator('main h2 a').getAttribute('href')).toBe(`/events/${EVENT}/`);
	});
});

test('nobody’s address stands in a built file, a feed, or a calendar file of somebody else', async () => {
	const files = globSync('dist/**/*', { cwd: site.root, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	);
	expect(files.length).toBeGreaterThan(100);
	const found = files.filter((entry) =>
		readFileSync(join(entry.parentPath, entry.name)).includes('guests.example'),
	);
	expect(found).toEqual([]);
	for (const path of ['feed.ics', 'feed.ar.ics', `${EVENT}.ics`, `${EVENT}.ar.ics`]) {
		const text = await (await fetch(`${site.url}/kindred/events/${path}`)).text();
		expect(text, path).toContain('BEGIN:VEVENT');
		expect(text, path).not.toMatch(/guests\.example|ATTENDEE|meet\.example|Dihua/);
	}
	const calendars = (await guests.letters()).flatMap((mail) =>
		mail.attachments.map(({ content }) => ({
			to: mail.to![0]!.address!,
			text: (typeof content === 'string' ? content : new TextDecoder().decode(content)).replace(/\r\n /g, ''),
		})),
	);
	expect(calendars.length).toBeGreaterThan(2);
	for (const { to, text } of calendars)
		expect(new Set(text.match(/[\w.]+@guests\.example/g) ?? [])).toEqual(new Set([to]));
});
