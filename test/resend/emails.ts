import { randomUUID } from 'node:crypto';

/** What `POST /emails` takes, in the API's own spelling. */
export interface EmailPayload {
	from: string;
	to: string | string[];
	subject: string;
	html?: string;
	text?: string;
	reply_to?: string | string[];
	headers?: Record<string, string>;
	tags?: { name: string; value: string }[];
	attachments?: { filename: string; content: string; content_type?: string }[];
}

/** A letter the stand-in has taken. */
export interface TakenEmail extends EmailPayload {
	id: string;
	created_at: string;
	message_id: string;
	/** The idempotency key it came with. */
	key: string | undefined;
}

/** A mail somebody wrote to the domain, as the receiving API gives it out. */
export interface ReceivedEmail {
	id: string;
	from: string;
	to: string[];
	cc: string[];
	bcc: string[];
	received_for: string[];
	reply_to: string[];
	subject: string;
	html: string | null;
	text: string | null;
	headers: Record<string, string>;
	message_id: string;
	created_at: string;
	attachments: { id: string; filename: string; content_type: string; size: number }[];
	/** The original mail; its bytes are served from `download_url`. */
	raw: { download_url: string; expires_at: string } | null;
}

/** An error as the API words it. */
export interface ApiError {
	statusCode: number;
	name: string;
	message: string;
}

export function apiError(statusCode: number, name: string, message: string): ApiError {
	return { statusCode, name, message };
}

const address = /^(?:[^<>@]*<[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+)$/;

/** What is wrong with a letter, in the API's words; nothing when it is good. */
export function validate(email: unknown): ApiError | undefined {
	const invalid = (message: string, name = 'validation_error') => apiError(422, name, message);
	if (!email || typeof email !== 'object') return invalid('The payload must be an object.');
	const { from, to, subject, html, text, tags = [] } = email as Partial<EmailPayload>;
	for (const [field, value] of Object.entries({ from, to, subject })) {
		if (!value?.length) return invalid(`Missing \`${field}\` field.`, 'missing_required_field');
	}
	if (!html && !text) return invalid('Missing `html` or `text` field.', 'missing_required_field');
	if (!address.test(from!)) return invalid('Invalid `from` field.');
	const recipients = [to!].flat();
	if (recipients.length > 50 || !recipients.every((one) => address.test(one))) {
		return invalid(
			'Invalid `to` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.',
		);
	}
	if (!tags.every(({ name, value }) => [name, value].every((part) => /^[A-Za-z0-9_-]{1,256}$/.test(part)))) {
		return invalid('Tags should only contain ASCII letters, numbers, underscores, or dashes.');
	}
	return undefined;
}

/** A good letter, taken. */
export function take(email: EmailPayload, key: string | undefined, at: number): TakenEmail {
	const id = randomUUID();
	return { ...email, id, key, created_at: new Date(at).toISOString(), message_id: `<${id}@standin.example>` };
}

/** A taken letter as `GET /emails/:id` shows it. */
export function shown({ key: _, attachments: __, ...email }: TakenEmail): Record<string, unknown> {
	return {
		object: 'email',
		...email,
		to: [email.to].flat(),
		cc: [],
		bcc: [],
		last_event: 'delivered',
		scheduled_at: null,
	};
}

/** One page of a list, newest first; `after` and `before` are ids (Resend, pagination). */
export function page<T extends { id: string }>(
	newestFirst: readonly T[],
	query: URLSearchParams,
): { data: T[]; has_more: boolean } {
	const limit = Math.min(100, Number(query.get('limit') ?? 20));
	const place = (id: string | null) => newestFirst.findIndex((one) => one.id === id);
	if (query.has('before')) {
		const end = Math.max(0, place(query.get('before')));
		return { data: newestFirst.slice(Math.max(0, end - limit), end), has_more: end > limit };
	}
	const start = query.has('after') ? place(query.get('after')) + 1 : 0;
	return { data: newestFirst.slice(start, start + limit), has_more: start + limit < newestFirst.length };
}
