import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { after } from '../base/time.ts';
import { mailFiles } from '../files/mail-files.ts';
import { receive } from '../inbox/index.ts';
import { readImap, readImapUrl, type ImapReading } from '../mail/imap.ts';
import type { Desk } from './open.ts';
import { readResend } from './sync-resend.ts';

/** Reads one mailbox: counts what became of each mail, tells what could not be read, throws when nothing can be. */
export type Mailbox = (
	desk: Desk,
	env: NodeJS.ProcessEnv,
	count: (outcome: string) => void,
	fail: (problem: string) => void,
) => Promise<void>;

/** Every place where mail may wait. */
export const mailboxes: Readonly<Record<string, Mailbox>> = {
	resend: readResend,
	imap: readMailbox,
	folder: readInboxFolder,
};

/** Of years of sent mail only the last ones can be answers. */
const SENT_DAYS = 30;

async function readMailbox(
	desk: Desk,
	env: NodeJS.ProcessEnv,
	count: (outcome: string) => void,
): Promise<void> {
	const url = env['KINDRED_IMAP']?.trim();
	if (!url) return;
	const account = readImapUrl(url);
	const { replies } = desk.store;
	const reading = async (which: 'inbox' | 'sent', folder: string): Promise<ImapReading> => {
		const name = `imap:${account.user}@${account.host}:${account.port}/${folder}`;
		return {
			which,
			place: await replies.place(name),
			take: async (raw: Uint8Array, place: string) => {
				count((await receive(raw, [], desk, which === 'sent')).outcome);
				// Mail by mail: a crash in between reads one mail twice, and twice is once.
				await replies.rememberPlace(name, place);
			},
		};
	};
	const { folder, sent } = account;
	const readings = [await reading('inbox', folder)];
	const since = new Date(after(desk.now(), { days: -SENT_DAYS }));
	if (sent !== undefined) readings.push({ ...(await reading('sent', `?sent=${sent}`)), since });
	await readImap(account, readings);
}

/** Mails laid into `.kindred/inbox` by hand or by a mail server; those taken in move to `read` in it. */
async function readInboxFolder(
	desk: Desk,
	_env: NodeJS.ProcessEnv,
	count: (outcome: string) => void,
	fail: (problem: string) => void,
): Promise<void> {
	const inbox = join(desk.root, '.kindred', 'inbox');
	const read = join(inbox, 'read');
	if (!existsSync(inbox)) return;
	for await (const found of mailFiles(inbox)) {
		if (found.file.startsWith(`${read}${sep}`)) continue;
		if ('problem' in found) {
			fail(`${found.file}: ${found.problem}`);
			continue;
		}
		count((await receive(found.raw, [], desk)).outcome);
		if (found.file.includes('.mbox#')) continue;
		await mkdir(read, { recursive: true, mode: 0o700 });
		await rename(found.file, freeName(read, basename(found.file)));
	}
}

/** A name in the folder that no earlier mail has: programs number their files anew. */
function freeName(folder: string, name: string): string {
	let path = join(folder, name);
	for (let number = 2; existsSync(path); number++) path = join(folder, `${number}-${name}`);
	return path;
}
