import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../base/finding.ts';
import { after, type Instant } from '../base/time.ts';
import { conditionOf } from '../store/condition.ts';
import type { Connection } from '../store/index.ts';

/** A backup older than this has lost more than most can write again. In days. */
const BACKUP_AGE = 30;

/** Is the store safe, and does anything in it wait for its owner? */
export async function storeFindings(store: Connection, root: string, now: Instant): Promise<Finding[]> {
	return [await privacy(store, root), await backups(store, root, now), ...(await waiting(store, now))];
}

async function privacy({ engine, place }: Connection, root: string): Promise<Finding> {
	const about = 'store';
	if (engine === 'postgres') return { about, verdict: 'ok', text: place };
	const isOpen = async (path: string) =>
		(((await stat(path).catch(() => undefined))?.mode ?? 0) & 0o077) !== 0;
	if (await isOpen(place)) {
		const text = `${place} can be read by others on this machine, and it holds people.`;
		return { about, verdict: 'fail', text, hint: `chmod 600 '${place}'` };
	}
	const folder = join(root, '.kindred');
	if (await isOpen(folder)) {
		const text = `Others on this machine can see what is in ${folder}, though not read the store.`;
		return { about, verdict: 'warn', text, hint: `chmod 700 '${folder}'` };
	}
	return { about, verdict: 'ok', text: `${place}, for its owner alone.` };
}

async function backups({ engine }: Connection, root: string, now: Instant): Promise<Finding> {
	const about = 'backup';
	const folder = join(root, '.kindred', 'backups');
	const files = (await readdir(folder).catch(() => [])).filter((name) => /\.(db|ndjson)$/.test(name));
	const times = await Promise.all(
		files.map(async (name) => (await stat(join(folder, name))).mtime.toISOString()),
	);
	const last = times.sort().at(-1);
	const hint = 'kindred store backup, now and then from cron, and a copy on another machine.';
	if (last === undefined) {
		const verdict = engine === 'postgres' ? 'unknown' : 'warn';
		return { about, verdict, text: 'There is no backup in .kindred/backups.', hint };
	}
	const day = last.slice(0, 10);
	return last < after(now, { days: -BACKUP_AGE })
		? { about, verdict: 'warn', text: `The last backup is of ${day}.`, hint }
		: { about, verdict: 'ok', text: `The last backup is of ${day}.` };
}

async function waiting({ db }: Connection, now: Instant): Promise<Finding[]> {
	const { stopped, held, paused, late, forged, flood } = await conditionOf(db, after(now, { days: -30 }));
	const found: Finding[] = [];
	if (stopped !== undefined)
		found.push({
			about: 'mail',
			verdict: 'warn',
			text: `All mail is stopped${stopped && `: ${stopped}`}.`,
			hint: 'kindred digest resume --all',
		});
	for (const [digest, batches] of Object.entries(held)) {
		const text = `Of "${digest}" ${batches === 1 ? 'a batch is' : `${batches} batches are`} held: nobody knows whether those letters left.`;
		found.push({ about: 'held', verdict: 'warn', text, hint: `kindred digest status ${digest} --held` });
	}
	for (const [digest, reason] of Object.entries(paused))
		found.push({
			about: 'paused',
			verdict: 'warn',
			text: `"${digest}" is paused${reason && `: ${reason}`}.`,
			hint: `kindred digest resume ${digest}`,
		});
	if (late.letters)
		found.push({
			about: 'waiting',
			verdict: 'warn',
			text: `${late.letters} single letters could not leave yet. The last was told: ${late.error}`,
			hint: '`kindred sync` tries them again.',
		});
	if (forged)
		found.push({
			about: 'forged',
			verdict: 'warn',
			text: `${forged === 1 ? 'A mail' : `${forged} mails`} of the last 30 days came to a reply address that we did not sign.`,
			hint: 'They proved nothing and caused nothing; `kindred reply list` has them, docs/replies.md says why it happens.',
		});
	if (flood?.last !== undefined && flood.last > after(now, { hours: -24 }))
		found.push({
			about: 'flood',
			verdict: 'warn',
			text: `Since ${flood.since ?? flood.last} the forms ask for far more letters than readers do.`,
			hint: 'Nothing has to be done: docs/security.md says what is held back.',
		});
	return found;
}
