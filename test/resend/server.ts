import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refuseKey } from './access.ts';
import { createAccount, type Account, type AccountOptions, type Changeable } from './account.ts';
import { dispatch, failed, parseJson, type Answer, type ApiRequest } from './answer.ts';
import type { Clock } from './clock.ts';
import { controlRoutes } from './control.ts';
import type { TakenEmail } from './emails.ts';
import type { Fates } from './fates.ts';
import type { Hooks } from './hooks.ts';
import { createLog, type LoggedRequest } from './log.ts';
import { readArguments } from './arguments.ts';
import type { IncomingMail, ReceivedEmail } from './receiving.ts';
import type { Suppressions } from './suppressions.ts';
import type { PlannedTrouble, Trouble } from './troubles.ts';

export { domainOf } from './domains.ts';
export type { LoggedRequest } from './log.ts';
export type { Trouble } from './troubles.ts';
export { signWebhook, webhookSecret } from './webhook.ts';

export interface StandInOptions extends AccountOptions {
	/** 0: any free port. */
	port?: number;
}

/** A running stand-in for api.resend.com. */
export interface ResendStandIn {
	url: string;
	requests: LoggedRequest[];
	/** Letters taken, oldest first. */
	emails: TakenEmail[];
	/** How often each address was written to. */
	perRecipient: ReadonlyMap<string, number>;
	clock: Clock;
	hooks: Hooks;
	fates: Fates;
	suppressions: Suppressions;
	/** The next requests, one by one, meet this trouble. */
	trouble: (...next: (Trouble | PlannedTrouble)[]) => void;
	/** Changes limits and latencies. */
	set: (change: Changeable) => void;
	/** Puts a mail into the inbox and tells the endpoints; the id is for an `email.received` webhook. */
	receive(mail: IncomingMail, raw?: Uint8Array): ReceivedEmail;
	close(): Promise<void>;
}

/**
 * Starts a server that speaks Resend's HTTP API: sending, batches, idempotency keys, limits, receiving, webhooks. What a
 * test in another process wants of it stands below `/__control` (README.md).
 */
export async function startResend({ port = 0, ...options }: StandInOptions = {}): Promise<ResendStandIn> {
	let url = '';
	const account = createAccount(options, () => url);
	const log = createLog();
	const control = controlRoutes(account, log);
	const keepBodies = (options.keep ?? 'bodies') === 'bodies';

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const asked = await readRequest(request, url);
		const file = account.inbox.file(asked.path);
		if (file) return void response.end(file);
		if (asked.path.startsWith('/__control')) return reply(response, await dispatch(control, asked));
		await account.arrive();
		const logged = log.arrived({
			method: asked.method,
			path: asked.path,
			headers: asked.headers,
			body: keepBodies ? asked.body : undefined,
			letters: Array.isArray(asked.body) ? asked.body.length : undefined,
			bytes: asked.bytes.length,
			at: account.clock.now(),
		});
		const answer = await serve(account, asked);
		log.look();
		if (answer === 'drop') return void request.socket.destroy();
		if (answer === 'hang') return;
		log.answered(logged, answer.status);
		reply(response, answer);
	}

	const server = createServer((request, response) => {
		handle(request, response).catch((error: unknown) => {
			// A request that its sender took back is nobody's trouble.
			if (request.socket.destroyed) return;
			reply(response, failed(500, 'internal_server_error', String(error)));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, '127.0.0.1', resolve);
	});
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	const { clock, hooks, fates, suppressions, troubles, set, receive } = account;
	return {
		url,
		clock,
		hooks,
		fates,
		suppressions,
		set,
		receive,
		requests: log.requests,
		emails: account.letters.all,
		perRecipient: account.letters.perRecipient,
		trouble: troubles.plan,
		close: () =>
			new Promise((resolve) => {
				account.stop();
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** The key, the limit, then what is planned to go wrong, then the work. */
async function serve(account: Account, asked: ApiRequest): Promise<Answer | 'drop' | 'hang'> {
	const { rate, meter, troubles, scopes, routes } = account;
	const noKey = refuseKey(scopes, asked);
	if (noKey) return noKey;
	const { allowed, headers } = rate.take();
	const full = (answer: Answer, more?: Record<string, string>): Answer => ({
		...answer,
		headers: { ...headers, ...meter.headers(), ...more },
	});
	if (!allowed)
		return full(
			failed(
				429,
				'rate_limit_exceeded',
				`Too many requests. You can only make ${rate.limit} requests per second. See rate limit response headers for more information. Or contact support to increase rate limit.`,
			),
		);
	const trouble = troubles.meet(asked.path);
	if (trouble === 'drop' || trouble === 'hang') return trouble;
	const wrong =
		typeof trouble === 'object'
			? full(failed(trouble.statusCode, trouble.name, trouble.message), trouble.headers)
			: undefined;
	if (wrong && !(trouble as { after?: boolean }).after) return wrong;
	const answer = await dispatch(routes, asked);
	if (trouble === 'drop-after') return 'drop';
	if (trouble === 'hang-after') return 'hang';
	return wrong ?? full(answer);
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(body));
}

async function readRequest(request: IncomingMessage, url: string): Promise<ApiRequest> {
	const { pathname, searchParams } = new URL(request.url ?? '/', url);
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const bytes = Buffer.concat(chunks);
	return {
		method: request.method ?? '',
		path: pathname,
		query: searchParams,
		headers: request.headers,
		bytes,
		body: bytes.length ? parseJson(bytes.toString()) : undefined,
	};
}

if (import.meta.main) {
	const { webhook, secret, ...options } = readArguments(process.argv.slice(2));
	const standIn = await startResend(options);
	if (webhook) standIn.hooks.add(webhook, null, secret);
	console.log(`Resend stand-in: RESEND_API_KEY=re_test RESEND_BASE_URL=${standIn.url}`);
}
