import { apiError, type ApiError } from './answer.ts';

/** What `POST /emails` takes, in the API's own spelling. */
export interface EmailPayload {
	from: string;
	to: string | string[];
	cc?: string | string[];
	bcc?: string | string[];
	subject: string;
	html?: string;
	text?: string;
	reply_to?: string | string[];
	headers?: Record<string, string>;
	tags?: { name: string; value: string }[];
	attachments?: { filename: string; content: string; content_type?: string }[];
	scheduled_at?: string;
}

/** Where a letter stands, as `last_event` says it. */
export type LastEvent =
	'sent' | 'delivered' | 'delivery_delayed' | 'bounced' | 'complained' | 'failed' | 'suppressed';

/** A letter the stand-in has taken. Its bodies are there only where bodies are kept. */
export interface TakenEmail extends EmailPayload {
	id: string;
	created_at: string;
	message_id: string;
	/** The idempotency key it came with. */
	key: string | undefined;
	last_event: LastEvent;
	/** SHA-256 over text and HTML, where hashes are kept instead of bodies. */
	hash?: string;
}

const address = /^(?:[^<>@]*<[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+)$/;
const tagPart = /^[A-Za-z0-9_-]{1,256}$/;
/** Domains that Resend refuses to write to, because nobody reads there (its page on testing addresses). */
const nobody = /@(?:example|test)\.com>?$/i;

const invalid = (message: string, name = 'validation_error') => apiError(422, name, message);
const list = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat());

/** The addresses without names, lower case. */
export const recipientsOf = ({ to, cc, bcc }: Pick<EmailPayload, 'to' | 'cc' | 'bcc'>): string[] =>
	[...list(to), ...list(cc), ...list(bcc)].map(bare);
export const bare = (text: string) => text.replace(/^.*</, '').replace(/>.*$/, '').trim().toLowerCase();

/** What is wrong with a letter, in the API's words; nothing when it is good. */
export function validate(email: unknown, { refuseNobody = false } = {}): ApiError | undefined {
	if (!email || typeof email !== 'object' || Array.isArray(email))
		return invalid('The payload must be an object.');
	const given = email as Partial<Record<keyof EmailPayload, unknown>>;
	for (const field of ['from', 'to', 'subject'] as const) {
		const value = given[field];
		if (value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length))
			return invalid(`Missing \`${field}\` field.`, 'missing_required_field');
	}
	if (typeof given.subject !== 'string') return invalid('The `subject` field must be a `string`.');
	if (!given.html && !given.text) return invalid('Missing `html` or `text` field.', 'missing_required_field');
	for (const field of ['html', 'text'] as const) {
		if (given[field] !== undefined && given[field] !== null && typeof given[field] !== 'string')
			return invalid(`The \`${field}\` field must be a \`string\`.`);
	}
	if (typeof given.from !== 'string' || !address.test(given.from)) return wrongAddress('from');
	return wrongRecipients(given, refuseNobody) ?? wrongHeaders(given.headers) ?? wrongTags(given.tags);
}

function wrongRecipients(
	given: Partial<Record<keyof EmailPayload, unknown>>,
	refuseNobody: boolean,
): ApiError | undefined {
	for (const field of ['to', 'cc', 'bcc', 'reply_to'] as const) {
		const values = [given[field] ?? []].flat();
		if (!values.every((one) => typeof one === 'string' && address.test(one))) return wrongAddress(field);
		if (field === 'to' && values.length > 50)
			return invalid('The `to` field must have at most 50 addresses.');
		if (refuseNobody && field !== 'reply_to' && values.some((one) => nobody.test(String(one))))
			return invalid(
				`Invalid \`${field}\` field. Please use our testing email address instead of domains like \`example.com\`.`,
			);
	}
	return undefined;
}

const wrongAddress = (field: string) =>
	invalid(
		`Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
	);

function wrongHeaders(headers: unknown): ApiError | undefined {
	const good =
		headers === undefined ||
		(typeof headers === 'object' &&
			headers !== null &&
			Object.values(headers).every((value) => typeof value === 'string'));
	return good ? undefined : invalid('The `headers` field must be an object of `string` values.');
}

function wrongTags(tags: unknown): ApiError | undefined {
	if (tags === undefined) return undefined;
	if (!Array.isArray(tags)) return invalid('The `tags` field must be an `array`.');
	const good = (tags as ({ name?: unknown; value?: unknown } | null)[]).every((tag) =>
		[tag?.name, tag?.value].every((part) => typeof part === 'string' && tagPart.test(part)),
	);
	return good
		? undefined
		: invalid('Tags should only contain ASCII letters, numbers, underscores, or dashes.');
}

/** A taken letter as `GET /emails/:id` shows it. */
export function shown(email: TakenEmail): Record<string, unknown> {
	return {
		object: 'email',
		...listed(email),
		html: email.html ?? null,
		text: email.text ?? null,
		tags: email.tags,
	};
}

/** A taken letter as `GET /emails` lists it: without its bodies. */
export function listed(email: TakenEmail): Record<string, unknown> & { id: string } {
	const orNull = (value: string | string[] | undefined) => (value === undefined ? null : [value].flat());
	return {
		id: email.id,
		message_id: email.message_id,
		from: email.from,
		to: [email.to].flat(),
		cc: orNull(email.cc),
		bcc: orNull(email.bcc),
		reply_to: orNull(email.reply_to),
		subject: email.subject,
		created_at: email.created_at,
		scheduled_at: email.scheduled_at ?? null,
		last_event: email.last_event,
	};
}
