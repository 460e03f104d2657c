import { readBatch } from '../../integrations/kindred/src/base/batch.ts';
import type { Letter, Mailer } from '../../integrations/kindred/src/base/letter.ts';
import type { Io } from '../../integrations/kindred/src/cli/io.ts';
import type { Desk } from '../../integrations/kindred/src/cli/open.ts';
import { planDigest, type DigestEntry, type Plan } from '../../integrations/kindred/src/digest/index.ts';
import { createPostman } from '../../integrations/kindred/src/mail/postman.ts';
import { stoppable } from '../../integrations/kindred/src/mail/switch.ts';
import { site } from '../site.ts';
import type { TestStore } from '../store/open.ts';
import { compiler, digest, now } from './sample.ts';
import { keys, posts } from './sending.ts';

/** A carrier that takes everything, with so many lanes; `on` is called with every batch before it is taken. */
export function takingCarrier(
	lanes = 1,
	on: (letters: readonly Letter[]) => Promise<unknown> = async () => {},
) {
	const got: string[] = [];
	const mailer: Mailer = {
		name: 'resend',
		lanes,
		async send({ to }, key) {
			got.push(to.email);
			return { ok: true, id: key };
		},
		async sendBatch({ bytes }) {
			const letters = readBatch(bytes);
			await on(letters);
			got.push(...letters.map(({ to }) => to.email));
			return { ok: true, results: letters.map(({ to }) => ({ ok: true, id: `re_${to.email}` })) };
		},
	};
	return { mailer, got };
}

/** What a command works with, on a store of tests: the clock, the digests there are and the carrier can be changed. */
export class SteerDesk {
	clock = now;
	/** Was the clock set by `--now`? */
	isRehearsed = false;
	env: NodeJS.ProcessEnv = {};
	digests: readonly DigestEntry[] = [digest];
	mailer: Mailer = takingCarrier().mailer;
	out = '';
	err = '';
	readonly #test: TestStore;
	constructor(test: TestStore) {
		this.#test = test;
	}

	get io(): Io {
		const stdout = (text: string) => void (this.out += text);
		return { cwd: '.', env: this.env, isTTY: false, stdout, stderr: (text) => void (this.err += text) };
	}
	get desk(): Desk {
		const { store } = this.#test;
		const time = () => this.clock;
		const mailer = stoppable(this.mailer, store.mail);
		const stopped = () => store.mail.stopped();
		const postman = createPostman({ mailer, outgoing: store.outgoing, now: time, stopped });
		const snapshot = { digests: this.digests, posts, events: [] } as unknown as Desk['snapshot'];
		const part = {
			site,
			snapshot,
			store,
			mailer,
			postman,
			keys,
			compiler,
			now: time,
			root: '/nowhere',
			isRehearsed: this.isRehearsed,
		};
		return { ...part, close: async () => {} } as unknown as Desk;
	}

	plan(entry = this.digests[0]!): Promise<Plan> {
		const { digests } = this.#test.store;
		return planDigest(entry, { site, posts, store: digests, compiler, now: () => this.clock });
	}
	async approve(entry = this.digests[0]!): Promise<Plan> {
		const made = await this.plan(entry);
		await this.#test.store.digests.keepPlan(made, this.clock);
		await this.#test.store.digests.approve(made.hash, this.clock);
		return made;
	}
	async subscribe(count: number, from = 1): Promise<void> {
		for (let n = from; n < from + count; n++)
			await this.#test.store.people.add(
				{ email: `reader${n}@example.com`, state: 'subscribed', languages: ['en'] },
				this.clock,
			);
	}
	/** The books of a digest, after they were added up. */
	async books(group = digest.group) {
		const { candidates, sent, pending, failed, held, excluded } =
			await this.#test.store.digests.status(group);
		const left = Object.values(excluded).reduce((a, b) => a + b, 0);
		if (sent + pending + failed + held + left !== candidates) throw new Error('The books do not add up.');
		return { candidates, sent, pending, failed, held, excluded };
	}
}
