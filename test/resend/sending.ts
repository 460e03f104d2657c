import {
	apiError,
	failed,
	ok,
	page,
	type Answer,
	type ApiError,
	type ApiRequest,
	type Route,
} from './answer.ts';
import { bare, listed, recipientsOf, shown, validate, type EmailPayload, type TakenEmail } from './emails.ts';
import type { KnownKey, Once } from './idempotency.ts';
import type { Journal } from './journal.ts';
import type { Letters } from './letters.ts';
import type { Meter } from './quota.ts';

/** A batch holds so many letters (Resend, send batch emails). */
const MOST_LETTERS = 100;

/** What sending needs to know of the account. */
export interface SendingHouse {
	letters: Letters;
	meter: Meter;
	keys: Map<string, KnownKey>;
	journal: Journal;
	once: Once;
	/** Whether letters may come from this domain; absent: from each. */
	verified?: ((domain: string) => boolean) | undefined;
	refuseNobody: boolean;
	/** How long the work takes. */
	linger(): Promise<void>;
	/** What becomes of letters that were taken. */
	taken(letters: readonly TakenEmail[]): void;
}

/** `POST /emails`, `POST /emails/batch`, and the letters that were taken, one by one and page by page. */
export function sendingRoutes(house: SendingHouse): Route[] {
	const { letters } = house;
	const send = (work: (request: ApiRequest, key: string | undefined) => Answer) => (request: ApiRequest) =>
		house.once(request, async (key) => {
			await house.linger();
			return work(request, key);
		});
	return [
		{ method: 'POST', path: /^\/emails$/, answer: send((request, key) => sendOne(house, request, key)) },
		{
			method: 'POST',
			path: /^\/emails\/batch$/,
			answer: send((request, key) => sendBatch(house, request, key)),
		},
		{
			method: 'GET',
			path: /^\/emails$/,
			answer: ({ query }) => {
				const answer = page(letters.all.toReversed(), query);
				const body = answer.body as { data?: TakenEmail[] };
				return body.data ? ok({ ...body, data: body.data.map(listed) }) : answer;
			},
		},
		{
			method: 'GET',
			path: /^\/emails\/([^/]+)$/,
			answer: (_, [id = '']) => {
				const email = letters.byId(id);
				return email ? ok(shown(email)) : failed(404, 'not_found', 'Email not found');
			},
		},
	];
}

const refused = (error: ApiError): Answer => ({ status: error.statusCode, body: error });

function sendOne(house: SendingHouse, { body }: ApiRequest, key: string | undefined): Answer {
	const wrong = check(house, body);
	if (wrong) return refused(wrong);
	return take(house, [body as EmailPayload], key, ([id]) => ok({ id }));
}

function sendBatch(house: SendingHouse, { body, headers }: ApiRequest, key: string | undefined): Answer {
	const mode = headers['x-batch-validation'] ?? 'strict';
	if (mode !== 'strict' && mode !== 'permissive')
		return failed(422, 'validation_error', 'The `x-batch-validation` header must be strict or permissive.');
	const wrong = batchError(body);
	if (wrong) return refused(wrong);
	const good: EmailPayload[] = [];
	const errors: { index: number; message: string }[] = [];
	for (const [index, email] of (body as unknown[]).entries()) {
		const error = check(house, email);
		if (!error) good.push(email as EmailPayload);
		else if (mode === 'strict') return refused({ ...error, message: `emails[${index}]: ${error.message}` });
		else errors.push({ index, message: error.message });
	}
	return take(house, good, key, (ids) =>
		ok({ data: ids.map((id) => ({ id })), ...(mode === 'permissive' ? { errors } : {}) }),
	);
}

function check({ verified, refuseNobody }: SendingHouse, email: unknown): ApiError | undefined {
	const wrong = validate(email, { refuseNobody });
	if (wrong || !verified) return wrong;
	const domain = bare((email as EmailPayload).from).split('@')[1]!;
	return verified(domain)
		? undefined
		: apiError(
				403,
				'validation_error',
				`The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`,
			);
}

function take(
	{ letters, meter, keys, journal, taken }: SendingHouse,
	payloads: readonly EmailPayload[],
	key: string | undefined,
	answerWith: (ids: string[]) => Answer,
): Answer {
	const tooMany = meter.spend(payloads.reduce((sum, payload) => sum + recipientsOf(payload).length, 0));
	if (tooMany) return tooMany;
	const made = letters.make(payloads, key);
	const answer = answerWith(made.map(({ id }) => id));
	const known = key === undefined ? undefined : keys.get(key);
	journal.write({
		letters: made,
		...(known ? { key: { name: key!, hash: known.hash, at: known.at } } : {}),
		answer,
	});
	letters.add(made);
	taken(made);
	return answer;
}

function batchError(body: unknown): ApiError | undefined {
	const invalid = (message: string) => apiError(422, 'validation_error', message);
	if (!Array.isArray(body) || body.length === 0) return invalid('The payload must be a list of emails.');
	if (body.length > MOST_LETTERS) return invalid('A batch holds at most 100 emails.');
	return body.some((email: EmailPayload | null) => email?.attachments?.length)
		? invalid('Attachments are not supported in batches.')
		: undefined;
}
