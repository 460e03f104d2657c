import type { IncomingHttpHeaders } from 'node:http';
import {
	apiError,
	page,
	shown,
	take,
	validate,
	type ApiError,
	type EmailPayload,
	type ReceivedEmail,
	type TakenEmail,
} from './emails.ts';
import { failed, ok, type Answer } from './answer.ts';
import { rememberKeys } from './idempotency.ts';

/** A request that was let in. */
export interface ApiRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
}

/**
 * What the API does with letters: takes them, one or up to 100 at a time, and shows what it took and what it
 * received.
 */
export function createApi(world: {
	emails: TakenEmail[];
	received: readonly ReceivedEmail[];
	now: () => number;
	delay: number;
}) {
	const once = rememberKeys(world.now, world.delay);

	function sendOne(body: unknown, key: string | undefined): Answer {
		const wrong = validate(body);
		if (wrong) return { status: wrong.statusCode, body: wrong };
		const email = take(body as EmailPayload, key, world.now());
		world.emails.push(email);
		return ok({ id: email.id });
	}

	function sendBatch(body: unknown, key: string | undefined, permissive: boolean): Answer {
		const wrong = batchError(body);
		if (wrong) return { status: wrong.statusCode, body: wrong };
		const checked = (body as EmailPayload[]).map((email, index) => ({
			email,
			index,
			error: validate(email),
		}));
		const errors = checked.flatMap(({ index, error }) => (error ? [{ index, message: error.message }] : []));
		if (errors[0] && !permissive)
			return failed(422, 'validation_error', `emails[${errors[0].index}]: ${errors[0].message}`);
		const taken = checked.filter(({ error }) => !error).map(({ email }) => take(email, key, world.now()));
		world.emails.push(...taken);
		return ok({ data: taken.map(({ id }) => ({ id })), ...(permissive ? { errors } : {}) });
	}

	return async function answer({ method, path, query, headers, body }: ApiRequest): Promise<Answer> {
		const key = headers['idempotency-key'] as string | undefined;
		const permissive = headers['x-batch-validation'] === 'permissive';
		// The mode is part of the request: the same bytes mean something else in the other one.
		const content = `${path}\n${permissive}\n${body}`;
		if (method === 'POST' && path === '/emails')
			return once(key, content, () => sendOne(parseJson(body), key));
		if (method === 'POST' && path === '/emails/batch') {
			return once(key, content, () => sendBatch(parseJson(body), key, permissive));
		}
		if (method !== 'GET')
			return failed(405, 'method_not_allowed', 'Method is not allowed for the requested path.');
		return read(world, path, query);
	};
}

function read(
	{ emails, received }: { emails: TakenEmail[]; received: readonly ReceivedEmail[] },
	path: string,
	query: URLSearchParams,
): Answer {
	const list = (all: { id: string }[]) => ok({ object: 'list', ...page(all.toReversed(), query) });
	if (path === '/emails') return list(emails.map((email) => ({ ...shown(email), id: email.id })));
	if (path === '/emails/receiving') {
		return list(received.map(({ html: _, text: __, headers: ___, raw: ____, ...mail }) => mail));
	}
	const mail = received.find(({ id }) => path === `/emails/receiving/${id}`);
	if (mail) return ok({ object: 'email', ...mail });
	const email = emails.find(({ id }) => path === `/emails/${id}`);
	return email ? ok(shown(email)) : failed(404, 'not_found', 'Email not found');
}

function batchError(body: unknown): ApiError | undefined {
	if (!Array.isArray(body) || body.length === 0)
		return apiError(422, 'validation_error', 'The payload must be a list of emails.');
	if (body.length > 100) return apiError(422, 'validation_error', 'A batch holds at most 100 emails.');
	const attached = body.some((email: EmailPayload | null) => email?.attachments?.length);
	return attached
		? apiError(422, 'validation_error', 'Attachments are not supported in batches.')
		: undefined;
}

/** The value of a JSON text; nothing when it is none. */
export function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
