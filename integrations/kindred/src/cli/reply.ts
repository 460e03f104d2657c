import { buffer } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { KindredError } from '../base/error.ts';
import { dayOf } from '../base/time.ts';
import { mailFiles, type MailFile } from '../files/mail-files.ts';
import { receive } from '../inbox/index.ts';
import type { Reply } from '../reply/index.ts';
import { printable } from './io.ts';
import type { Desk } from './open.ts';
import { nounOf, type Call } from './verbs.ts';

const usage = `kindred reply ingest <file|folder|->         take in mails: .eml, mbox, Maildir, a folder of them, or standard input
kindred reply list [--waiting] [--json]      what people wrote; --waiting: who is owed an answer, oldest first
kindred reply show <id> [--json]             one answer, and what is known of it
`;

const options = { json: { type: 'boolean' }, waiting: { type: 'boolean' } } as const;

/** `kindred reply …`. `ingest` resolves to 1 when a mail could not be read. */
export const run = nounOf(usage, options, {
	ingest: { words: [1, 1], act: ingest },
	list: { words: [0, 0], act: list },
	show: { words: [1, 1], act: show },
});

/** Takes in every mail there is, and says of each what became of it. */
async function ingest(desk: Desk, { words: [what = ''], io, json }: Call<typeof options>): Promise<number> {
	const results: {
		file: string;
		outcome: string;
		reply?: number | undefined;
		kind?: string | undefined;
		problem?: string;
	}[] = [];
	for await (const found of what === '-' ? standardInput() : mailFiles(resolve(io.cwd, what))) {
		const result = await takeIn(found, desk);
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

async function takeIn(found: MailFile, desk: Desk) {
	if ('problem' in found) return { file: found.file, outcome: 'unreadable', problem: found.problem };
	const { outcome, reply, kind, about } = await receive(found.raw, [], desk);
	return { file: found.file, outcome, reply, kind, about };
}

async function* standardInput(): AsyncGenerator<MailFile> {
	const raw = await buffer(process.stdin);
	yield raw.length ? { file: '-', raw } : { file: '-', problem: 'It is empty.' };
}

async function list(desk: Desk, { io, json, waiting }: Call<typeof options>): Promise<number> {
	const replies = await desk.store.replies.list({ waiting });
	if (json) {
		io.stdout(`${JSON.stringify(replies.map(shown), null, '\t')}\n`);
		return 0;
	}
	for (const reply of replies) {
		const first = reply.text.replace(/\s+/g, ' ').slice(0, 60);
		const mark = reply.kind === 'human' ? (reply.verified ? ' ' : '?') : reply.kind;
		io.stdout(
			`${String(reply.id).padStart(5)}  ${dayOf(reply.at, desk.site.zone)}  ${reply.from}  ${mark}  ${reply.about ?? ''}  ${printable(first)}\n`,
		);
	}
	if (!replies.length) io.stdout(waiting ? 'Nobody waits for an answer.\n' : 'Nobody has written yet.\n');
	return 0;
}

async function show(desk: Desk, { words: [what = ''], io, json }: Call<typeof options>): Promise<number> {
	const reply = /^\d{1,9}$/.test(what) ? await desk.store.replies.byId(Number(what)) : undefined;
	if (!reply)
		throw new KindredError(`There is no answer "${what}".`, 'Type `kindred reply list` for what there is.');
	if (json) {
		io.stdout(`${JSON.stringify(shown(reply), null, '\t')}\n`);
		return 0;
	}
	const person = reply.person === undefined ? undefined : await desk.store.people.byId(reply.person);
	const through =
		reply.forwardedBy === undefined ? undefined : await desk.store.people.byId(reply.forwardedBy);
	const lines = [
		`From      ${person?.name || ''} <${reply.from}>${reply.verified ? '' : '  (unverified: anybody can write this address)'}`,
		...(through ? [`Through   ${through.name || ''} <${through.email}>`] : []),
		`Date      ${reply.at}`,
		`Subject   ${reply.subject}`,
		...(reply.about ? [`About     ${reply.about}`] : []),
		`Kind      ${reply.kind}: ${reply.reason}`,
		'',
		reply.text,
		...(reply.signature ? ['', reply.signature] : []),
		...(reply.quoted ? ['', `(${reply.quoted.split('\n').length} quoted lines)`] : []),
	];
	io.stdout(`${printable(lines.join('\n'))}\n`);
	return 0;
}

function shown({ raw: _raw, ...reply }: Reply): Omit<Reply, 'raw'> {
	return reply;
}
