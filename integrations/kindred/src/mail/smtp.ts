import { createTransport } from 'nodemailer';
import type { Handover, Letter, Mailer, Refusal } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import { composerMail, messageId } from './mime.ts';

/**
 * Letters through an SMTP server. SMTP knows no idempotency keys: a letter whose answer was lost leaves
 * again, with the same Message-ID, which many mailboxes (and every later reader of logs) recognise as the
 * same letter.
 *
 * @param url `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`.
 */
export function openSmtp(url: string, now: () => Instant): Mailer {
	const server = { url, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
	const deliver = async (transport: Sender, letter: Letter, key: string): Promise<Handover> => {
		try {
			await transport.sendMail(composerMail(letter, key, now()));
			return { ok: true, id: messageId(letter, key) };
		} catch (error) {
			return refusal(error as SmtpError);
		}
	};
	return {
		name: 'smtp',
		async send(letter, key) {
			const transport = createTransport(server);
			try {
				return await deliver(transport, letter, key);
			} finally {
				transport.close();
			}
		},
		async sendBatch(letters, key) {
			// One connection for the whole batch, closed after it: an open one would keep a command from ending.
			const transport = createTransport({ ...server, pool: true, maxConnections: 1 });
			try {
				const results: Handover[] = [];
				let stopped: Refusal | undefined;
				for (const [index, letter] of letters.entries()) {
					const result = stopped ?? (await deliver(transport, letter, `${key}/${index}`));
					if (!result.ok && result.kind === 'stop') stopped = result;
					results.push(result);
				}
				return { ok: true, results };
			} finally {
				transport.close();
			}
		},
	};
}

interface Sender {
	sendMail(mail: ReturnType<typeof composerMail>): Promise<unknown>;
}

/**
 * What nodemailer throws: `code` is its own word, `responseCode` the server's three digits (RFC 5321 section
 * 4.2).
 */
interface SmtpError extends Error {
	readonly code?: string;
	readonly responseCode?: number;
	readonly command?: string;
}

/**
 * RFC 4954 section 6: not logged in, wrong password, encryption needed. The next letter fares no better.
 */
const loginCodes = new Set([530, 534, 535, 538]);

function refusal({ code, responseCode = 0, message }: SmtpError): Refusal {
	const kind =
		(code === 'EAUTH' && !(responseCode >= 400 && responseCode < 500)) ||
		code === 'ENOAUTH' ||
		loginCodes.has(responseCode)
			? 'stop'
			: responseCode >= 500
				? 'rejected'
				: 'retry';
	return { ok: false, kind, message: `SMTP: ${message}` };
}
