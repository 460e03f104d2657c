import type { CreateBatchEmailOptions, CreateEmailOptions, Resend } from 'resend';
import { formatAddress } from '../base/address.ts';
import type { BatchHandover, Handover, Letter, Mailer, Refusal } from '../base/letter.ts';
import { retryAfter, type Pace } from './pace.ts';

/**
 * Resend takes so many letters in one call, and so many characters in an idempotency key (API reference).
 */
const MOST_LETTERS = 100;
const MOST_KEY = 256;
/** Calls under way at once: enough for ten a second where an answer takes half a second. Each holds some megabytes. */
const LANES = 5;

/** An account at Resend, or at what speaks its API. */
export interface ResendAccount {
	readonly apiKey: string;
	/** Without a slash at the end. Absent: Resend's own. */
	readonly baseUrl?: string | undefined;
	readonly pace: Pace;
	/** How long an answer may take, in milliseconds; after that it is unclear whether the letter left. */
	readonly patience?: { readonly single: number; readonly batch: number } | undefined;
}

/**
 * Letters through Resend's HTTP API. Its SDK never throws and never retries; neither does this, except on
 * our own bugs.
 */
export function openResend({
	apiKey,
	baseUrl,
	pace,
	patience = { single: 20_000, batch: 60_000 },
}: ResendAccount): Mailer {
	let opened: Promise<Resend> | undefined;
	const open = () =>
		(opened ??= import('resend').then(({ Resend }) => new Resend(apiKey, baseUrl ? { baseUrl } : {})));

	return {
		name: 'resend',
		async send(letter, key): Promise<Handover> {
			refuseLongKey(key);
			const resend = await open();
			const turn = await pace.turn();
			const signal = AbortSignal.timeout(patience.single);
			const { data, error, headers } = await resend.emails.send(single(letter), {
				idempotencyKey: key,
				signal,
			});
			pace.learn(headers, turn);
			if (error) return refusal(error, headers, 'rejected');
			return data?.id ? { ok: true, id: data.id } : unclear;
		},
		async sendBatch({ bytes, size }, key, isFresh): Promise<BatchHandover> {
			refuseLongKey(key);
			refuseWrongBatch(size);
			const resend = await open();
			const turn = await pace.turn();
			if (isFresh && !isFresh()) return late;
			// The SDK's own way out, with the bytes that were hashed: it would write them anew, field by field.
			const { data, error, headers } = await resend.post<BatchAnswer>('/emails/batch', undefined, {
				...streamed(bytes),
				headers: {
					'content-length': String(bytes.byteLength),
					'idempotency-key': key,
					// Strict lets one bad address take its hundred down.
					'x-batch-validation': 'permissive',
				},
				signal: AbortSignal.timeout(patience.batch),
			} as PostOptions);
			pace.learn(headers, turn);
			if (error) return refusal(error, headers, 'stop');
			return resultsOf(size, data?.data ?? [], data?.errors ?? []);
		},
		lanes: LANES,
		async *taken() {
			const resend = await open();
			for (let after: string | undefined; ;) {
				const turn = await pace.turn();
				const { data, error, headers } = await resend.emails.list(
					after ? { limit: 100, after } : { limit: 100 },
				);
				pace.learn(headers, turn);
				if (error) throw new Error(`Resend: ${error.message} (${error.name})`);
				for (const { id, message_id, from, to, subject, created_at: at } of data.data)
					yield {
						id,
						messageId: message_id ? bare(message_id) : undefined,
						from: bare(from),
						to: bare(to[0] ?? ''),
						subject,
						at: new Date(at).toISOString(),
					};
				after = data.data.at(-1)?.id;
				if (!data.has_more || after === undefined) return;
			}
		},
	};
}

/** How much of a body is given to the connection at once. */
const SLICE = 64 * 1024;

/**
 * A body that is not copied: `fetch` copies bytes twice, some megabytes for each batch, before it sends them. Together with
 * `content-length` the request is the same on the wire (undici; a stream without it would go in chunks).
 */
function streamed(bytes: Uint8Array): { body: AsyncIterable<Uint8Array>; duplex: 'half' } {
	async function* slices() {
		for (let at = 0; at < bytes.byteLength; at += SLICE) yield bytes.subarray(at, at + SLICE);
	}
	return { body: slices(), duplex: 'half' };
}

type PostOptions = Parameters<Resend['post']>[2];
/** What Resend answers to a batch in permissive mode. */
interface BatchAnswer {
	readonly data?: readonly { readonly id: string }[];
	readonly errors?: readonly { readonly index: number; readonly message: string }[];
}

/** `Ada <ada@example.com>` → `ada@example.com`. */
function bare(address: string): string {
	return /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address;
}

const unclear: Refusal = {
	ok: false,
	kind: 'retry',
	message: 'Resend gave an answer that does not name the letters.',
};

const late: Refusal = { ok: false, kind: 'retry', message: 'It took too long until Resend could be asked.' };

/** Ids come for the letters that were taken, in their order; the others are named by their place. */
function resultsOf(
	count: number,
	taken: readonly { id: string }[],
	errors: readonly { index: number; message: string }[],
): BatchHandover {
	const refused = new Map(errors.map(({ index, message }) => [index, message]));
	if (taken.length + refused.size !== count) return unclear;
	let next = 0;
	const results = Array.from({ length: count }, (_, index): Handover => {
		const message = refused.get(index);
		return message === undefined
			? { ok: true, id: taken[next++]!.id }
			: { ok: false, kind: 'rejected', message };
	});
	return { ok: true, results };
}

/**
 * What Resend calls its errors. They come as an open list, so status codes decide about names that are not
 * here.
 */
const again = new Set([
	'rate_limit_exceeded',
	'application_error',
	'internal_server_error',
	'concurrent_idempotent_requests',
]);
const stopNames =
	/quota|_api_key$|^(invalid_permission|invalid_access|security_error|invalid_from_address|not_found|method_not_allowed)$/;
/**
 * Not who we are, not allowed (a domain that is not verified, say), not the right address: the next letter
 * fares no better.
 */
const stopStatus = new Set([401, 403, 404, 405]);

/**
 * `otherwise`: what an error about the letter itself means. For a whole batch in permissive mode it is our
 * mistake: stop.
 */
function refusal(
	{ name, message, statusCode }: { name: string; message: string; statusCode: number | null },
	headers: Record<string, string> | null,
	otherwise: 'rejected' | 'stop',
): Refusal {
	const status = statusCode ?? 0;
	const kind = stopNames.test(name)
		? 'stop'
		: again.has(name) || status < 400 || status === 408 || status === 429 || status >= 500
			? 'retry'
			: stopStatus.has(status)
				? 'stop'
				: otherwise;
	return { ok: false, kind, message: `Resend: ${message} (${name})`, retryAfterSeconds: retryAfter(headers) };
}

function common(letter: Letter): CreateBatchEmailOptions {
	return {
		from: formatAddress(letter.from),
		to: [formatAddress(letter.to)],
		...(letter.replyTo ? { replyTo: letter.replyTo } : {}),
		subject: letter.subject,
		html: letter.html,
		text: letter.text,
		headers: { ...letter.headers },
		tags: Object.entries(letter.tags).map(([name, value]) => ({ name, value })),
	};
}

function single(letter: Letter): CreateEmailOptions {
	if (!letter.attachments?.length) return common(letter);
	const attachments = letter.attachments.map(({ filename, contentType, content }) => ({
		filename,
		contentType,
		content: Buffer.from(content),
	}));
	return { ...common(letter), attachments };
}

function refuseLongKey(key: string): void {
	if (!key || key.length > MOST_KEY)
		throw new Error(`An idempotency key has 1 to ${MOST_KEY} characters; this one has ${key.length}.`);
}

function refuseWrongBatch(size: number): void {
	if (size === 0 || size > MOST_LETTERS)
		throw new Error(`A batch holds 1 to ${MOST_LETTERS} letters; this one holds ${size}.`);
}
