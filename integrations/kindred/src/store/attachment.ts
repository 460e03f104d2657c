import type { Kysely } from 'kysely';
import type { KeptAttachment } from '../reply/index.ts';
import type { Tables } from './schema.ts';

/** Which mail has which file. */
export interface AttachmentStore {
	/** The files that are in mails from these addresses, or of the people who have them, and in no other mail. */
	onlyOf(emails: readonly string[]): Promise<readonly string[]>;
	/** The files of all mails. */
	all(): Promise<ReadonlySet<string>>;
}

/** The SHA-256s that stand in the rows of mails. */
export function attachmentStore(db: Kysely<Tables>): AttachmentStore {
	return {
		async onlyOf(emails) {
			if (emails.length === 0) return [];
			const rows = await db
				.selectFrom('reply')
				.select(['attachments', 'from_email', 'person_id'])
				.where('attachments', 'is not', null)
				.execute();
			const owners = await db
				.selectFrom('address')
				.select('person_id')
				.where('email', 'in', [...emails])
				.execute();
			const people = new Set(owners.map(({ person_id }) => person_id));
			const isTheirs = ({ from_email, person_id }: (typeof rows)[number]) =>
				emails.includes(from_email) || (person_id !== null && people.has(person_id));
			const others = new Set(rows.filter((row) => !isTheirs(row)).flatMap(hashesOf));
			const theirs = new Set(rows.filter(isTheirs).flatMap(hashesOf));
			return [...theirs].filter((hash) => !others.has(hash));
		},
		async all() {
			const rows = db.selectFrom('reply').select('attachments').where('attachments', 'is not', null);
			return new Set((await rows.execute()).flatMap(hashesOf));
		},
	};
}

function hashesOf({ attachments }: { attachments: string | null }): string[] {
	const kept = JSON.parse(attachments ?? '[]') as readonly KeptAttachment[];
	return kept.flatMap(({ hash }) => hash ?? []);
}
