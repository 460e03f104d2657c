import { randomUUID } from 'node:crypto';
import { failed, ok, page, type Answer, type Route } from './answer.ts';
import type { Clock } from './clock.ts';

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
	attachments: ReceivedAttachment[];
	/** The original mail; its bytes are served from `download_url`. */
	raw: { download_url: string; expires_at: string } | null;
}

export interface ReceivedAttachment {
	id: string;
	filename: string | null;
	content_type: string;
	content_disposition: string | null;
	content_id: string | null;
	size: number;
}

/** A mail as a test writes it. Attachments bring their bytes. */
export type IncomingMail = Partial<Omit<ReceivedEmail, 'id' | 'raw' | 'attachments'>> & {
	attachments?: (Partial<ReceivedAttachment> & { content?: Uint8Array })[];
};

/** Links to files are good for an hour. */
const LINK_LIVES = 3_600_000;

/** The inbox of the domain. */
export function createInbox(clock: Clock, url: () => string) {
	const mails: ReceivedEmail[] = [];
	const files = new Map<string, Uint8Array>();
	const link = (path: string) => ({
		download_url: `${url()}${path}`,
		expires_at: new Date(clock.now() + LINK_LIVES).toISOString(),
	});
	const find = (id: string | undefined) => mails.find((mail) => mail.id === id);
	const missing = failed(404, 'not_found', 'Email not found');
	const attached = (mail: ReceivedEmail) =>
		mail.attachments.map((file) => ({ ...file, ...link(`/files/${mail.id}/${file.id}`) }));

	function receive({ attachments = [], ...mail }: IncomingMail, raw?: Uint8Array): ReceivedEmail {
		const id = randomUUID();
		if (raw) files.set(`/files/${id}`, raw);
		const kept = attachments.map(({ content = new Uint8Array(), ...file }) => {
			const described = { filename: null, content_type: 'application/octet-stream', content_id: null };
			const place = { id: randomUUID(), size: content.byteLength, content_disposition: 'attachment' };
			const attachment = { ...described, ...place, ...file };
			files.set(`/files/${id}/${attachment.id}`, content);
			return attachment;
		});
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
			created_at: new Date(clock.now()).toISOString(),
			...mail,
			attachments: kept,
			id,
			raw: raw ? link(`/files/${id}`) : null,
		};
		mails.push(stored);
		return stored;
	}

	const listed = ({ html: _, text: __, headers: ___, raw: ____, ...mail }: ReceivedEmail) => mail;
	const route = (path: RegExp, answer: (query: URLSearchParams, place: string[]) => Answer): Route => ({
		method: 'GET',
		path,
		answer: ({ query }, place) => answer(query, place),
	});
	const routes: Route[] = [
		route(/^\/emails\/receiving$/, (query) => page(mails.toReversed().map(listed), query)),
		route(/^\/emails\/receiving\/([^/]+)$/, (_, [id]) => {
			const mail = find(id);
			if (!mail) return missing;
			return ok({ object: 'email', ...mail, raw: mail.raw && link(`/files/${mail.id}`) });
		}),
		route(/^\/emails\/receiving\/([^/]+)\/attachments$/, (query, [id]) => {
			const mail = find(id);
			return mail ? page(attached(mail), query) : missing;
		}),
		route(/^\/emails\/receiving\/([^/]+)\/attachments\/([^/]+)$/, (_, [id, file]) => {
			const mail = find(id);
			const found = mail && attached(mail).find((one) => one.id === file);
			return found
				? ok({ object: 'attachment', ...found })
				: failed(404, 'not_found', 'Attachment not found');
		}),
	];
	const clear = () => {
		mails.length = 0;
		files.clear();
	};
	return { receive, routes, clear, file: (path: string) => files.get(path) };
}
