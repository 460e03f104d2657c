import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/digest.ts';
import type { Io } from '../../integrations/kindred/src/cli/io.ts';
import type { DeliveryWord } from '../../integrations/kindred/src/digest/index.ts';
import { holdChunk } from '../digest/held.ts';
import { digest } from '../digest/sample.ts';
import { deliver } from '../inbox/delivery.ts';
import { NOW } from '../inbox/house.ts';
import { site } from '../site.ts';
import { openSqliteForTest, type TestStore } from '../store/open.ts';

const desk = vi.hoisted(() => ({ current: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => desk.current,
}));

const DIGEST = digest.group;
let test: TestStore;
let out: string;
const io: Io = {
	cwd: '.',
	env: {},
	isTTY: false,
	stdout: (text) => void (out += text),
	stderr: (text) => void (out += text),
};
const kindred = (...words: string[]) => {
	out = '';
	return run(words, io);
};

beforeEach(async () => {
	test = await openSqliteForTest();
	out = '';
	desk.current = {
		site,
		snapshot: { digests: [digest] },
		store: test.store,
		now: () => NOW,
		close: async () => {},
	};
});
afterEach(() => test.remove());

async function letter(name: string, state: 'sent' | 'held' | 'excluded', more: object = {}) {
	const { person } = await test.store.people.add({ email: `${name}@example.net`, state: 'subscribed' }, NOW);
	const items = ['why', 'table'];
	await deliver(test.store.db, {
		digest: DIGEST,
		person: person.id,
		state,
		providerId: `re_${name}`,
		items,
		...more,
	});
	return person.id;
}
const hear = (name: string, outcome: DeliveryWord['outcome'], reason = '') =>
	test.store.deliveries.hear({ outcome, at: NOW, reason, providerId: `re_${name}`, to: [], tags: {} }, NOW);

describe('kindred digest status', () => {
	it('says what became of everybody, what they did, and adds up', async () => {
		const ann = await letter('ann', 'sent');
		await letter('bo', 'sent', { lang: 'zh-Hant', items: ['why'] });
		await letter('cy', 'excluded', { reason: 'outside the circle' });
		await hear('ann', 'delivered');
		await hear('bo', 'soft-bounced');
		await letter('dee', 'sent');
		const at = '2031-05-02T09:00:00.000Z';
		const items = [
			{ post: 'table', share: 0.7 },
			{ post: 'why', share: 0.3 },
		];
		await test.store.people.log({
			person: ann,
			at,
			kind: 'replied',
			subject: `digest:${DIGEST}`,
			detail: { items },
		});
		await test.store.people.log({ person: ann, at, kind: 'left', subject: `digest:${DIGEST}` });
		expect(await kindred('status', DIGEST)).toBe(0);
		expect(out).toMatchInlineSnapshot(`
			"Digest 2026-11: 4 candidates = 3 sent + 1 excluded + 0 pending + 0 failed + 0 held
			  excluded: 1 outside the circle
			  of those sent: 1 delivered, 1 soft-bounced, 1 no word yet
			  wrote back: 1 reader, 1 reply
			  answered an invitation within 14 days: 0 readers
			  left within 14 days: 1 reader, 1 by the link in this letter

			  language  sent  wrote back
			  en           2           1
			  zh-Hant      1           0

			  article  sent  wrote back  about it
			  table       2           1       0.7
			  why         3           1       0.3
			"
		`);
	});

	it('says that a digest was not sent yet', async () => {
		await kindred('status');
		expect(out).toBe(`Digest ${DIGEST} was not sent yet.\n`);
	});

	it('as JSON is one value for the whole, and one value a line for people', async () => {
		await letter('ann', 'sent');
		await letter('bo', 'excluded', { reason: 'outside the circle' });
		await kindred('status', '--json');
		expect(JSON.parse(out)).toMatchObject({ digest: DIGEST, candidates: 2, sent: 1, noWordYet: 1 });
		await kindred('status', '--people', '--json');
		expect(
			out
				.trim()
				.split('\n')
				.map((line) => JSON.parse(line) as object),
		).toMatchObject([
			{ email: 'ann@example.net', state: 'sent' },
			{ email: 'bo@example.net', state: 'excluded', reason: 'outside the circle' },
		]);
	});

	it('with --people names everybody on a line of their own, whatever a mail server said', async () => {
		await letter('ann', 'sent');
		await hear('ann', 'bounced', 'no\u001b[2J such\nuser');
		await kindred('status', '--people');
		expect(out).toBe(`${'ann@example.net'.padEnd(40)}  sent: bounced, no[2J such user\n`);
	});
});

describe('kindred digest resolve', () => {
	beforeEach(async () => {
		const chunk = await holdChunk(test.store, DIGEST, 'held');
		await letter('ann', 'held', { chunk, providerId: null });
	});

	it('follows what --held shows', async () => {
		await kindred('status', '--held');
		expect(out).toContain('Batch 1, handed over 2031-05-01T09:00:00.000Z: unclear\n  ann@example.net  en\n');
		expect(out).toContain(`kindred digest resolve ${DIGEST} --sent`);
		expect(await kindred('resolve', '--sent')).toBe(0);
		expect(out).toBe('1 letter counts as sent.\n');
		await kindred('resolve', '--sent');
		expect(out).toBe(`Nothing of "${DIGEST}" is held.\n`);
	});

	it('leaves letters of a run that has ended to a new plan', async () => {
		await kindred('resolve', '--again');
		expect(out).toContain(`A new plan reaches them: kindred digest plan ${DIGEST}`);
	});

	it.each([[[]], [['--sent', '--again']]])('wants one of two answers, not %j', async (words) => {
		await expect(kindred('resolve', ...words)).rejects.toMatchObject({
			name: 'KindredError',
			hint: expect.stringContaining('--held'),
		});
	});
});
