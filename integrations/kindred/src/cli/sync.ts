import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { mailFiles } from '../files/mail-files.ts';
import { fillAllFreeSeats } from '../event/index.ts';
import { receive } from '../inbox/index.ts';
import { releaseLetters } from '../person/index.ts';
import { readImap, readImapUrl } from '../mail/imap.ts';
import { openReceiving, type ReceivedEntry } from '../mail/receiving.ts';
import type { Io } from './io.ts';
import { environmentOf, openDesk, type Desk } from './open.ts';

const usage = `kindred sync [--json]    fetch new mail (Resend, IMAP, .kindred/inbox), fill free seats, hand over waiting letters
`;

/** What one round did. */
export interface Synced {
	/** How many mails came to what, by mailbox: `resend`, `imap`, `folder`. */
	readonly mail: Readonly<Record<string, Readonly<Record<string, number>>>>;
	/** Mails and mailboxes that could not be read. They are tried again by the next round. */
	readonly problems: readonly string[];
	/** How many who waited got a seat, because a capacity was raised. */
	readonly seated: number;
	readonly letters: { readonly sent: number; readonly queued: number; readonly refused: number };
}

/** `kindred sync`. Resolves to 0 when done, 1 when something could not be read, 2 for misuse. */
export async function run(args: string[], io: Io): Promise<number> {
	const { positionals, values } = parseArgs({
		args,
		allowPositionals: true,
		options: { json: { type: 'boolean' }, now: { type: 'string' } },
	});
	if (positionals.length) {
		io.stderr(usage);
		return 2;
	}
	const desk = await openDesk(io, values.now);
	try {
		const done = await sync(desk, environmentOf(desk.root, io.env));
		io.stdout(values.json ? `${JSON.stringify(done, null, '\t')}\n` : describe(done));
		for (const problem of values.json ? [] : done.problems) io.stderr(`${problem}\n`);
		return done.problems.length ? 1 : 0;
	} finally {
		await desk.close();
	}
}

/** Reads every mailbox there is, gives free seats to those who wait, then hands over all letters that wait. */
export async function sync(desk: Desk, env: NodeJS.ProcessEnv): Promise<Synced> {
	const mail: Record<string, Record<string, number>> = {};
	const problems: string[] = [];
	const count = (box: string, outcome: string) => {
		const tally = (mail[box] ??= {});
		tally[outcome] = (tally[outcome] ?? 0) + 1;
	};
	for (const [box, read] of Object.entries(mailboxes)) {
		try {
			await read(
				desk,
				env,
				(outcome) => count(box, outcome),
				(problem) => problems.push(problem),
			);
		} catch (error) {
			// One mailbox that cannot be reached keeps no letter from leaving, and no other from being read.
			const { message, hint } = error as Error & { hint?: string };
			problems.push(`${box}: ${message}${hint ? ` ${hint}` : ''}`);
		}
	}
	const seated = (await fillAllFreeSeats(desk)).length;
	const { people, strangers } = desk.store;
	await releaseLetters({ ...desk, people, strangers });
	const { sent, queued, refused } = await desk.postman.flush(desk.now());
	return { mail, problems, seated, letters: { sent, queued, refused: refused.length } };
}

type Mailbox = (
	desk: Desk,
	env: NodeJS.ProcessEnv,
	count: (outcome: string) => void,
	fail: (problem: string) => void,
) => Promise<void>;

const mailboxes: Readonly<Record<string, Mailbox>> = {
	resend: readResend,
	imap: readMailbox,
	folder: readFolder,
};

/** Places are remembered mail by mail: a crash in between reads at most one mail twice, and twice is once. */
async function readResend(
	desk: Desk,
	env: NodeJS.ProcessEnv,
	count: (outcome: string) => void,
): Promise<void> {
	const apiKey = env['RESEND_API_KEY']?.trim();
	if (!apiKey) return;
	const { replies } = desk.store;
	const receiving = openReceiving({ apiKey, baseUrl: env['RESEND_BASE_URL']?.trim() });
	const place = await replies.place('resend');
	const last = place === undefined ? undefined : (JSON.parse(place) as ReceivedEntry);
	const entries = await receiving.since(last).catch((error: Error) => {
		// A key that may only send is a good key where mail is received elsewhere.
		if (error.message.includes('restricted_api_key') && (env['KINDRED_IMAP'] || !desk.site.inbound))
			return [];
		throw error;
	});
	for (const entry of entries) {
		const { raw, receivedFor } = await receiving.get(entry.id);
		count((await receive(raw, receivedFor, desk)).outcome);
		await replies.rememberPlace('resend', JSON.stringify(entry));
	}
}

async function readMailbox(
	desk: Desk,
	env: NodeJS.ProcessEnv,
	count: (outcome: string) => void,
): Promise<void> {
	const url = env['KINDRED_IMAP']?.trim();
	if (!url) return;
	const account = readImapUrl(url);
	const { replies } = desk.store;
	const name = `imap:${account.user}@${account.host}:${account.port}/${account.folder}`;
	await readImap(account, await replies.place(name), async (raw, place) => {
		count((await receive(raw, [], desk)).outcome);
		await replies.rememberPlace(name, place);
	});
}

/** Mails laid into `.kindred/inbox` by hand or by a mail server; those taken in move to `read` in it. */
async function readFolder(
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
		await rename(found.file, join(read, basename(found.file)));
	}
}

function describe({ mail, seated, letters }: Synced): string {
	const boxes = Object.entries(mail).map(
		([box, tally]) =>
			`${box}: ${Object.entries(tally)
				.map(([outcome, count]) => `${count} ${outcome}`)
				.join(', ')}`,
	);
	const waiting = `letters: ${letters.sent} sent, ${letters.queued} waiting, ${letters.refused} refused`;
	const seats = seated ? [`seats: ${seated} for those who waited`] : [];
	return `${[...(boxes.length ? boxes : ['No new mail.']), ...seats, waiting].join('\n')}\n`;
}
