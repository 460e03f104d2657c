import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KindredError } from '../base/error.ts';
import type { KindredEvent } from '../event/index.ts';
import { eventFile, hasField, writeField } from '../files/event-file.ts';
import type { Desk } from './open.ts';

type Place = Pick<Desk, 'root' | 'snapshot' | 'site'>;

/** The file that says the facts of an event, to be named to its author. */
export async function fileOf({ group, id }: KindredEvent, desk: Pick<Desk, 'root'>): Promise<string> {
	return (await eventFile(desk.root, id)) ?? `the file of "${group}"`;
}

/**
 * Writes a fact of an event into its file, and into those translations that say it too: two files must not contradict each other.
 * Returns the files, from the site's folder.
 *
 * @throws KindredError where a file cannot be written without touching anything else in it.
 */
export async function writeFact(
	event: KindredEvent,
	[key, value]: readonly [string, string | number],
	{ root, snapshot, site }: Place,
): Promise<string[]> {
	const translations = snapshot.events.filter(({ group }) => group === event.group);
	const leads = translations.filter(({ lang }) => lang === site.lang);
	const written: string[] = [];
	for (const one of translations) {
		const file = await eventFile(root, one.id);
		const isLead = !leads.length || leads.includes(one);
		if (file === undefined) {
			if (isLead) throw byHand(`the file of "${one.id}"`, key, value);
			continue;
		}
		const path = join(root, file);
		if (!isLead && !hasField(await readFile(path, 'utf8'), key)) continue;
		if (!(await writeField(path, key, value))) throw byHand(file, key, value);
		written.push(file);
	}
	return written;
}

const byHand = (file: string, key: string, value: string | number) =>
	new KindredError(
		`The front matter of ${file} is written in a way that only you can change.`,
		`Write \`${key}: ${value}\` into it.`,
	);
