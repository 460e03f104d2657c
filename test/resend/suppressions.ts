import { randomUUID } from 'node:crypto';
import { failed, ok, page, type Route } from './answer.ts';
import type { Clock } from './clock.ts';

export interface Suppression {
	object: 'suppression';
	id: string;
	email: string;
	origin: 'bounce' | 'complaint' | 'manual';
	/** The letter that led to it. */
	source_id: string | null;
	created_at: string;
}

/** Addresses that are written to no more, and `/suppressions`. */
export function createSuppressions(clock: Clock) {
	const all: Suppression[] = [];
	const perAddress = new Map<string, Suppression>();
	const find = (idOrEmail: string) =>
		perAddress.get(idOrEmail.toLowerCase()) ?? all.find(({ id }) => id === idOrEmail);

	function add(
		email: string,
		origin: Suppression['origin'],
		source: string | null = null,
	): Suppression | undefined {
		const address = email.toLowerCase();
		if (perAddress.has(address)) return undefined;
		const entry: Suppression = {
			object: 'suppression',
			id: randomUUID(),
			email: address,
			origin,
			source_id: source,
			created_at: new Date(clock.now()).toISOString(),
		};
		all.push(entry);
		perAddress.set(address, entry);
		return entry;
	}

	function remove(entry: Suppression): void {
		all.splice(all.indexOf(entry), 1);
		perAddress.delete(entry.email);
	}

	const one = (method: string, work: (entry: Suppression) => unknown): Route => ({
		method,
		path: /^\/suppressions\/([^/]+)$/,
		answer(_, [idOrEmail = '']) {
			const entry = find(idOrEmail);
			return entry ? ok(work(entry)) : failed(404, 'not_found', 'Suppression not found');
		},
	});
	const routes: Route[] = [
		{
			method: 'GET',
			path: /^\/suppressions$/,
			answer({ query }) {
				const origin = query.get('origin');
				return page(all.filter((entry) => !origin || entry.origin === origin).toReversed(), query);
			},
		},
		{
			method: 'POST',
			path: /^\/suppressions$/,
			answer({ body }) {
				const email = (body as { email?: unknown } | undefined)?.email;
				if (typeof email !== 'string' || !email.includes('@'))
					return failed(422, 'validation_error', 'The `email` field must be an email address.');
				const { id } = add(email, 'manual') ?? find(email)!;
				return ok({ object: 'suppression', id });
			},
		},
		one('GET', (entry) => entry),
		one('DELETE', (entry) => {
			remove(entry);
			return { object: 'suppression', id: entry.id, deleted: true };
		}),
	];
	const clear = () => {
		all.length = 0;
		perAddress.clear();
	};
	return { all, find, add, routes, clear };
}

export type Suppressions = ReturnType<typeof createSuppressions>;
