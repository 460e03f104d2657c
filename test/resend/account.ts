import type { KeyScope } from './access.ts';
import type { Route } from './answer.ts';
import { createClock } from './clock.ts';
import { accountRoutes, domainOf, type Domain } from './domains.ts';
import { createFates } from './fates.ts';
import { createHooks, hookRoutes, type HookWeather } from './hooks.ts';
import { rememberKeys, type KnownKey } from './idempotency.ts';
import { openJournal } from './journal.ts';
import { createLetters, type Keep } from './letters.ts';
import { createMeter, type Quota } from './quota.ts';
import { createRate, type Window } from './rate.ts';
import { createInbox, type IncomingMail, type ReceivedEmail } from './receiving.ts';
import { sendingRoutes } from './sending.ts';
import { linger, seeded, type Spread } from './spread.ts';
import { createSuppressions } from './suppressions.ts';
import { createTroubles } from './troubles.ts';

/** What an account is like, and the weather between it and its user. Milliseconds where nothing else is said. */
export interface AccountOptions extends Changeable {
	/** The one key that is good. Default: any is. */
	apiKey?: string;
	/** Keys and what they may do. */
	keys?: Record<string, KeyScope>;
	/** Since 1970. Default: the machine's clock. */
	now?: () => number;
	/** Decides all that is left to chance. Default: 1. */
	seed?: number;
	/** What of a letter is kept in memory. Default: all of it. */
	keep?: Keep;
	/** A file that accepted letters and their keys are written to, and read from at the start. */
	state?: string;
	/** Domains of the account. Given, letters may come from the verified ones alone. */
	domains?: (string | Domain)[];
	/** Refuses recipients at example.com and test.com, as Resend does. Default: no. */
	refuseNobody?: boolean;
}

/** What can change while the stand-in runs. */
export interface Changeable {
	/** Requests per second; more get a 429. Default: no limit, and headers that say 10. */
	limit?: number;
	/** How requests are counted. Default: `sliding`. */
	window?: Window;
	/** Requests per second that others make with the same account. */
	others?: number;
	/** How long a request takes to arrive, before it counts against the limit. */
	network?: Spread;
	/** How long the work takes, after that. */
	delay?: Spread;
	/** Letters a day and a month. */
	quota?: Quota;
	/** How long after it was sent a letter is delivered, or bounces, or whatever its fate is. */
	settle?: Spread;
	/** Webhook calls that come late, twice, out of order. */
	weather?: HookWeather;
}

/** One account at Resend: all it keeps, and all it can be asked. */
export function createAccount(options: AccountOptions, url: () => string) {
	const { keep, state, seed = 1, domains, refuseNobody = false } = options;
	const random = seeded(seed);
	const clock = createClock(options.now);
	const rate = createRate(clock.now, options);
	const meter = createMeter(clock.now, options.quota);
	const keys = new Map<string, KnownKey>();
	const letters = createLetters(clock, keep);
	const journal = openJournal(state, { letters, keys });
	const hooks = createHooks(clock, random);
	const suppressions = createSuppressions(clock);
	const fates = createFates({ clock, hooks, suppressions }, random);
	const inbox = createInbox(clock, url);
	const troubles = createTroubles();
	const known = (domains ?? []).map((domain) => (typeof domain === 'string' ? domainOf(domain) : domain));
	let { delay = 0, network = 0 } = options;
	let crowd: NodeJS.Timeout | undefined;

	const sending = {
		letters,
		meter,
		keys,
		journal,
		refuseNobody,
		once: rememberKeys(clock.now, keys),
		verified:
			domains && ((name: string) => known.some((one) => one.name === name && one.status === 'verified')),
		linger: () => linger(delay, random),
		taken: fates.taken,
	};
	const routes: Route[] = [
		...inbox.routes,
		...sendingRoutes(sending),
		...hookRoutes(hooks),
		...suppressions.routes,
		...accountRoutes(known, meter, rate),
	];

	function set(change: Changeable): void {
		rate.set(change);
		delay = change.delay ?? delay;
		network = change.network ?? network;
		if (change.quota) meter.set(change.quota);
		if (change.settle !== undefined) fates.settle(change.settle);
		if (change.weather) hooks.weather(change.weather);
		if (change.others === undefined) return;
		clearInterval(crowd);
		if (change.others > 0) crowd = setInterval(rate.take, 1000 / change.others).unref();
	}
	const { settle, weather, others } = options;
	set({ ...(settle !== undefined && { settle }), ...(weather && { weather }), ...(others && { others }) });

	return {
		clock,
		rate,
		meter,
		letters,
		keys,
		hooks,
		suppressions,
		fates,
		inbox,
		troubles,
		routes,
		set,
		scopes: options.keys ?? (options.apiKey ? { [options.apiKey]: 'full' as const } : undefined),
		arrive: () => linger(network, random),
		/** A mail comes in; endpoints are told. */
		receive(mail: IncomingMail, raw?: Uint8Array): ReceivedEmail {
			const received = inbox.receive(mail, raw);
			meter.received();
			fates.received(received);
			return received;
		},
		/** Forgets everything but the options. */
		reset(): void {
			for (const part of [clock, letters, keys, journal, hooks, suppressions, fates, inbox, troubles])
				part.clear();
			meter.reset();
		},
		stop(): void {
			clock.clear();
			clearInterval(crowd);
		},
	};
}

export type Account = ReturnType<typeof createAccount>;
