import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KindredError } from '../base/error.ts';
import { after, instant, readClock, type Instant } from '../base/time.ts';
import { AFTERWARDS_DAYS } from '../event/index.ts';
import { rotateKeys } from '../files/rotate.ts';
import { givenKeys } from '../files/secret.ts';
import { readSnapshot } from '../files/snapshot.ts';
import { LEAVE_DAYS } from '../person/index.ts';
import { makePrivateFolder } from '../store/index.ts';
import type { Io } from './io.ts';
import { environmentOf, nearestSite } from './open.ts';

const usage = `kindred secret rotate            a new key signs links; the old ones open theirs until the last has expired
  --leaked                       somebody else has the old keys: what they signed opens no more, at once
  --json                         the answer as JSON
`;

/** `kindred secret rotate`. Resolves to 0 when done, 2 for misuse. */
export async function run(args: readonly string[], io: Io): Promise<number> {
	const options = {
		leaked: { type: 'boolean' },
		json: { type: 'boolean' },
		now: { type: 'string' },
	} as const;
	const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
	if (positionals.length !== 1 || positionals[0] !== 'rotate') {
		io.stderr(usage);
		return 2;
	}
	const root = nearestSite(io.cwd) ?? io.cwd;
	if (givenKeys(environmentOf(root, io.env)).length) {
		throw new KindredError(
			'The keys come from KINDRED_SECRET, which only you can change.',
			'Make one with `openssl rand -base64 32`. Put it behind the old one, a comma between, on every machine; then in front; ' +
				'drop the old one after two years, or at once when it has leaked.',
		);
	}
	makePrivateFolder(join(root, '.kindred'));
	const now = values.now === undefined ? instant(new Date()) : readClock(values.now);
	const until = await lastLink(root, now);
	const { keys, dropped } = await rotateKeys(root, { now, until, leaked: values.leaked ?? false });
	if (values.json) io.stdout(`${JSON.stringify({ keys, dropped, until })}\n`);
	else if (values.leaked)
		io.stdout(
			'A new key signs from now on, and the old ones open nothing. Links in letters sent before are dead, those to leave ' +
				'among them: people can still write to you, and the next letter has a new one.\n',
		);
	else {
		const old = keys === 2 ? 'The old one opens' : `The ${keys - 1} old ones open`;
		const whose = keys === 2 ? 'it' : 'they';
		io.stdout(
			`A new key signs from now on. ${old} what ${whose} signed, until ${until.slice(0, 10)} at the latest.\n`,
		);
	}
	return 0;
}

/** When the last link that could have been signed until now expires: one to leave, or one to an event that is far ahead. */
async function lastLink(root: string, now: Instant): Promise<Instant> {
	const snapshot = await readSnapshot(join(root, '.kindred', 'site.json'));
	const ends = (snapshot?.events ?? []).map(({ instants }) => after(instants.end, { days: AFTERWARDS_DAYS }));
	return [after(now, { days: LEAVE_DAYS }), ...ends].sort().at(-1)!;
}
