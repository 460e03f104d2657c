import { join, resolve } from 'node:path';
import { KindredError } from '../base/error.ts';
import { sheetOf } from '../event/index.ts';
import { writePrivately } from '../files/snapshot.ts';
import { publicFolderOf } from '../store/index.ts';
import { eventNamed } from './event-named.ts';
import type { Desk } from './open.ts';
import { sheetPage } from './sheet-page.ts';
import type { Call } from './verbs.ts';

export const sheetUsage = `kindred event sheet <id> [--out <file.html>]  the list for the door as one file: for a telephone, without the net,
                                             and to print
`;

/** The options of `kindred event sheet`. */
export const sheetOptions = { out: { type: 'string' } } as const;

/** `kindred event sheet`: writes the sheet, where only its owner can read it and no web server finds it. */
export async function writeSheet(desk: Desk, { io, words, out }: Call<typeof sheetOptions>): Promise<number> {
	const { group } = eventNamed(desk, words[0]!);
	const file =
		out === undefined ? join(desk.root, '.kindred', 'sheets', `${group}.html`) : resolve(io.cwd, out);
	if (!/\.html?$/.test(file))
		throw new KindredError(
			`The sheet is a page, and ${file} is not called like one.`,
			'Write `--out sheet.html`.',
		);
	const folder = publicFolderOf(file, { root: desk.root, publicFolders: desk.snapshot.publicFolders });
	if (folder !== undefined)
		throw new KindredError(
			`${file} is inside ${folder}, a folder that is put on the web, and the sheet names your guests.`,
			'Name a file outside it, or leave `--out` out.',
		);
	const sheet = (await sheetOf(group, desk))!;
	await writePrivately(file, sheetPage(sheet));
	io.stdout(
		`Wrote ${file}\nSend it to your telephone, or print it. Afterwards: kindred event check-in ${group} --from <file>\n`,
	);
	return 0;
}
