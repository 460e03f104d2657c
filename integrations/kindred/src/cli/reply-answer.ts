import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { KindredError } from '../base/error.ts';
import { draftFile, type DraftFile } from '../files/drafts.ts';
import { answerable, sendAnswer, type Sent } from '../inbox/index.ts';
import type { Person } from '../person/index.ts';
import { answerDraft, plainAnswer, readDraft, type NoAnswer, type Reply } from '../reply/index.ts';
import { confirm } from './confirm.ts';
import { edit } from './editor.ts';
import { printable, type Io } from './io.ts';
import { environmentOf, type Desk } from './open.ts';
import { written } from './reply-find.ts';
import { refuseWrongClock } from './wrong-clock.ts';

/** Longer is no letter; it is also about what fits into a mail whose HTML mail programs do not cut. */
const MOST_CHARACTERS = 50_000;

/** What the author gave with the command. */
export interface AnswerOptions {
	readonly file?: string | undefined;
	readonly subject?: string | undefined;
	readonly quote?: boolean | undefined;
	readonly yes?: boolean | undefined;
	readonly json?: boolean | undefined;
	readonly io: Io;
}

/**
 * Answers a reply with what the author writes, and sends it. What was written is kept as a draft until it is on its way.
 *
 * @throws KindredError when the reply cannot be answered, and where nothing proves its sender and nobody said `--yes`.
 */
export async function answerReply(reply: Reply, desk: Desk, options: AnswerOptions): Promise<number> {
	const { io, json } = options;
	const person = await answerable(reply, desk);
	if (typeof person === 'string') throw refusalOf(person, reply);
	refuseWrongClock(desk, environmentOf(desk.root, io.env));
	const draft = draftFile(desk.root, reply.id, reply.from);
	const { text, done } = await wordsOf(reply, person, draft, desk, options);
	if (!text) {
		await done();
		if (options.file !== undefined) throw noWords(options.file);
		io.stderr('You wrote nothing, so nothing was sent.\n');
		return 0;
	}
	await refuseUnproved(reply, draft, options);
	const sent = await sendAnswer(reply, { text, subject: options.subject, quote: options.quote }, desk);
	return told(sent, { reply, done, io, json });
}

/** What the author wrote, and what is to be done with its draft once it is on its way. */
interface Words {
	readonly text: string;
	done(): Promise<void>;
}

async function wordsOf(
	reply: Reply,
	person: Person,
	draft: DraftFile,
	desk: Desk,
	{ file, subject, io }: AnswerOptions,
): Promise<Words> {
	const offered = printable(answerDraft(reply, person, { site: desk.site, subject }));
	const before = await draft.read();
	if (file === undefined) {
		if (before === undefined) await draft.write((await lostWords(reply, person, desk)) + offered);
		else io.stderr('You began this answer before; the draft is opened again.\n');
		await edit(draft.path, environmentOf(desk.root, io.env));
		return { text: bounded(readDraft((await draft.read()) ?? '', offered)), done: draft.remove };
	}
	if (file !== '-')
		return { text: bounded(plainAnswer(await readGiven(resolve(io.cwd, file)))), done: async () => {} };
	const text = bounded(plainAnswer(await textOf(process.stdin)));
	// What came down a pipe exists nowhere else. What was begun in the editor stays below it, and afterwards.
	if (text) await draft.write(`${text}\n${before ?? offered}`);
	return { text, done: () => (before === undefined ? draft.remove() : draft.write(before)) };
}

/** What was written before and nobody would carry, to be sent again. */
async function lostWords(reply: Reply, person: Person, { store }: Desk): Promise<string> {
	const before = await store.answers.to(person.id);
	const lost = before.findLast((one) => one.reply === reply.id);
	return lost?.by === 'refused' ? `${lost.text}\n` : '';
}

async function readGiven(path: string): Promise<string> {
	return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		throw new KindredError(
			`The file ${path} cannot be read (${error.code ?? error.message}).`,
			'Give the path of a text file to `--file`, or `-` for standard input.',
		);
	});
}

function bounded(text: string): string {
	if (text.length <= MOST_CHARACTERS) return text;
	throw new KindredError(
		`This answer has ${text.length} characters, and a letter has room for ${MOST_CHARACTERS}.`,
		'Put the long part on your site and send its link; nothing was sent.',
	);
}

/** Anybody can write any From: an answer to it may reach somebody who never wrote. */
async function refuseUnproved(
	{ id, verified, from }: Reply,
	draft: DraftFile,
	{ yes, io, file }: AnswerOptions,
): Promise<void> {
	if (verified) return;
	io.stderr(
		`Nothing proves that ${from} wrote this. The answer goes to ${from}, whoever reads mail there.\n`,
	);
	if (yes || (await confirm(`Send it to ${from}?`, io))) return;
	const kept = file === undefined || file === '-' ? ` What you wrote is kept in ${draft.path}.` : '';
	throw new KindredError(
		`Nothing was sent.${kept}`,
		`To send it to ${from}, type \`kindred reply answer ${id}${file === undefined || file === '-' ? '' : ` --file ${file}`} --yes\`.`,
	);
}

async function told(
	sent: Sent,
	{ reply, done, io, json }: { reply: Reply; done: Words['done']; io: Io; json: boolean | undefined },
): Promise<number> {
	if (!('person' in sent)) throw refusalOf(sent.outcome, reply);
	const who = written({ name: sent.person.name, email: reply.from });
	if (sent.outcome === 'refused') {
		throw new KindredError(
			`Nobody would carry the letter to ${who}; the reply still waits.`,
			'`kindred doctor` looks at how letters leave. Then type the same command again.',
		);
	}
	await done();
	const words = {
		sent: `Sent to ${who}.`,
		queued: `Kept for ${who}; it leaves with the next \`kindred sync\`.`,
		known: `The same words went to ${who} before; nothing was sent a second time.`,
	}[sent.outcome];
	io.stdout(
		json
			? `${JSON.stringify({ outcome: sent.outcome, to: reply.from, person: sent.person.id, reply: reply.id })}\n`
			: printable(`${words}\n`),
	);
	return 0;
}

function refusalOf(why: NoAnswer, { id, from, kind }: Reply): KindredError {
	const [what, then] = {
		machine: [
			`A program wrote #${id} (${kind}), and programs are never answered.`,
			'`kindred reply list --waiting` names the people who wait.',
		],
		nobody: [
			`#${id} names nobody it could be answered to.`,
			`If you know who wrote it, type \`kindred person add <address>\` and write to them.`,
		],
		forgotten: [
			`${from} asked to be forgotten, so nothing is written to this address any more.`,
			'If they wrote anew and want an answer, write it in your own mail program.',
		],
		complained: [
			`${from} called a letter of yours spam, so nothing is written to this address any more.`,
			'If they wrote anew and want an answer, write it in your own mail program.',
		],
	}[why];
	return new KindredError(what!, then!);
}

const noWords = (file: string): KindredError =>
	new KindredError(
		`There is nothing written in ${file === '-' ? 'standard input' : file}, so nothing was sent.`,
		'Write the answer as plain text, and type the command again.',
	);
