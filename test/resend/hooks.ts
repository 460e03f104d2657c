import { randomUUID } from 'node:crypto';
import { failed, ok, page, type Route } from './answer.ts';
import type { Clock } from './clock.ts';
import { draw, type Spread } from './spread.ts';
import { signWebhook, webhookSecret } from './webhook.ts';

/** A url that is told of events. */
export interface Endpoint {
	id: string;
	endpoint: string;
	events: string[] | null;
	status: 'enabled' | 'disabled';
	created_at: string;
	signing_secret: string;
}

/** One event on its way to one endpoint. */
export interface Delivery {
	/** `svix-id`: the same for each attempt and each copy. */
	id: string;
	url: string;
	type: string;
	payload: HookEvent;
	/** The status of the answer; `none` where nobody answered in time. */
	attempts: { at: string; status: number | 'none' }[];
	state: 'pending' | 'done' | 'given-up';
}

export interface HookEvent {
	type: string;
	created_at: string;
	data: Record<string, unknown>;
}

/** What happens to events on their way. */
export interface HookWeather {
	/** How late events come. A spread puts them out of order. Default: 0. */
	late?: Spread;
	/** The part of events that come twice, 0 to 1. Default: 0. */
	twice?: number;
}

/** Waits before the attempts after the first one, in seconds (Resend, retries and replays). */
const RETRIES = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];
const PATIENCE = 15_000;
/** Calls under way at once. */
const MOST_CALLS = 16;

/** The endpoints of the account, and calls to them: signed, late, twice, out of order, and again until they succeed. */
export function createHooks(clock: Clock, random: () => number) {
	const endpoints: Endpoint[] = [];
	const deliveries: Delivery[] = [];
	let weather: HookWeather = {};
	let calls = 0;
	const line: (() => void)[] = [];

	async function call(delivery: Delivery, { endpoint, signing_secret }: Endpoint): Promise<number | 'none'> {
		if (calls >= MOST_CALLS) await new Promise<void>((go) => line.push(go));
		calls++;
		const body = JSON.stringify(delivery.payload);
		try {
			// Signed by the clock on the wall: receivers compare it with theirs.
			const response = await fetch(endpoint, {
				method: 'POST',
				body,
				headers: signWebhook(signing_secret, body, { id: delivery.id }),
				redirect: 'manual',
				signal: AbortSignal.timeout(PATIENCE),
			});
			await response.arrayBuffer();
			return response.status;
		} catch {
			return 'none';
		} finally {
			calls--;
			line.shift()?.();
		}
	}

	async function attempt(delivery: Delivery, endpoint: Endpoint, count: number): Promise<void> {
		if (endpoint.status !== 'enabled' || !endpoints.includes(endpoint)) return;
		const status = await call(delivery, endpoint);
		delivery.attempts.push({ at: new Date(clock.now()).toISOString(), status });
		if (status !== 'none' && status >= 200 && status < 300) return void (delivery.state = 'done');
		const wait = RETRIES[count];
		if (wait === undefined) return void (delivery.state = 'given-up');
		clock.at(clock.now() + wait * 1000, () => attempt(delivery, endpoint, count + 1));
	}

	function tell(payload: HookEvent, { after, copies }: { after?: number; copies?: number } = {}): void {
		for (const endpoint of endpoints) {
			if (endpoint.status !== 'enabled' || (endpoint.events && !endpoint.events.includes(payload.type)))
				continue;
			const id = `msg_${randomUUID().replaceAll('-', '')}`;
			const delivery: Delivery = {
				id,
				url: endpoint.endpoint,
				type: payload.type,
				payload,
				attempts: [],
				state: 'pending',
			};
			deliveries.push(delivery);
			const times = copies ?? (weather.twice && random() < weather.twice ? 2 : 1);
			for (let copy = 0; copy < times; copy++) {
				const when = clock.now() + (after ?? draw(weather.late ?? 0, random));
				clock.at(when, () => attempt(delivery, endpoint, 0));
			}
		}
	}

	function add(url: string, events: string[] | null = null, secret = webhookSecret()): Endpoint {
		const endpoint: Endpoint = {
			id: randomUUID(),
			endpoint: url,
			events,
			status: 'enabled',
			created_at: new Date(clock.now()).toISOString(),
			signing_secret: secret,
		};
		endpoints.push(endpoint);
		return endpoint;
	}

	return {
		endpoints,
		deliveries,
		tell,
		add,
		weather: (next: HookWeather) => void (weather = { ...weather, ...next }),
		/** Whether anybody listens. */
		heard: () => endpoints.some(({ status }) => status === 'enabled'),
		clear() {
			endpoints.length = 0;
			deliveries.length = 0;
		},
	};
}

export type Hooks = ReturnType<typeof createHooks>;

/** `/webhooks`: create, list, get, change, remove, and a new secret. */
export function hookRoutes({ endpoints, add }: Hooks): Route[] {
	const one = (method: string, work: (endpoint: Endpoint, body: unknown) => unknown): Route => ({
		method,
		path: /^\/webhooks\/([^/]+)$/,
		answer({ body }, [id]) {
			const endpoint = endpoints.find((known) => known.id === id);
			if (!endpoint) return failed(404, 'not_found', 'Webhook not found');
			return ok({ object: 'webhook', ...(work(endpoint, body) as object) });
		},
	});
	return [
		{
			method: 'POST',
			path: /^\/webhooks$/,
			answer({ body }) {
				const { endpoint, events } = (body ?? {}) as { endpoint?: string; events?: string[] };
				if (!endpoint || !URL.canParse(endpoint))
					return failed(422, 'validation_error', 'The `endpoint` field must be a valid URL.');
				const { id, signing_secret } = add(endpoint, events);
				return ok({ object: 'webhook', id, signing_secret });
			},
		},
		{
			method: 'GET',
			path: /^\/webhooks$/,
			answer: ({ query }) =>
				page(
					endpoints.toReversed().map(({ signing_secret: _, ...endpoint }) => endpoint),
					query,
				),
		},
		one('GET', (endpoint) => endpoint),
		one('PATCH', (endpoint, body) => {
			const { endpoint: url, events, status } = body as Partial<Endpoint>;
			Object.assign(endpoint, url && { endpoint: url }, events && { events }, status && { status });
			return { id: endpoint.id };
		}),
		one('DELETE', (endpoint) => {
			endpoints.splice(endpoints.indexOf(endpoint), 1);
			return { id: endpoint.id, deleted: true };
		}),
	];
}
