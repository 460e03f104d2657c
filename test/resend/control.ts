import { failed, ok, type Answer, type Route } from './answer.ts';
import type { Account, Changeable } from './account.ts';
import { bare, listed, type LastEvent, type TakenEmail } from './emails.ts';
import type { EventDetail, Fate } from './fates.ts';
import type { Log } from './log.ts';
import type { IncomingMail } from './receiving.ts';
import type { PlannedTrouble, Trouble } from './troubles.ts';

/** How long `wait` waits at most, in milliseconds, where nothing is said. */
const PATIENCE = 30_000;

type Body<T> = Partial<T> | undefined;

/** What a test asks of a stand-in in another process, below `/__control`. None of it counts as a request. */
export function controlRoutes(account: Account, log: Log): Route[] {
	return [...watching(account, log), ...changing(account, log)];
}

const route = (method: string, path: string, answer: Route['answer']): Route => ({
	method,
	path: new RegExp(`^/__control${path}$`),
	answer,
});

function watching({ letters, clock, hooks, troubles, rate }: Account, log: Log): Route[] {
	return [
		route('GET', '/?', () =>
			ok({
				now: clock.now(),
				limit: rate.limit ?? null,
				requests: log.requests.length,
				refused: log.requests.filter(({ status }) => status === 429).length,
				letters: letters.all.length,
				recipients: letters.perRecipient.size,
				twice: [...letters.perRecipient.values()].filter((count) => count > 1).length,
				troubles: troubles.waiting.length,
				memory: process.memoryUsage.rss(),
			}),
		),
		route('GET', '/requests', ({ query }) => {
			const after = Number(query.get('after') ?? 0);
			const told = log.requests.slice(after).map(({ body: _, headers, ...request }) => ({
				...request,
				key: headers['idempotency-key'] ?? null,
			}));
			return ok({ requests: told });
		}),
		route('GET', '/letters', ({ query }) => {
			const [after, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit') ?? 1000)];
			const some = letters.all.slice(after, after + limit);
			return ok({
				letters: some.map((one) => ({ ...listed(one), key: one.key ?? null, hash: one.hash ?? null })),
			});
		}),
		route('GET', '/recipients', ({ query }) => {
			const least = Number(query.get('least') ?? 1);
			return ok(Object.fromEntries([...letters.perRecipient].filter(([, count]) => count >= least)));
		}),
		route('GET', '/deliveries', () => ok({ deliveries: hooks.deliveries })),
		route('GET', '/wait', async ({ query }) => {
			const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
			const some = { path: query.get('path') ?? undefined, answered: query.has('answered') };
			const enough = () =>
				log.count(some) >= number('requests', 0) && letters.all.length >= number('letters', 0);
			return (await log.until(enough, number('patience', PATIENCE)))
				? ok({ came: true })
				: failed(408, 'timeout', 'That did not happen in time.');
		}),
	];
}

function changing(account: Account, log: Log): Route[] {
	const { clock, troubles, hooks, fates, set } = account;
	return [
		route('POST', '/clock', async ({ body }) => {
			const { advance = 0 } = (body ?? {}) as { advance?: number };
			if (!(advance >= 0)) return failed(422, 'validation_error', 'A clock only goes forward.');
			await clock.advance(advance);
			return ok({ now: clock.now() });
		}),
		route('POST', '/troubles', ({ body }) => {
			const { next = [] } = (body ?? {}) as { next?: (Trouble | PlannedTrouble)[] };
			troubles.plan(...next);
			return ok({ waiting: troubles.waiting });
		}),
		route('DELETE', '/troubles', () => {
			troubles.clear();
			return ok({ waiting: [] });
		}),
		route('POST', '/options', ({ body }) => {
			set((body ?? {}) as Changeable);
			return ok({ limit: account.rate.limit ?? null });
		}),
		route('POST', '/webhooks', ({ body }) => {
			const { url, events, secret } = (body ?? {}) as { url?: string; events?: string[]; secret?: string };
			if (!url || !URL.canParse(url)) return failed(422, 'validation_error', 'There is no `url`.');
			return ok(hooks.add(url, events, secret));
		}),
		route('POST', '/fates', ({ body }) => {
			for (const [to, fate] of Object.entries((body ?? {}) as Record<string, Fate>)) fates.set(to, fate);
			return ok({});
		}),
		route('POST', '/events', ({ body }) => tellEvent(account, body as Body<ToldEvent>)),
		route('POST', '/receive', ({ body }) => {
			const { raw, ...mail } = (body ?? {}) as IncomingMail & { raw?: string };
			return ok(account.receive(mail, raw === undefined ? undefined : Buffer.from(raw, 'base64')));
		}),
		route('POST', '/reset', () => {
			account.reset();
			log.clear();
			return ok({});
		}),
	];
}

interface ToldEvent extends EventDetail {
	/** The letter: its id, or the address it went to (then the newest one). */
	letter: string;
	event: LastEvent;
	/** Milliseconds from now. */
	after: number;
	copies: number;
}

function tellEvent({ letters, fates }: Account, told: Body<ToldEvent>): Answer {
	const { letter: name = '', event, after, copies, ...detail } = told ?? {};
	const to = (email: TakenEmail) => [email.to].flat().map(bare);
	const letter =
		letters.byId(name) ?? letters.all.findLast((email) => to(email).includes(name.toLowerCase()));
	if (!letter || !event) return failed(422, 'validation_error', 'There is no such letter, or no `event`.');
	fates.happen(letter, event, detail, { ...(after !== undefined && { after }), ...(copies && { copies }) });
	return ok({ id: letter.id });
}
