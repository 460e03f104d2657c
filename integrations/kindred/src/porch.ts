import { join } from 'node:path';
import { letterMessageId, type Letter, type Mailer } from './base/letter.ts';
import type { Instant } from './base/time.ts';
import type { KeyRing } from './base/token.ts';
import type { Environment } from './config.ts';
import { openAttachments, type AttachmentFolder } from './files/attachments.ts';
import { eraseDrafts } from './files/drafts.ts';
import { readKeys } from './files/secret.ts';
import { eraseOutbox, openMailer } from './mail/index.ts';
import { checkSignatures } from './mail/proof.ts';
import { createPostman, type PatientPostman } from './mail/postman.ts';
import { stoppable } from './mail/switch.ts';
import { makePrivateFolder, openStore, type Store } from './store/index.ts';

/** What stands behind every door, whoever knocks: a visitor's request or a command. */
export interface Porch {
	readonly store: Store;
	readonly mailer: Mailer;
	readonly postman: PatientPostman;
	readonly attachments: AttachmentFolder;
	readonly signatures: typeof checkSignatures;
	readonly keys: KeyRing;
	now(): Instant;
	random(bytes: number): Uint8Array;
}

/**
 * Opens store and mailer below `root`, the project's folder. The caller closes the store.
 *
 * @param publicFolders folders that are put on the web, from `root`.
 */
export async function openPorch(
	root: string,
	env: Environment,
	now: () => Instant,
	publicFolders: readonly string[],
): Promise<Porch> {
	const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
	// First, and also where the store is a database server: keys and letters are for nobody's eyes, and not for git.
	makePrivateFolder(join(root, '.kindred'));
	const keys = await readKeys(root, env, now());
	const carrier = openMailer(env, { root, now, random });
	const store = await openStore(env.KINDRED_STORE ?? '', { root, publicFolders });
	const mailer = stoppable(carrier, store.mail);
	// Also where letters leave by a provider by now: the outbox may be older than its key.
	const attachments = openAttachments(root);
	const forget = async (emails: readonly string[]) => {
		await eraseOutbox(root, emails);
		await eraseDrafts(root, emails);
		await attachments.erase(await store.attachments.onlyOf(emails));
	};
	const postman = createPostman({
		mailer,
		outgoing: store.outgoing,
		now,
		stopped: () => store.mail.stopped(),
		forget,
		refused: async (key) => {
			await store.answers.refused(key);
			await store.invitations.refused(key);
		},
		// A provider gives letters ids of its own: the webhook tells them, or `kindred sync` asks.
		...(mailer.name === 'resend' ? {} : { left: rememberIn(store, now) }),
	});
	return { store, mailer, postman, attachments, signatures: checkSignatures, keys, now, random };
}

/** Letters are remembered by the ids that we gave them, so that an answer is known by what it answers. */
function rememberIn({ messageIds }: Store, now: () => Instant) {
	return (letter: Letter, key: string) =>
		messageIds.remember({
			messageId: letterMessageId(letter, key).slice(1, -1),
			to: letter.to.email,
			thing: letter.tags['thing'],
			at: now(),
		});
}
