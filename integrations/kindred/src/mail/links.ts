import { lookup as resolve } from 'node:dns/promises';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { LinkAnswer } from '../digest/gate/index.ts';
import { isPrivateAddress } from './private-address.ts';

/** A site that sends one on and on sends nobody anywhere. */
const MOST_REDIRECTS = 5;

/** How links are asked for. Tests give another world. */
export interface LinkWorld {
	/** All addresses of a host. Default: the system’s resolver. */
	readonly addresses?: (host: string) => Promise<readonly { address: string; family: number }[]>;
	/** Addresses that are never connected to. Default: all that are not on the open internet. */
	readonly refuses?: (address: string) => boolean;
	/** For one link with all its redirects, in milliseconds. */
	readonly patience?: number;
	/** How many links at once. */
	readonly lanes?: number;
}

/** The address is of our own network: somebody would have us knock on doors inside (SSRF). */
class Refused extends Error {}

/**
 * Asks whether web pages answer: HEAD, then GET where HEAD is not liked. Nothing is sent along and no body is read. Names are
 * resolved once per connection, and what was checked is what is connected to; every redirect is checked again.
 */
export function openLinkCheck({
	addresses = (host) => resolve(host, { all: true }),
	refuses = isPrivateAddress,
	patience = 10_000,
	lanes = 4,
}: LinkWorld = {}): (url: string) => Promise<LinkAnswer> {
	const lookup: LookupFunction = (host, { all }, done) => {
		addresses(host).then(
			(found) => {
				const [first] = found;
				if (!first || found.some(({ address }) => refuses(address)))
					return done(new Refused(), '', undefined);
				return all ? done(null, [...found]) : done(null, first.address, first.family);
			},
			(cause: NodeJS.ErrnoException) => done(cause, '', undefined),
		);
	};

	async function ask(url: string): Promise<LinkAnswer> {
		const signal = AbortSignal.timeout(patience);
		try {
			const head = await follow(url, 'HEAD', signal);
			return verdict(head < 400 ? head : await follow(url, 'GET', signal));
		} catch (cause) {
			return failure(cause as NodeJS.ErrnoException, signal);
		}
	}

	/** The status at the end of all redirects. */
	async function follow(url: string, method: string, signal: AbortSignal): Promise<number> {
		let at = new URL(url);
		for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
			const host = at.hostname.replace(/^\[|\]$/g, '');
			if (!/^https?:$/.test(at.protocol) || at.username || at.password) throw new Refused();
			// A host that is an address is connected to without a lookup.
			if (isIP(host) && refuses(host)) throw new Refused();
			const { status, location } = await knock(at, method, signal, lookup);
			if (status < 300 || status >= 400 || location === undefined) return status;
			at = new URL(location, at);
		}
		throw new Error(`sends one on more than ${MOST_REDIRECTS} times`);
	}

	const inLane = openLanes(lanes);
	return (url) => inLane(() => ask(url));
}

function knock(url: URL, method: string, signal: AbortSignal, lookup: LookupFunction) {
	const request = url.protocol === 'https:' ? secureRequest : plainRequest;
	return new Promise<{ status: number; location: string | undefined }>((done, fail) => {
		const headers = { 'user-agent': 'astro-kindred link check', accept: '*/*' };
		// No agent: a connection that was kept would be used again without a look at its address.
		const call = request(
			url,
			{ method, signal, lookup, headers, agent: false },
			(answer: IncomingMessage) => {
				done({ status: answer.statusCode ?? 0, location: answer.headers.location });
				answer.destroy();
			},
		);
		call.on('error', fail);
		call.end();
	});
}

function verdict(status: number): LinkAnswer {
	if (status >= 200 && status < 400) return { ok: true };
	return {
		ok: false,
		reason: status === 404 || status === 410 ? 'gone' : 'unclear',
		message: `answers ${status}`,
	};
}

function failure(cause: NodeJS.ErrnoException, signal: AbortSignal): LinkAnswer {
	if (cause instanceof Refused)
		return {
			ok: false,
			reason: 'refused',
			message: 'leads into a private network, or to what is no web page',
		};
	if (signal.aborted) return { ok: false, reason: 'unclear', message: 'does not answer in time' };
	if (cause.code === 'ENOTFOUND')
		return { ok: false, reason: 'gone', message: 'leads to a site that does not exist' };
	if (cause.code === 'ERR_INVALID_URL')
		return { ok: false, reason: 'gone', message: 'is no address, or is sent on to one that is none' };
	const why = cause.code ?? cause.message;
	return { ok: false, reason: 'unclear', message: `cannot be reached (${why})` };
}

/** Lets so many things happen at once; the others wait their turn. */
function openLanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
	let free = count;
	const waiting: (() => void)[] = [];
	return async (work) => {
		if (free > 0) free--;
		else await new Promise<void>((go) => waiting.push(go));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}
