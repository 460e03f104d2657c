import { KindredError } from '../base/error.ts';

/** Larger than mail servers let through. */
const MOST_BYTES = 40_000_000;

/** A mailbox to read, as `KINDRED_IMAP` names it. */
export interface ImapAccount {
	readonly host: string;
	readonly port: number;
	readonly secure: boolean;
	readonly user: string;
	readonly pass: string;
	readonly folder: string;
}

/** `imaps://user:password@host/INBOX` taken apart; user and password percent-encoded, the folder INBOX when none is named. */
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
	};
}

/**
 * Gives every mail that is new since `place` to `take`, oldest first, and marks it as read; nothing is deleted. `place` is
 * what an earlier call said last, `UIDVALIDITY:UID` (RFC 3501 section 2.3.1.1): when the server has numbered its mails anew,
 * all of them are given once more.
 */
export async function readImap(
	account: ImapAccount,
	place: string | undefined,
	take: (raw: Uint8Array, place: string) => Promise<void>,
): Promise<void> {
	const { ImapFlow } = await import('imapflow');
	const { host, port, secure, user, pass, folder } = account;
	const client = new ImapFlow({ host, port, secure, auth: { user, pass }, logger: false });
	// Also told by the promise of the command that fails; unheard it would end the process.
	client.on('error', () => {});
	try {
		await client.connect();
		const lock = await client.getMailboxLock(folder);
		try {
			const validity = String(client.mailbox && client.mailbox.uidValidity);
			const [known, last] = (place ?? '').split(':');
			const from = known === validity ? Number(last) + 1 : 1;
			const found = (await client.search({ uid: `${from}:*` }, { uid: true })) || [];
			// `n:*` names the newest mail even where it is older than n (RFC 3501, section 6.4.8).
			for (const uid of found.filter((one) => one >= from).sort((a, b) => a - b)) {
				const mail = await client.fetchOne(String(uid), { source: { maxLength: MOST_BYTES } }, { uid: true });
				if (!mail || !mail.source) continue;
				await take(mail.source, `${validity}:${uid}`);
				await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
			}
		} finally {
			lock.release();
		}
		await client.logout();
	} catch (error) {
		client.close();
		throw unreachable(error, account);
	}
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
