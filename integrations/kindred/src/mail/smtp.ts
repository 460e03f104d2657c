import { createTransport } from 'nodemailer';
import { readBatch } from '../base/batch.ts';
import { letterMessageId, type Handover, type Letter, type Mailer, type Refusal } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import { composerMail } from './mime.ts';

/**
 * Letters through an SMTP server. SMTP knows no idempotency keys: a letter whose answer was lost leaves
 * again, with the same Message-ID, which many mailboxes (and every later reader of logs) recognise as the
 * same letter.
 *
 * @param url `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`.
 */
export function openSmtp(url: string, now: () => Instant): Mailer {
	const server = { url, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
	const deliver = async (transport: Sender, letter: Letter, key: string): Promise<Delivered> => {
		try {
			await transport.sendMail(composerMail(letter, key, now()));
			return { ok: true, id: letterMessageId(letter, key) };
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
		async sendBatch({ bytes }, key) {
			const letters = readBatch(bytes);
			// One connection for the whole batch, closed after it: an open one would keep a command from ending.
			const transport = createTransport({ ...server, pool: true, maxConnections: 1 });
			try {
				const results: Handover[] = [];
				for (const [index, letter] of letters.entries()) {
					const result = await deliver(transport, letter, `${key}/${index}`);
					const isDown = !result.ok && (result.kind === 'stop' || !result.isAnswer);
					// Nothing has left yet: the batch as a whole is refused.
					if (isDown && index === 0 && !result.unclear) return result;
					results.push(result);
					if (!isDown) continue;
					// Without a server or a login the next letters fare no better; they stay for another day.
					if (!result.unclear) results.pop();
					const stop: Refusal = { ok: false, kind: 'stop', message: result.message };
					while (results.length < letters.length) results.push(stop);
					break;
				}
				return { ok: true, results };
			} finally {
				transport.close();
			}
		},
	};
}

/** What became of a letter. `isAnswer`: the server itself said no, to this letter. */
type Delivered = Extract<Handover, { ok: true }> | (Refusal & { readonly isAnswer: boolean });

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
	/** Node's own word for a connection that was never made. */
	readonly syscall?: string;
}

/**
 * RFC 4954 section 6: not logged in, wrong password, encryption needed. The next letter fares no better.
 */
const loginCodes = new Set([530, 534, 535, 538]);

function refusal({
	code = '',
	responseCode = 0,
	syscall = '',
	message,
}: SmtpError): Extract<Delivered, { ok: false }> {
	const isAnswer = responseCode > 0 || aboutTheLetter.has(code);
	const kind =
		(code === 'EAUTH' && !(responseCode >= 400 && responseCode < 500)) ||
		code === 'ENOAUTH' ||
		loginCodes.has(responseCode)
			? 'stop'
			: responseCode >= 500 || (isAnswer && responseCode === 0)
				? 'rejected'
				: 'retry';
	// Without an answer the connection may have broken after the last dot, unless it was never made.
	const unclear =
		!isAnswer &&
		kind === 'retry' &&
		!beforeLetters.has(code) &&
		!/^(connect|getaddrinfo|query)/.test(syscall);
	return { ok: false, kind, message: `SMTP: ${message}`, isAnswer, ...(unclear ? { unclear } : {}) };
}

/** nodemailer itself refuses a letter, without asking the server. */
const aboutTheLetter = new Set(['EENVELOPE', 'EMESSAGE']);
/** No name was found, or no encryption agreed on. */
const beforeLetters = new Set(['EDNS', 'ETLS']);
