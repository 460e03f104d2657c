import type { ImapFlow } from 'imapflow';
import { KindredError } from '../base/error.ts';

/** Attack: a mail that fills the memory. Larger than mail servers let through. */
const MOST_BYTES = 40_000_000;

/** A mailbox to read, as `KINDRED_IMAP` names it. */
export interface ImapAccount {
	readonly host: string;
	readonly port: number;
	readonly secure: boolean;
	readonly user: string;
	readonly pass: string;
	readonly folder: string;
	/** The folder of sent mail; empty: the one that the server marks so. Nothing: it is not read. */
	readonly sent: string | undefined;
}

/**
 * `imaps://user:password@host/INBOX` taken apart; user and password percent-encoded, the folder INBOX when none is named.
 * With `?sent` at its end the folder of sent mail is read too: the one that the server marks as such (RFC 6154), or the one
 * that is named, `?sent=Gesendet`.
 */
export function readImapUrl(text: string): ImapAccount {
	const url = URL.parse(text);
	if (!url || !/^imaps?:$/.test(url.protocol) || !url.hostname || !url.username) {
		throw new KindredError(
			'KINDRED_IMAP is no address of a mailbox.',
			'Write `imaps://user:password@imap.example.com/INBOX`, with `%40` for an @ in the user name.',
		);
	}
	const secure = url.protocol === 'imaps:';
	return {
		host: url.hostname.replace(/^\[|\]$/g, ''),
		port: url.port ? Number(url.port) : secure ? 993 : 143,
		secure,
		user: decodeURIComponent(url.username),
		pass: decodeURIComponent(url.password),
		folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
		sent: url.searchParams.get('sent') ?? undefined,
	};
}

/** One folder to read. */
export interface ImapReading {
	/** `inbox`: the account's folder, whose mails are marked as read. `sent`: the folder of sent mail, left as it is. */
	readonly which: 'inbox' | 'sent';
	/** What an earlier reading said last, `UIDVALIDITY:UID` (RFC 3501 section 2.3.1.1). */
	readonly place: string | undefined;
	/** Without a place: nothing that the server had before this day. */
	readonly since?: Date | undefined;
	take(raw: Uint8Array, place: string): Promise<void>;
}

/**
 * Gives every mail that is new to `take`, oldest first; nothing is deleted. When the server has numbered its mails anew, all of
 * them are given once more.
 */
export async function readImap(account: ImapAccount, readings: readonly ImapReading[]): Promise<void> {
	const { ImapFlow } = await import('imapflow');
	const { host, port, secure, user, pass } = account;
	const client = new ImapFlow({ host, port, secure, auth: { user, pass }, logger: false });
	// Also told by the promise of the command that fails; unheard it would end the process.
	client.on('error', () => {});
	try {
		await client.connect();
		for (const reading of readings) {
			const folder = reading.which === 'inbox' ? account.folder : await sentFolder(client, account);
			if (folder !== undefined) await readFolder(client, folder, reading);
		}
		await client.logout();
	} catch (error) {
		client.close();
		throw unreachable(error, account);
	}
}

async function readFolder(
	client: ImapFlow,
	folder: string,
	{ which, place, since, take }: ImapReading,
): Promise<void> {
	const isInbox = which === 'inbox';
	const lock = await client.getMailboxLock(folder, { readOnly: !isInbox });
	try {
		const validity = String(client.mailbox && client.mailbox.uidValidity);
		const [known, last] = (place ?? '').split(':');
		const from = known === validity ? Number(last) + 1 : 1;
		const asked = from === 1 && since ? { uid: '1:*', since } : { uid: `${from}:*` };
		const found = (await client.search(asked, { uid: true })) || [];
		// `n:*` names the newest mail even where it is older than n (RFC 3501, section 6.4.8).
		for (const uid of found.filter((one) => one >= from).sort((a, b) => a - b)) {
			const mail = await client.fetchOne(String(uid), { source: { maxLength: MOST_BYTES } }, { uid: true });
			if (!mail || !mail.source) continue;
			await take(mail.source, `${validity}:${uid}`);
			if (isInbox) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
		}
	} finally {
		lock.release();
	}
}

/** The folder that is named, else the one marked `\Sent`; nothing where there is none. */
async function sentFolder(client: ImapFlow, { sent }: ImapAccount): Promise<string | undefined> {
	if (sent) return sent;
	return (await client.list()).find(({ specialUse }) => specialUse === '\\Sent')?.path;
}

function unreachable(error: unknown, { host, user }: ImapAccount): unknown {
	const { authenticationFailed, code } = (error ?? {}) as { authenticationFailed?: boolean; code?: string };
	if (authenticationFailed) {
		return new KindredError(
			`${host} refuses the password of ${user}.`,
			'Check user and password in KINDRED_IMAP; many providers want an app password.',
		);
	}
	if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT') {
		return new KindredError(
			`The mail server ${host} cannot be reached (${code}).`,
			'Check the host and port in KINDRED_IMAP, and the network.',
		);
	}
	return error;
}
