import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../integrations/kindred/src/store/index.ts';

/** Adds so many subscribers at example.com to the store of a site. */
export async function subscribe(root: string, count: number): Promise<void> {
	const store = await openStore('', { root });
	const at = new Date().toISOString();
	for (let n = 1; n <= count; n++) {
		await store.people.add({ email: `reader${n}@example.com`, state: 'subscribed', languages: ['en'] }, at);
	}
	await store.close();
}

/** Every row of every table of a site's store. */
export function allRows(root: string): Record<string, unknown[]> {
	const database = new DatabaseSync(join(root, '.kindred', 'kindred.db'), { readOnly: true });
	const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all();
	const rows = Object.fromEntries(
		tables.map(({ name }) => [String(name), database.prepare(`select * from "${String(name)}"`).all()]),
	);
	database.close();
	return rows;
}
