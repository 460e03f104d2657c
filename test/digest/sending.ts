import { expect } from 'vitest';
import { readBatch } from '../../integrations/kindred/src/base/batch.ts';
import type { BatchHandover, Letter, Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { planDigest, sendDigest, type Plan } from '../../integrations/kindred/src/digest/index.ts';
import { site } from '../site.ts';
import type { TestStore } from '../store/open.ts';
import { compiler, digest, now, post } from './sample.ts';

export const keys = ['a key of a test that is long enough'] as const;
export const posts = [
	post('by-hand', { tags: ['tables'] }),
	post('a'),
	post('b', { tags: ['ties'] }),
	post('c'),
	post('d'),
];

/** A carrier that answers as it is told, one answer a call, and keeps every call it got. */
export function carrier(answers: ((letters: readonly Letter[]) => BatchHandover | Error)[] = []) {
	const calls: { key: string; letters: readonly Letter[] }[] = [];
	const mailer: Mailer = {
		name: 'resend',
		send: () => Promise.reject(new Error('A digest goes in batches.')),
		async sendBatch({ bytes }, key) {
			const letters = readBatch(bytes);
			calls.push({ key, letters });
			const answer = answers.shift()?.(letters) ?? {
				ok: true,
				results: letters.map((_, index) => ({ ok: true, id: `id-${calls.length}-${index}` })),
			};
			if (answer instanceof Error) throw answer;
			return answer;
		},
	};
	return { mailer, calls };
}
export const refused = (kind: 'retry' | 'stop' | 'rejected') => () =>
	({ ok: false, kind, message: `told to ${kind}` }) as const;

/** What tests of sending do over and over, on the store of one engine. */
export function sendingOn({ store: { digests, people } }: TestStore) {
	const subscribe = async (count: number) => {
		for (let n = 1; n <= count; n++)
			await people.add({ email: `reader${n}@example.com`, state: 'subscribed', languages: ['en'] }, now);
	};
	const plan = (): Promise<Plan> =>
		planDigest(digest, { site, posts, store: digests, compiler, now: () => now });
	const approve = async () => {
		const made = await plan();
		await digests.keepPlan(made, now);
		await digests.approve(made.hash, now);
	};
	const send = (mailer: Mailer, clock: string | (() => string) = now) =>
		sendDigest(digest, plan, {
			store: digests,
			mailer,
			site,
			keys,
			now: () => (typeof clock === 'string' ? clock : clock()),
			wait: async () => {},
		});
	const addsUp = async () => {
		const { candidates, sent, pending, failed, held, excluded } = await digests.status(digest.group);
		expect(sent + pending + failed + held + Object.values(excluded).reduce((a, b) => a + b, 0)).toBe(
			candidates,
		);
		return { candidates, sent, pending, failed, held, excluded };
	};
	return { digests, people, subscribe, plan, approve, send, addsUp };
}
