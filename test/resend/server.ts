import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { failed, type Answer } from './answer.ts';
import { createApi, parseJson } from './api.ts';
import type { ApiError, ReceivedEmail, TakenEmail } from './emails.ts';

export { signWebhook, webhookSecret } from './webhook.ts';

/**
 * What goes wrong with the next request. `drop`: the connection breaks before, `drop-after`: after the
 * letters were taken.
 */
export type Trouble = (ApiError & { headers?: Record<string, string> }) | 'drop' | 'drop-after';

export interface StandInOptions {
	/** 0: any free port. */
	port?: number;
	/** The one key that is good. Default: any is. */
	apiKey?: string;
	/** Requests per second; more get a 429. Default: no limit, and headers that say 10. */
	limit?: number;
	/** Milliseconds since 1970. */
	now?: () => number;
	/** How long an answer takes, in milliseconds. */
	delay?: number;
}

export interface LoggedRequest {
	method: string;
	path: string;
	headers: IncomingMessage['headers'];
	body: unknown;
	at: number;
	status: number | 'dropped';
}

/** A running stand-in for api.resend.com. */
export interface ResendStandIn {
	url: string;
	requests: LoggedRequest[];
	/** Letters taken, oldest first. */
	emails: TakenEmail[];
	/** The next requests, one by one, meet this trouble. */
	trouble: (...next: Trouble[]) => void;
	/** Puts a mail into the inbox; the id is for an `email.received` webhook. */
	receive(mail: Partial<Omit<ReceivedEmail, 'id' | 'raw'>>, raw?: Uint8Array): ReceivedEmail;
	close(): Promise<void>;
}

/**
 * Starts a server that speaks Resend's HTTP API: sending, batches, idempotency keys, rate limits, receiving.
 */
export async function startResend({
	port = 0,
	apiKey,
	limit,
	now = Date.now,
	delay = 0,
}: StandInOptions = {}): Promise<ResendStandIn> {
	const requests: LoggedRequest[] = [];
	const emails: TakenEmail[] = [];
	const received: ReceivedEmail[] = [];
	const raws = new Map<string, Uint8Array>();
	const troubles: Trouble[] = [];
	const answer = createApi({ emails, received, now, delay });
	let window = { start: 0, used: 0 };

	/** 401 and 403 for keys, 429 for haste. */
	function refused(request: IncomingMessage): Answer | undefined {
		const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		if (!bearer) return failed(401, 'missing_api_key', 'Missing API key in the authorization header.');
		if (apiKey && bearer !== apiKey) return failed(403, 'invalid_api_key', 'API key is invalid');
		if (now() - window.start >= 1000) window = { start: now(), used: 0 };
		window.used++;
		return limit && window.used > limit
			? failed(
					429,
					'rate_limit_exceeded',
					`Too many requests. You can only make ${limit} requests per second.`,
				)
			: undefined;
	}

	const rateHeaders = (status: number, headers: Record<string, string> = {}) => ({
		'content-type': 'application/json',
		'ratelimit-limit': String(limit ?? 10),
		'ratelimit-policy': `${limit ?? 10};w=1`,
		'ratelimit-remaining': String(Math.max(0, (limit ?? 10) - window.used)),
		'ratelimit-reset': '1',
		...(status === 429 ? { 'retry-after': '1' } : {}),
		...headers,
	});

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', url);
		const body = await readBody(request);
		const file = raws.get(pathname);
		if (file) return void response.end(file);
		const log: LoggedRequest = {
			method: request.method ?? '',
			path: pathname,
			headers: request.headers,
			body: parseJson(body),
			at: now(),
			status: 'dropped',
		};
		requests.push(log);
		const trouble = troubles.shift();
		if (trouble === 'drop') return void request.socket.destroy();
		const given: Answer =
			typeof trouble === 'object'
				? failed(trouble.statusCode, trouble.name, trouble.message)
				: (refused(request) ??
					(await answer({
						method: log.method,
						path: pathname,
						query: searchParams,
						headers: log.headers,
						body,
					})));
		if (trouble === 'drop-after') return void request.socket.destroy();
		log.status = given.status;
		response.writeHead(
			given.status,
			rateHeaders(given.status, typeof trouble === 'object' ? trouble.headers : {}),
		);
		response.end(JSON.stringify(given.body));
	}

	const server = createServer((request, response) => void handle(request, response));
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	return {
		url,
		requests,
		emails,
		trouble: (...next) => void troubles.push(...next),
		receive(mail, raw) {
			const id = randomUUID();
			const download = `/raw/${id}`;
			if (raw) raws.set(download, raw);
			const stored: ReceivedEmail = {
				from: '',
				to: [],
				cc: [],
				bcc: [],
				received_for: mail.to ?? [],
				reply_to: [],
				subject: '',
				html: null,
				text: null,
				headers: {},
				message_id: `<${id}@example.com>`,
				created_at: new Date(now()).toISOString(),
				attachments: [],
				...mail,
				id,
				raw: raw
					? { download_url: url + download, expires_at: new Date(now() + 3_600_000).toISOString() }
					: null,
			};
			received.push(stored);
			return stored;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: { port: { type: 'string', default: '4010' }, limit: { type: 'string' } },
	});
	const standIn = await startResend({
		port: Number(values.port),
		...(values.limit ? { limit: Number(values.limit) } : {}),
	});
	console.log(`Resend stand-in: RESEND_API_KEY=re_test RESEND_BASE_URL=${standIn.url}`);
}
