import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../integrations/kindred/src/cli/io.ts';
import { main } from '../../integrations/kindred/src/cli/main.ts';
import { eraseDrafts } from '../../integrations/kindred/src/files/drafts.ts';
import { openMailer } from '../../integrations/kindred/src/mail/index.ts';
import { createPostman } from '../../integrations/kindred/src/mail/postman.ts';
import { mail, openHouse, tagged, type TestHouse } from '../inbox/house.ts';

/** What a command said, and how it ended. */
export interface Ran {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

/** A desk on which replies are answered: a real store, a real carrier, a folder with an outbox and drafts. */
export interface AnswerDesk {
	readonly house: TestHouse;
	readonly root: string;
	/** What `openDesk` gives. */
	readonly desk: Record<string, unknown>;
	env: Record<string, string>;
	/** Lets letters leave by what the environment names. */
	carry(env?: Record<string, string>): void;
	run(...args: readonly string[]): Promise<Ran>;
	/** Lin's mail to the signed address of a letter she had; the id it is kept under. */
	ask(body: string, fields?: Parameters<typeof mail>[0]): Promise<string>;
	/** An `EDITOR` that puts these words on top of what it finds. */
	editor(words: string): string;
	waiting(): Promise<string[]>;
	outbox(): string[];
	/** Each with its mode before it. */
	drafts(): string[];
	remove(): Promise<void>;
}

export async function openAnswerDesk(): Promise<AnswerDesk> {
	const house = await openHouse();
	const root = mkdtempSync(join(tmpdir(), "kindred's answers "));
	const lin = await house.add('lin@example.net');
	await house.store.people.update(lin.id, { name: '林雅婷' }, house.at);
	const kept = (folder: string) => join(root, '.kindred', folder);
	let count = 0;
	const here: AnswerDesk = {
		house,
		root,
		env: {},
		desk: { ...house, now: () => house.at, root, isRehearsed: false, close: async () => {} },
		carry(env = {}) {
			const mailer = openMailer(env, { root, now: house.now, random: house.random });
			const { outgoing, answers } = house.store;
			const forget = (emails: readonly string[]) => eraseDrafts(root, emails);
			const stopped = () => house.store.mail.stopped();
			const postman = createPostman({
				mailer,
				outgoing,
				now: house.now,
				stopped,
				forget,
				refused: answers.refused,
			});
			Object.assign(here.desk, { mailer, postman });
		},
		async run(...args) {
			const said = { out: '', err: '' };
			const io: Io = {
				cwd: root,
				env: { PATH: process.env['PATH'], ...here.env },
				isTTY: false,
				stdout: (text) => void (said.out += text),
				stderr: (text) => void (said.err += text),
			};
			return { code: await main([...args], io), ...said };
		},
		async ask(body, fields = {}) {
			const raw = mail({ to: tagged(lin.id), body, ...fields });
			return String((await house.take(raw)).reply);
		},
		editor(words) {
			const file = join(root, `words-${++count}`);
			writeFileSync(file, words);
			writeFileSync(`${file}.sh`, `cat "$1" > "${file}.old"; cat "${file}" "${file}.old" > "$1"\n`);
			return `sh "${file}.sh"`;
		},
		async waiting() {
			const { out } = await here.run('reply', 'list', '--waiting', '--json');
			return (JSON.parse(out) as { id: number }[]).map(({ id }) => String(id));
		},
		outbox: () => namesIn(kept('outbox'), '.eml').map((name) => readFileSync(name, 'utf8')),
		drafts: () =>
			namesIn(kept('drafts'), '.txt').map(
				(name) => `${(statSync(name).mode & 0o777).toString(8)}\n${readFileSync(name, 'utf8')}`,
			),
		async remove() {
			await house.test.remove();
			rmSync(root, { recursive: true });
		},
	};
	here.carry();
	return here;
}

function namesIn(folder: string, ending: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.map((name) => join(folder, name))
		.filter((name) => name.endsWith(ending))
		.toSorted();
}
