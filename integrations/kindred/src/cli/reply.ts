import { buffer } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { mailFiles, type MailFile } from '../files/mail-files.ts';
import { receive } from '../inbox/index.ts';
import type { Reply } from '../reply/index.ts';
import type { Desk } from './open.ts';
import { answerReply } from './reply-answer.ts';
import { replyNamed } from './reply-find.ts';
import { replyLines, waitingLines, whoWaits, type Waiting } from './reply-list.ts';
import { conversationText, threadOf } from './reply-show.ts';
import { nounOf, type Call } from './verbs.ts';

const usage = `kindred reply ingest <file|folder|-> [--sent] [--json]
                                             take in mails: .eml, mbox, Maildir, a folder of them, or standard input;
                                             --sent: mails you sent, which count as answers
kindred reply list [--waiting] [--json]      what people wrote; --waiting: who is owed an answer, oldest first
kindred reply show <id> [--quoted] [--all] [--json]
                                             the conversation; --quoted: with what they quoted; --all: signatures too
kindred reply answer <id> [--file <file|->] [--subject <text>] [--quote] [--yes] [--json]
                                             answer in your editor, or with a file; --quote: what they wrote below it;
                                             --yes: also where nothing proves who wrote
`;

const options = {
	json: { type: 'boolean' },
	waiting: { type: 'boolean' },
	sent: { type: 'boolean' },
	quoted: { type: 'boolean' },
	all: { type: 'boolean' },
	file: { type: 'string' },
	subject: { type: 'string' },
	quote: { type: 'boolean' },
	yes: { type: 'boolean' },
} as const;

/** `kindred reply …`. `ingest` resolves to 1 when a mail could not be read. */
export const run = nounOf(usage, options, {
	ingest: { words: [1, 1], act: ingest },
	list: { words: [0, 0], act: list },
	show: { words: [1, 1], act: show },
	answer: {
		words: [1, 1],
		act: async (desk, call) => answerReply(await replyNamed(desk, call.words[0]!), desk, call),
	},
});

/** Takes in every mail there is, and says of each what became of it. */
async function ingest(
	desk: Desk,
	{ words: [what = ''], io, json, sent }: Call<typeof options>,
): Promise<number> {
	const results: {
		file: string;
		outcome: string;
		reply?: number | undefined;
		kind?: string | undefined;
		problem?: string;
	}[] = [];
	for await (const found of what === '-' ? standardInput() : mailFiles(resolve(io.cwd, what))) {
		const result = await takeIn(found, desk, sent);
		results.push(result);
		if (!json)
			io.stdout(
				`${result.file}  ${result.outcome}${result.reply ? ` #${result.reply}` : ''}${result.problem ? `: ${result.problem}` : ''}\n`,
			);
	}
	if (json) io.stdout(`${JSON.stringify(results, null, '\t')}\n`);
	else if (!results.length) io.stdout(`There is no mail in ${what}.\n`);
	return results.some(({ outcome }) => outcome === 'unreadable') ? 1 : 0;
}

async function takeIn(found: MailFile, desk: Desk, sent = false) {
	if ('problem' in found) return { file: found.file, outcome: 'unreadable', problem: found.problem };
	const { outcome, reply, kind, about } = await receive(found.raw, [], desk, sent);
	return { file: found.file, outcome, reply, kind, about };
}

async function* standardInput(): AsyncGenerator<MailFile> {
	const raw = await buffer(process.stdin);
	yield raw.length ? { file: '-', raw } : { file: '-', problem: 'It is empty.' };
}

async function list(desk: Desk, { io, json, waiting }: Call<typeof options>): Promise<number> {
	const replies = waiting ? await whoWaits(desk) : await desk.store.replies.list({});
	if (json) io.stdout(`${JSON.stringify(replies.map(shown), null, '\t')}\n`);
	else io.stdout(waiting ? waitingLines(replies as readonly Waiting[], desk) : replyLines(replies, desk));
	return 0;
}

async function show(
	desk: Desk,
	{ words: [id = ''], io, json, quoted, all }: Call<typeof options>,
): Promise<number> {
	const reply = await replyNamed(desk, id);
	if (json) {
		const turns = await threadOf(reply, desk);
		const thread = turns.map((turn) => (turn.reply ? { ...turn, reply: shown(turn.reply) } : turn));
		io.stdout(`${JSON.stringify({ ...shown(reply), thread }, null, '\t')}\n`);
	} else io.stdout(await conversationText(reply, desk, { quoted: quoted || all, signature: all }));
	return 0;
}

function shown<T extends Reply>({ raw: _raw, ...reply }: T): Omit<T, 'raw'> {
	return reply;
}
