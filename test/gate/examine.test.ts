import { describe, expect, it } from 'vitest';
import { examine, tally, type Examining } from '../../integrations/kindred/src/digest/gate/index.ts';
import { planDigest, type Plan } from '../../integrations/kindred/src/digest/index.ts';
import { composerMail, mimeBytes } from '../../integrations/kindred/src/mail/mime.ts';
import { digest, now, post, reader } from '../digest/sample.ts';
import { site } from '../site.ts';
import { context, lines, piece, templateOf, type Changes } from './sample.ts';

/** A plan for so many readers: one letter in English, with three picks. */
async function planFor(count: number, changes: Changes = {}): Promise<Plan> {
	const items = [{ slot: 'picks-0', kind: 'for-you', max: 3 }] as const;
	return planDigest(digest, {
		site: { ...site, languages: ['en'] },
		posts: [post('why-groups-die')],
		store: {
			async *readers() {
				yield Array.from({ length: count }, (_, n) => reader(n + 1));
			},
		},
		compiler: {
			digest: async () => ({ en: { lang: 'en', entry: digest.id, template: templateOf(changes), items } }),
			pieces: async (orders) => orders.map(() => piece),
		},
		now: () => now,
	});
}

const world: Examining = {
	site,
	keys: ['a secret that is long enough for tests of the gate'],
	context,
	now: () => now,
	sourceOf: async () => undefined,
	mime: (letter) => mimeBytes(composerMail(letter, 'gate', now)),
	support: async () => [],
};

describe('a plan', () => {
	it('that is good passes, whoever its readers are', async () => {
		expect(lines(await examine(await planFor(250), world))).toEqual([]);
	});

	it('has two hundred of its mails made whole, spread over all', async () => {
		let made = 0;
		const mime: Examining['mime'] = (letter) => {
			made++;
			return world.mime(letter);
		};
		await examine(await planFor(450), { ...world, mime });
		expect(made).toBeGreaterThan(100);
		expect(made).toBeLessThanOrEqual(200);
	});

	it('tells once what is wrong with every mail, and does not let warnings end the look', async () => {
		const doubtful = await planFor(1200, { subject: 'On NaN' });
		const told = tally(await examine(doubtful, world));
		expect(told.map(({ finding, count }) => `${finding.rule} ${finding.severity} ${count >= 1200}`)).toEqual([
			'residue warning true',
		]);
	});

	it('for nobody is looked at without complaint: its letter is too heavy for all', async () => {
		const heavy = await planFor(3, { body: `<p>${'字'.repeat(40_000)}</p>` });
		expect(heavy.counts.readers).toBe(0);
		expect(await examine(heavy, world)).toEqual([]);
	});

	it('says how to have mail programs asked, where that is not installed', async () => {
		const told = await examine(await planFor(3), { ...world, support: async () => undefined });
		expect(told.map(({ hint }) => hint)).toEqual([
			'Bring the tables of caniemail.com: `npm install --save-dev caniemail`.',
		]);
	});
});
