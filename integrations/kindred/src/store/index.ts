import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Kysely } from 'kysely';
import { KindredError } from '../base/error.ts';
import { announcementStore } from './announcement.ts';
import { attachmentStore } from './attachment.ts';
import { callStore } from './call.ts';
import { answerStore } from './answer.ts';
import { attendanceStore } from './attendance.ts';
import { deliveryStore } from './delivery.ts';
import { digestStore } from './digest.ts';
import { eventStore } from './event.ts';
import { fadeStore } from './fading.ts';
import { invitationStore } from './invitation.ts';
import { mailSwitch } from './mail.ts';
import { messageIdStore } from './message-id.ts';
import { migrate } from './migrate.ts';
import { outgoingStore } from './outgoing.ts';
import { personStore } from './person.ts';
import { openPostgres } from './postgres.ts';
import { proposalStore } from './proposal.ts';
import { replyStore } from './reply.ts';
import type { Engine, Tables } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { strangerStore } from './stranger.ts';

export { makePrivateFolder } from './sqlite.ts';

/** Where a store lives when nothing else is said. */
const DEFAULT_STORE = 'sqlite:.kindred/kindred.db';

/** How to open a store. */
export interface StoreOptions {
	/** The site's root folder, absolute. */
	root: string;
	/** Folders that end up on the web, relative to the root or absolute. Default: `['public', 'dist']`. */
	publicFolders?: readonly string[];
	/** Make an SQLite file that is not there yet. Default: `true`. */
	create?: boolean;
}

/** An open database that may still be of an older schema, or empty. */
export interface Connection {
	engine: Engine;
	/** The file, or the URL without its password. */
	place: string;
	db: Kysely<Tables>;
	close(): Promise<void>;
}

/** What the stories ask of a store, noun by noun: each answers the port its room declares. */
export function nouns(db: Kysely<Tables>, engine: Engine) {
	return {
		deliveries: deliveryStore(db, engine),
		digests: digestStore(db, engine),
		people: personStore(db, engine),
		strangers: strangerStore(db, engine),
		outgoing: outgoingStore(db, engine),
		mail: mailSwitch(db),
		events: eventStore(db, engine),
		invitations: invitationStore(db, engine),
		replies: replyStore(db, engine),
		proposals: proposalStore(db),
		messageIds: messageIdStore(db),
		announcements: announcementStore(db, engine),
		answers: answerStore(db, engine),
		attachments: attachmentStore(db),
		attendance: attendanceStore(db, engine),
		fading: fadeStore(db, engine),
		calls: callStore(db),
	};
}

/** An open store with the newest schema. */
export type Store = Connection & ReturnType<typeof nouns>;

/**
 * Open a store and bring its schema up to date.
 *
 * @param url `sqlite:<file>` (relative to the root), `postgres://…`, or nothing for {@link DEFAULT_STORE}.
 * @throws KindredError for an address we cannot read, a store in a public folder, or one of a newer version.
 */
export async function openStore(url: string | undefined, options: StoreOptions): Promise<Store> {
	const connection = await connect(url, options);
	try {
		await migrate(connection.db, connection.engine);
	} catch (error) {
		await connection.close();
		throw error;
	}
	return { ...connection, ...nouns(connection.db, connection.engine) };
}

/**
 * Open a database without touching its schema: for `kindred store`, which has to speak about old and new
 * ones.
 */
export async function connect(url: string | undefined, options: StoreOptions): Promise<Connection> {
	const address = url || DEFAULT_STORE;
	if (/^postgres(ql)?:\/\//.test(address)) {
		const db = await openPostgres(address);
		return { engine: 'postgres', place: withoutPassword(address), db, close: () => db.destroy() };
	}
	if (!address.startsWith('sqlite:') || address === 'sqlite:') {
		throw new KindredError(
			`KINDRED_STORE is "${withoutPassword(address)}", which is no store that astro-kindred knows.`,
			'Write `sqlite:.kindred/kindred.db` or `postgres://user:password@host/database`, or leave it out.',
		);
	}
	const file = resolve(options.root, address.slice('sqlite:'.length));
	refusePublic(file, options);
	if (options.create === false && !existsSync(file)) throw noStore(file);
	const { db, database } = openSqlite(file);
	// Kysely closes what it has used; a database it never used is closed here.
	const close = async () => {
		await db.destroy();
		if (database.isOpen) database.close();
	};
	return { engine: 'sqlite', place: file, db, close };
}

/** What to say where a store is asked for that nobody has made. */
export const noStore = (place: string) =>
	new KindredError(`There is no store at ${place} yet.`, 'Type `kindred store migrate` to make one.');

function refusePublic(file: string, options: StoreOptions): void {
	const folder = publicFolderOf(file, options);
	if (folder === undefined) return;
	throw new KindredError(
		`The store ${file} is inside ${folder}, a folder that is put on the web, and it holds people.`,
		`Set KINDRED_STORE to a file outside it, or leave it out to use \`${DEFAULT_STORE}\`.`,
	);
}

/** The folder on the web that a file is in, links followed; nothing when it is in none. */
export function publicFolderOf(
	file: string,
	{ root, publicFolders = ['public', 'dist'] }: Pick<StoreOptions, 'root' | 'publicFolders'>,
): string | undefined {
	const real = realPath(file);
	return publicFolders.find((folder) => {
		const path = relative(realPath(resolve(root, folder)), real);
		return !(path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path));
	});
}

/** The path with links followed as far as it exists. */
function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		const parent = dirname(path);
		return parent === path ? path : join(realPath(parent), relative(parent, path));
	}
}

const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:…@');
