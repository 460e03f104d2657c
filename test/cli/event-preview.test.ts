import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import { answerByLink } from '../../integrations/kindred/src/event/index.ts';
import { openEventDesk, type EventDesk } from './event-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({ openDesk: async () => current.desk }));

let test: EventDesk;
beforeEach(async () => {
	test = await openEventDesk();
	current.desk = test.desk;
});
afterEach(() => test.remove());

const folder = () => join(test.root, '.kindred', 'preview');
const read = (name: string) => readFileSync(join(folder(), name), 'utf8');

describe('kindred event preview', () => {
	it('writes every letter about an event in every language, for its author alone', async () => {
		expect(await run(['preview', 'supper'], test.io)).toBe(0);
		const files = readdirSync(folder()).sort();
		expect(files).toHaveLength(9 * 4 * 2);
		expect(files.filter((name) => name.endsWith('.en.html'))).toEqual([
			'supper.event-cancelled.en.html',
			'supper.event-reminder.en.html',
			'supper.event-thanks.en.html',
			'supper.event-update.en.html',
			'supper.invitation.en.html',
			'supper.rsvp-answer.en.html',
			'supper.rsvp-confirm.en.html',
			'supper.rsvp-offer.en.html',
			'supper.rsvp-promoted.en.html',
		]);
		for (const name of files) expect.soft(statSync(join(folder(), name)).mode & 0o777).toBe(0o600);
		expect(test.said()).toBe(
			`Wrote every letter, in en, zh-Hant, zh-Hans, ar, as .html and .txt: ${join(folder(), 'supper')}.*\n`,
		);
		expect(read('supper.invitation.zh-hant.txt')).toContain('title: 晚餐');
	});
	it('shows what only guests see, and a change', async () => {
		await test.test.store.events.keepSecrets('supper', { address: '12 Dihua Street' }, test.clock.now);
		await run(['preview', 'supper'], test.io);
		expect(read('supper.rsvp-answer.en.txt')).toContain('12 Dihua Street');
		expect(read('supper.invitation.en.txt')).not.toContain('12 Dihua Street');
		expect(read('supper.event-update.en.txt')).toMatch(/Before: .*18:00.*\nNow: .*19:00/);
		expect(read('supper.event-reminder.en.txt')).toContain('headline: Tomorrow');
	});
	it('holds no link that anybody could answer by, mails nobody and keeps nothing', async () => {
		await run(['preview', 'supper'], test.io);
		const token = /token=(\S+?)&answer=yes/.exec(read('supper.invitation.en.txt'))![1]!;
		expect(await answerByLink(token, 'yes', test.house)).toEqual({ ok: false, reason: 'invalid' });
		const confirm = /token=(\S+)/.exec(read('supper.rsvp-confirm.en.txt'))![1]!;
		expect(await answerByLink(confirm, undefined, test.house)).toEqual({ ok: false, reason: 'expired' });
		expect(await test.test.store.people.everybody()).toEqual([]);
		expect(test.letters).toEqual([]);
		expect(await test.test.store.events.ledger('supper')).toEqual([]);
	});
	it('says which events there are when it is asked for another', async () => {
		await expect(run(['preview', 'brunch'], test.io)).rejects.toThrow('There is no event "brunch".');
	});
});
