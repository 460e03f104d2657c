import { planDigest, type Plan } from '../../integrations/kindred/src/digest/index.ts';
import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { compiler, digest as sample, now, post } from '../digest/sample.ts';
import { site } from '../site.ts';

/** The digest that all processes of a kill test send: small letters in two languages, with a choice for each reader. */
export const digest = { ...sample, audience: { circle: ['core', 'active'] as const } };
/** Readers of it: ten batches. */
export const READERS = 1000;
/** Subscribers who are outside its circle. */
export const OUTSIDE = 30;
/** The keys of the site, before and after they were changed. */
export const keyRings = {
	old: ['the key of a killed process, long enough'],
	new: ['the key that came after it, long enough'],
} as const;

const posts = [post('by-hand', { tags: ['tables'] }), post('a'), post('b', { tags: ['ties'] }), post('c')];

/** The plan does not depend on the time of the test. */
export function plan({ digests }: Pick<Store, 'digests'>): Promise<Plan> {
	return planDigest(digest, { site, posts, store: digests, compiler, now: () => now });
}

/** Fills a store with everybody: the readers first, in their order. */
export async function populate({ people }: Pick<Store, 'people'>, readers: number): Promise<void> {
	for (let n = 0; n < readers + OUTSIDE; n++) {
		const [email, languages] = [emailOf(n), n % 7 === 0 ? ['ar', 'en'] : ['en']];
		const circle = n < readers ? 'active' : 'loose';
		await people.add({ email, name: `Reader ${n}`, state: 'subscribed', languages, circle }, now);
	}
}

export const emailOf = (n: number): string => `reader${n}@example.com`;
