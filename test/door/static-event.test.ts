import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommand } from '../../integrations/kindred/src/inbox/command.ts';
import { readMail } from '../../integrations/kindred/src/reply/index.ts';
import { minimalSite } from '../astro/minimal.ts';

/* Our components on a page of somebody else's, on a site without a server. */

const astro = fileURLToPath(new URL('../../node_modules/astro/bin/astro.mjs', import.meta.url));
const files = {
	'content/events/talk.md': `---
title: A talk
start: 2031-05-17T19:00
duration: PT1H
zone: Asia/Taipei
online: true
capacity: 60
guests: 2
questions: [{ id: topic, ask: About what? }]
---
`,
	'content/events/off.md': '---\ntitle: Called off\nstart: 2031-05-18\nstatus: cancelled\n---\n',
	'content/events/later.md': '---\ntitle: Some day\nstart: 2031-05-19\nstatus: postponed\n---\n',
	'src/pages/[event].astro': `---
import { getCollection } from 'astro:content';
import { EventCard, EventFacts, EventFeed, EventLinks, Rsvp } from 'astro-kindred/components';
export const getStaticPaths = async () =>
	(await getCollection('events')).map((entry) => ({ params: { event: entry.id }, props: { entry } }));
const { entry } = Astro.props;
---
<html lang="de"><head><title>x</title><EventFeed head /></head><body class="h-event">
<EventFacts event={entry} /><EventLinks event={entry} /><EventCard event={entry} lang="de" /><Rsvp event={entry} /><EventFeed />
</body></html>
`,
};
let place: ReturnType<typeof minimalSite>;
beforeAll(async () => {
	place = minimalSite(files);
	const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|RESEND_|KINDRED_)/.test(name));
	const env = { ...Object.fromEntries(inherited), NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' };
	await promisify(execFile)(process.execPath, [astro, 'build'], { cwd: place.root, env });
});
afterAll(() => place?.remove());
const page = (event: string) => readFileSync(join(place.root, 'dist', event, 'index.html'), 'utf8');

describe('an event on a site without a server', () => {
	it('is answered by mails that are read as they are sent, with somebody brought along', async () => {
		const html = page('talk');
		const subjects = [...html.matchAll(/href="mailto:[^"?]*\?subject=(rsvp[^"]*)"/g)].map(([, subject]) =>
			decodeURIComponent(subject!),
		);
		expect(subjects).toEqual(['rsvp yes talk', 'rsvp maybe talk', 'rsvp no talk']);
		expect(html).toContain('You may bring up to 2 people: write +1, +2 and so on at the end of the subject.');
		const raw = `From: lin@example.net\r\nTo: ada@example.com\r\nSubject: ${subjects[0]} +2\r\n\r\n`;
		expect(readCommand(await readMail(new TextEncoder().encode(raw)))).toMatchObject({
			name: 'rsvp',
			answer: 'yes',
			event: 'talk',
			guests: 2,
		});
		expect(html).not.toContain('<form');
	});

	it('says to machines what it says to people', () => {
		const html = page('talk');
		for (const part of [
			'class="dt-start" datetime="2031-05-17T11:00:00.000Z"',
			'class="dt-end" value="2031-05-17T12:00:00.000Z"',
			'class="u-url" value="https://example.com/events/talk/"',
			'rel="alternate" type="text/calendar"',
			'webcal://example.com/kindred/events/feed.en.ics',
			'https://calendar.google.com/calendar/render?',
		])
			expect(html).toContain(part);
		expect(html).toMatch(/<dd[^>]*>\s*<bdi>04:00<\/bdi>\s*<span class="note">Pacific Time/);
	});

	it.each([
		['off', 'This has been cancelled.'],
		['later', 'This has been postponed.'],
	])('that is %s says so, and offers neither an answer nor a date for the calendar', (event, banner) => {
		const html = page(event);
		expect(html).toContain(banner);
		const facts = html.slice(html.indexOf('class="kindred-facts"'), html.indexOf('class="kindred-links"'));
		expect(facts).not.toContain('kindred-links');
		expect(html).not.toContain('rsvp%20yes');
	});
});
