import { parseArgs } from 'node:util';
import { tend, type Faded, type Tended } from '../event/index.ts';
import { releaseLetters } from '../person/index.ts';
import { count, type Io } from './io.ts';
import { mailboxes } from './mailboxes.ts';
import { learnLetters } from './sync-letters.ts';
import { environmentOf, openDesk, type Desk } from './open.ts';
import { refuseWrongClock } from './wrong-clock.ts';

const usage = `kindred sync [--json]    fetch new mail (Resend, IMAP, .kindred/inbox), fill free seats, hand over waiting letters
`;

/** What one round did. */
export interface Synced {
	/** How many mails came to what, by mailbox: `resend`, `imap`, `folder`. */
	readonly mail: Readonly<Record<string, Readonly<Record<string, number>>>>;
	/** Mails and mailboxes that could not be read. They are tried again by the next round. */
	readonly problems: readonly string[];
	/** How many who waited got a seat, or the offer of one. */
	readonly seated: number;
	/** How many had not answered an offer or an invitation in time. */
	readonly lapsed: number;
	/** How many were invited in place of somebody who does not come. */
	readonly invited: number;
	/** Events whose list of invitations waits for its author's yes. */
	readonly stalled: readonly string[];
	/** How many guests were reminded of an event. */
	readonly reminded: number;
	/** Events that are long over: what their guests said was erased. */
	readonly faded: Tended['faded'];
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
		const env = environmentOf(desk.root, io.env);
		refuseWrongClock(desk, env);
		const done = await sync(desk, env);
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
	const unlearnt = await learnLetters(desk);
	if (unlearnt) problems.push(unlearnt);
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
	const tended = await tend(desk);
	const { people, strangers } = desk.store;
	await releaseLetters({ ...desk, people, strangers });
	const { sent, queued, refused } = await desk.postman.flush(desk.now());
	// How old a file is says the clock of the machine, whatever `--now` says.
	await desk.attachments.sweep(() => desk.store.attachments.all(), new Date());
	return {
		mail,
		problems,
		seated: tended.seated.length,
		lapsed: tended.lapsed.length,
		invited: tended.invited.length,
		stalled: tended.stalled,
		reminded: tended.reminded.length,
		faded: tended.faded,
		letters: { sent, queued, refused: refused.length },
	};
}

function describe({ mail, seated, lapsed, invited, stalled, reminded, faded, letters }: Synced): string {
	const boxes = Object.entries(mail).map(
		([box, tally]) =>
			`${box}: ${Object.entries(tally)
				.map(([outcome, count]) => `${count} ${outcome}`)
				.join(', ')}`,
	);
	const waiting = `letters: ${letters.sent} sent, ${letters.queued} waiting, ${letters.refused} refused`;
	const seats = [
		...(lapsed ? [`${lapsed} not taken in time`] : []),
		...(seated ? [`${seated} for those who waited`] : []),
	];
	const lines = [
		...(boxes.length ? boxes : ['No new mail.']),
		...(seats.length ? [`seats: ${seats.join(', ')}`] : []),
		...(invited ? [`invitations: ${invited} to the next on the list`] : []),
		...stalled.map((event) => `invitations to ${event} wait for your yes: kindred event invite ${event}`),
		...(reminded ? [`reminders: ${reminded} to guests`] : []),
		...faded.map(erasedLine),
		waiting,
	];
	return `${lines.join('\n')}\n`;
}

/** What was erased of an event that is long over: `what 4 guests said and were told, and what only they could see`. */
function erasedLine({ event, guests, private: hidden, invitations }: Faded): string {
	const parts = [
		...(guests ? [`what ${count(guests, 'guest')} said`] : []),
		...(hidden ? ['what only guests could see'] : []),
		...(invitations ? [`the reasons of ${count(invitations, 'invitation')}`] : []),
	];
	return `erased of ${event}: ${parts.join(', ') || 'what guests were told'}`;
}
