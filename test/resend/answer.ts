import type { IncomingHttpHeaders } from 'node:http';

/** What goes back to the caller: JSON, or bytes as they are. */
export interface Answer {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
}

/** An error as the API words it. */
export interface ApiError {
	statusCode: number;
	name: string;
	message: string;
}

/** A request that was let in. */
export interface ApiRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	/** The bytes as they came: what an idempotency key stands for. */
	bytes: Buffer;
	/** The same as a value; nothing when it is no JSON. */
	body: unknown;
}

/** One thing that can be asked for; `place` holds what the path's groups caught. */
export interface Route {
	method: string;
	path: RegExp;
	answer(request: ApiRequest, place: string[]): Answer | Promise<Answer>;
}

export const apiError = (statusCode: number, name: string, message: string): ApiError => ({
	statusCode,
	name,
	message,
});
export const ok = (body: unknown): Answer => ({ status: 200, body });
export const failed = (status: number, name: string, message: string): Answer => ({
	status,
	body: apiError(status, name, message),
});

/** Answers by the first route that fits; 405 where only the method is wrong, 404 where nothing is. */
export async function dispatch(routes: readonly Route[], request: ApiRequest): Promise<Answer> {
	let known = false;
	for (const route of routes) {
		const place = route.path.exec(request.path);
		if (!place) continue;
		known = true;
		if (route.method === request.method) return route.answer(request, place.slice(1).map(decodeURIComponent));
	}
	return known
		? failed(405, 'method_not_allowed', 'Method is not allowed for the requested path.')
		: failed(404, 'not_found', 'The requested endpoint does not exist.');
}

/** One page of a list, newest first; `after` and `before` are ids, `limit` is 1 to 100 (Resend, pagination). */
export function page<T extends { id: string }>(newestFirst: readonly T[], query: URLSearchParams): Answer {
	const limit = Number(query.get('limit') ?? 20);
	if (!Number.isInteger(limit) || limit < 1 || limit > 100)
		return failed(422, 'validation_error', 'The `limit` must be a number between 1 and 100.');
	if (query.has('before') && query.has('after'))
		return failed(422, 'validation_error', 'Use either `before` or `after`, not both.');
	const cursor = query.get('before') ?? query.get('after');
	const place = cursor === null ? -1 : newestFirst.findIndex(({ id }) => id === cursor);
	if (cursor !== null && place < 0)
		return failed(422, 'validation_error', 'The pagination cursor is not known.');
	const [start, end] = query.has('before')
		? [Math.max(0, place - limit), place]
		: [place + 1, place + 1 + limit];
	const more = query.has('before') ? start > 0 : end < newestFirst.length;
	return ok({ object: 'list', has_more: more, data: newestFirst.slice(start, end) });
}

/** The value of a JSON text; nothing when it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
