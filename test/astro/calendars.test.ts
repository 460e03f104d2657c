import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'astro';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint } from '../event/lint.ts';
import { minimalSite } from './minimal.ts';

const site = minimalSite({
	'astro.config.mjs': `import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import kindred from 'astro-kindred';

export default defineConfig({
	site: 'https://example.com',
	base: '/blog',
	integrations: [mdx(), kindred({ from: 'Ada <ada@example.com>', languages: ['en', 'de'] })],
});
`,
	'content/events/walk.md':
		'---\ntitle: A walk\nstart: 2031-10-26T01:30\nzone: Europe/Berlin\nseries: walks\n---\n',
	'content/events/walk.de.md':
		'---\ntitle: Ein Gang\nstart: 2031-10-26T01:30\nzone: Europe/Berlin\nlang: de\ngroup: walk\n---\n',
	'content/events/first-walk.md': '---\ntitle: The first walk\nstart: 2025-05-17\nseries: walks\n---\n',
	'content/events/plan.md': '---\ntitle: A secret plan\nstart: 2031-05-17\ndraft: true\n---\n',
});

/** Every calendar file of the built site by its name. */
async function calendars(): Promise<Record<string, string>> {
	rmSync(join(site.root, 'dist'), { recursive: true, force: true });
	await build({ root: site.root, logLevel: 'silent' });
	const folder = join(site.root, 'dist', 'kindred', 'events');
	return Object.fromEntries(
		globSync('**/*.ics', { cwd: folder }).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
	);
}

describe('the calendar files of a site that was built', () => {
	let files: Record<string, string>;
	beforeAll(async () => {
		const git = (...args: string[]) =>
			execFileSync(
				'git',
				['-C', site.root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args],
				{
					env: { ...process.env, GIT_COMMITTER_DATE: '2026-05-01T08:00:00Z' },
				},
			);
		git('init', '-q');
		git('add', 'content');
		git('-c', 'commit.gpgsign=false', 'commit', '-q', '-m', 'Two walks');
		files = await calendars();
	});
	afterAll(() => site.remove());

	test('are one for each event in each language, and one of all events in each', () => {
		expect(Object.keys(files).sort()).toEqual(
			['feed', 'feed.de', 'feed.en', 'first-walk', 'walk', 'walk.de'].map((name) => `${name}.ics`).sort(),
		);
		expect(files['feed.de.ics']).toContain('SUMMARY;LANGUAGE=de:Ein Gang');
		expect(files['feed.de.ics']).toContain('SUMMARY;LANGUAGE=en:The first walk');
		expect(files['walk.ics']).toContain('RELATED-TO;RELTYPE=SIBLING:first-walk@example.com');
		expect(files['feed.de.ics']!.replaceAll('\r\n ', '')).toContain(
			'SOURCE;VALUE=URI:https://example.com/blog/kindred/events/feed.de.ics',
		);
	});

	test('stand up to a strict reading and name nobody', () => {
		for (const [name, file] of Object.entries(files)) {
			expect(lint(file), name).toEqual([]);
			expect(file, name).not.toMatch(/ada@|ORGANIZER|ATTENDEE|secret/);
		}
	});

	test('are the same bytes when the same commit is built again', async () => {
		expect(files['walk.ics']).toContain('\r\nDTSTAMP:20260501T080000Z\r\n');
		expect(await calendars()).toEqual(files);
	});
});

test('an event that has the name of the calendar of all events stops the build', async () => {
	const taken = minimalSite({ 'content/events/feed.md': '---\ntitle: Feed\nstart: 2031-05-17\n---\n' });
	await expect(build({ root: taken.root, logLevel: 'silent' })).rejects.toThrow(
		'The event "feed" has the name of the calendar of all events.',
	);
	taken.remove();
});
