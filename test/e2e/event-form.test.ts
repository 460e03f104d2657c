import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callSite } from '../door/site.ts';
import { allRows } from './people.ts';
import { startSite, type RunningSite } from './site.ts';

/* What anybody can send to the form that answers an event, over the wire, whatever a browser would allow. */

const EVENT = 'small-table-2031';
const types = { form: 'application/x-www-form-urlencoded', json: 'application/json' };
let site: RunningSite;
beforeAll(async () => {
	site = await startSite();
});
afterAll(() => site?.stop());

function send(body: string, type = types.form) {
	const { port, host } = new URL(site.url);
	const headers = { Host: host, Origin: site.url, 'Content-Type': type };
	return callSite(Number(port), 'POST', '/kindred/rsvp/', headers, body);
}
const right = {
	event: EVENT,
	email: 'mal@guests.example',
	answer: 'yes',
	lang: 'en',
	comment: '',
	'question-chair': 'The short one',
};
const post = (fields: Record<string, string>) =>
	send(new URLSearchParams({ ...right, ...fields }).toString());

describe('the form', () => {
	test.each<[string, Record<string, string>, number, string]>([
		['what it asks for', {}, 200, 'Check your mailbox'],
		[
			'questions that nobody asked',
			{ 'question-x': 'y', 'question-__proto__': 'y' },
			200,
			'Check your mailbox',
		],
		['more companions than there is room for', { guests: '99999999999999999999' }, 200, 'Check your mailbox'],
		['companions that are no number', { guests: '-1e3; drop table rsvp' }, 200, 'Check your mailbox'],
		['a choice that nobody offered', { 'question-chair': 'The throne' }, 400, 'Not quite yet'],
		['a needed answer left out', { 'question-chair': ' \u200b' }, 400, 'Not quite yet'],
		['an answer longer than its field', { 'question-diet': 'x'.repeat(201) }, 400, 'Not quite yet'],
		['more than a link can carry', { comment: '長'.repeat(400) }, 400, 'Not quite yet'],
		['an address that is none', { email: 'mal@' }, 400, 'Not quite yet'],
		['an event that there is not', { event: '../../etc/passwd' }, 404, 'That didn&#39;t work'],
		['a token that is none', { token: 'x'.repeat(5000) }, 400, 'That didn&#39;t work'],
	])('with %s is answered as it deserves', async (_name, fields, status, title) => {
		const answer = await post(fields);
		expect([answer.status, answer.title]).toEqual([status, title]);
	});

	test('shows what was typed as text, whatever it is', async () => {
		const comment = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>';
		const { text } = await post({
			comment,
			'question-diet': '" autofocus onfocus="alert(1)',
			'question-chair': '',
		});
		expect(text).not.toContain('<script>alert');
		expect(text).not.toContain('<img src=x');
		expect(text).not.toContain('" autofocus');
	});

	test.each([
		['the same field many times', `event=${EVENT}&${'question-chair=a&'.repeat(2000)}`, types.form],
		['fields as lists', `event[]=${EVENT}&answer[yes]=1&email[]=a@b.example`, types.form],
		['no form', JSON.stringify(right), types.json],
		['a broken form', 'garbage', 'multipart/form-data; boundary=x'],
		['nothing', '', types.form],
	])('with %s meets no error of ours', async (_name, body, type) => {
		const { status } = await send(body, type);
		expect([400, 404]).toContain(status);
	});

	test('that is too large is refused before it is read', async () => {
		expect((await post({ comment: 'x'.repeat(70_000) })).status).toBe(413);
	});

	test('has left nothing in the store of what was sent', () => {
		const rows = allRows(site.root);
		expect([rows['person'], rows['rsvp'], rows['interaction']]).toEqual([[], [], []]);
		expect(JSON.stringify(rows)).not.toMatch(/mal@|throne|長長/);
	});
});
