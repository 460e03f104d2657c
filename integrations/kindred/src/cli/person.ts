import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseAddress } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import { languageTag } from '../base/language.ts';
import { forgetGuest } from '../event/index.ts';
import { cleanText, type Interaction } from '../person/index.ts';
import { answerKey } from '../reply/index.ts';
import type { Desk } from './open.ts';
import { findPerson } from './person-find.ts';
import { merge } from './person-merge.ts';
import { personLine, personStory, proposalLines } from './person-print.ts';
import { nounOf, type Call } from './verbs.ts';

const usage = `kindred person list [--json]                 everybody you know
kindred person show <id|address> [--json]    one person, and everything that happened, in order
kindred person add <address> [--name …] [--languages en,ar] [--via …]   a contact, who is sent no digest
kindred person note <id|address> <text>      something to remember
kindred person merge <id|address> <id|address> --yes   the two are one: the second becomes part of the first
kindred person merge <id|address> <address> --never    they are not; it is not proposed again
kindred person export <id|address> [--to <file>]   everything kept about somebody, as JSON
kindred person forget <id|address> --yes     erase somebody for good
`;

const options = {
	json: { type: 'boolean' },
	yes: { type: 'boolean' },
	never: { type: 'boolean' },
	name: { type: 'string' },
	languages: { type: 'string' },
	via: { type: 'string' },
	to: { type: 'string' },
} as const;

/** `kindred person …`. */
export const run = nounOf(usage, options, {
	list: { words: [0, 0], act: list },
	show: { words: [1, 1], act: show },
	add: { words: [1, 1], act: add },
	note: { words: [2, Infinity], act: note },
	merge: { words: [2, 2], act: merge },
	export: { words: [1, 1], act: take },
	forget: { words: [1, 1], act: forget },
});

async function list({ store }: Desk, { io, json }: Call<typeof options>): Promise<number> {
	const people = await store.people.everybody();
	const open = await store.proposals.open();
	if (json) io.stdout(`${JSON.stringify(people, null, '\t')}\n`);
	else if (!people.length) io.stdout('Nobody yet.\n');
	else io.stdout(people.map((person) => `${personLine(person)}\n`).join('') + proposalLines(open));
	return 0;
}

async function show(desk: Desk, { io, json, words }: Call<typeof options>): Promise<number> {
	const person = await findPerson(desk, words[0]!);
	const timeline = await withWords(person.id, desk);
	const addresses = await desk.store.people.addressesOf(person.id);
	const proposals = await desk.store.proposals.open(person.id);
	io.stdout(
		json
			? `${JSON.stringify({ person, addresses, proposals, timeline }, null, '\t')}\n`
			: personStory({ ...person, addresses }, timeline, desk) + proposalLines(proposals),
	);
	return 0;
}

/** The log with what they and the author wrote: the words themselves are kept with the mails, once. */
async function withWords(person: number, { store }: Desk): Promise<Interaction[]> {
	const answers = await store.answers.to(person);
	const ours = new Map(answers.map(({ contentHash, text }) => [answerKey(contentHash), text]));
	return Promise.all(
		(await store.people.timeline(person)).map(async (entry) => {
			const { reply } = entry.detail;
			const theirs = typeof reply === 'number' ? (await store.replies.byId(reply))?.text : undefined;
			const words = entry.kind === 'answered' ? ours.get(entry.key ?? '') : theirs;
			return words === undefined ? entry : { ...entry, detail: { text: words, ...entry.detail } };
		}),
	);
}

async function add(
	{ store, now }: Desk,
	{ io, json, words, name, languages, via }: Call<typeof options>,
): Promise<number> {
	const address = parseAddress(words[0]!);
	if (!address) {
		throw new KindredError(
			`\`${words[0]}\` is not a mail address.`,
			'Write `kindred person add ada@example.com --name Ada`.',
		);
	}
	if (await store.people.suppressed(address.email)) {
		throw new KindredError(
			`${address.email} asked never to be written to again.`,
			'Respect that: it is kept as a hash for this very reason. Nobody was added.',
		);
	}
	const contact = {
		email: address.email,
		name: cleanText(name ?? address.name, 100),
		languages: (languages ?? '').split(',').flatMap((code) => languageTag(code.trim()) ?? []),
		via: via && cleanText(via, 40),
	};
	const { person, added } = await store.people.add(contact, now());
	if (json) io.stdout(`${JSON.stringify({ person, added })}\n`);
	else io.stdout(added ? `Added ${personLine(person)}\n` : `Known already: ${personLine(person)}\n`);
	return 0;
}

async function note(desk: Desk, { io, words }: Call<typeof options>): Promise<number> {
	const person = await findPerson(desk, words[0]!);
	const text = words.slice(1).join(' ').trim();
	await desk.store.people.log({ person: person.id, at: desk.now(), kind: 'noted', detail: { text } });
	io.stdout(`Noted for ${person.name || person.email}.\n`);
	return 0;
}

async function take(desk: Desk, { io, words, to }: Call<typeof options>): Promise<number> {
	const person = await findPerson(desk, words[0]!);
	const text = `${JSON.stringify(await desk.store.people.everything(person.id), null, '\t')}\n`;
	if (!to) io.stdout(text);
	else {
		await writeFile(resolve(io.cwd, to), text, { mode: 0o600 });
		io.stdout(`Written to ${resolve(io.cwd, to)}.\n`);
	}
	return 0;
}

async function forget(desk: Desk, { io, words, yes }: Call<typeof options>): Promise<number> {
	const person = await findPerson(desk, words[0]!);
	if (!yes) {
		throw new KindredError(
			`This erases ${person.name || person.email} for good, with every answer, seat and note.`,
			`Write \`kindred person forget ${person.id} --yes\` if that is what you want.`,
		);
	}
	await forgetGuest(person.id, desk);
	io.stdout(`Forgotten. Only a salted hash of the address is left, so that nobody writes to it again.\n`);
	return 0;
}
