import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mailbox that a test fills: IMAP4rev1 (RFC 3501), as much of it as a client needs to read and mark mail. */
export interface ImapStandIn {
	readonly url: string;
	/** What the client said, without its tags. */
	readonly commands: string[];
	/** UIDs marked `\Seen`. */
	readonly seen: Set<number>;
	/** Changes as if the server had numbered its mails anew. */
	validity: number;
	/** Puts a mail into the INBOX, or among those sent; its UID. */
	put(raw: string | Uint8Array, folder?: Folder): number;
	/** The connection breaks when a mail with this UID is asked for. */
	breakAt: number | undefined;
	close(): Promise<void>;
}

/** The inbox, and the folder that the server marks as `\\Sent` (RFC 6154). */
type Folder = 'INBOX' | 'Gesendet';

interface Mail {
	readonly uid: number;
	readonly raw: Buffer;
}

/** Starts a server on a free port, for `user` with password `pass`. */
export async function startImap(): Promise<ImapStandIn> {
	const folders: Readonly<Record<Folder, Mail[]>> = { INBOX: [], Gesendet: [] };
	const selected = new WeakMap<Socket, Folder>();
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket)).on('error', () => {});
		socket.write('* OK [CAPABILITY IMAP4rev1] stand-in\r\n');
		let rest = '';
		socket.on('data', (data) => {
			const lines = (rest + data.toString('latin1')).split('\r\n');
			rest = lines.pop() ?? '';
			for (const line of lines) {
				const [tag = '', ...words] = line.split(' ');
				standIn.commands.push(words.join(' '));
				answer(socket, tag, words);
			}
		});
	});

	function answer(socket: Socket, tag: string, words: string[]): void {
		const isUid = words[0]?.toUpperCase() === 'UID';
		const [name = '', ...args] = isUid ? words.slice(1) : words;
		const say = (...lines: string[]) => socket.write([...lines, `${tag} OK done`, ''].join('\r\n'));
		const mails = folders[selected.get(socket) ?? 'INBOX'];
		const wanted = () =>
			mails.filter(({ uid }, index) => inSet(mails, args[0] ?? '', isUid ? uid : index + 1, isUid));
		switch (name.toUpperCase()) {
			case 'CAPABILITY':
				return void say('* CAPABILITY IMAP4rev1');
			case 'LOGIN':
				if (args.map(unquote).join(' ') === 'user pass') return void say();
				return void socket.write(`${tag} NO [AUTHENTICATIONFAILED] wrong password\r\n`);
			case 'LIST':
			case 'LSUB':
				// An empty pattern asks for the separator alone (RFC 3501 section 6.3.8).
				if (args[1] === '""') return void say(`* ${name} (\\Noselect) "/" ""`);
				return void say(`* ${name} () "/" "INBOX"`, `* ${name} (\\Sent) "/" "Gesendet"`);
			case 'SELECT':
			case 'EXAMINE': {
				const folder = unquote(args[0] ?? '') === 'Gesendet' ? 'Gesendet' : 'INBOX';
				selected.set(socket, folder);
				return void say(
					`* ${folders[folder].length} EXISTS`,
					'* FLAGS (\\Seen)',
					`* OK [UIDVALIDITY ${standIn.validity}] ok`,
					`* OK [UIDNEXT ${nextUid(folders[folder])}] ok`,
				);
			}
			case 'SEARCH': {
				const set = args[args.findIndex((word) => word.toUpperCase() === 'UID') + 1] ?? '1:*';
				const found = mails.filter(({ uid }) => inSet(mails, set, uid, true));
				return void say(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}`);
			}
			case 'FETCH':
				for (const mail of wanted()) {
					if (mail.uid === standIn.breakAt) return void socket.destroy();
					fetch(socket, mail, mails.indexOf(mail) + 1, args.join(' '));
				}
				return void say();
			case 'STORE':
				for (const { uid } of wanted()) standIn.seen.add(uid);
				return void say();
			case 'LOGOUT':
				socket.write(`* BYE\r\n${tag} OK bye\r\n`);
				return void socket.end();
			default:
				return void say();
		}
	}

	function fetch(socket: Socket, { uid, raw }: Mail, number: number, what: string): void {
		const part = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(what);
		if (!part) return void socket.write(`* ${number} FETCH (UID ${uid})\r\n`);
		const bytes =
			part[1] === undefined ? raw : raw.subarray(Number(part[1]), Number(part[1]) + Number(part[2]));
		const label = part[1] === undefined ? 'BODY[]' : `BODY[]<${part[1]}>`;
		socket.write(`* ${number} FETCH (UID ${uid} ${label} {${bytes.length}}\r\n`);
		socket.write(bytes);
		socket.write(')\r\n');
	}

	const nextUid = (mails: readonly Mail[]) => (mails.at(-1)?.uid ?? 0) + 1;
	/** `n:*` names the last mail even where it is older than n (RFC 3501 section 6.4.8). */
	const inSet = (mails: readonly Mail[], set: string, number: number, isUid: boolean): boolean => {
		const last = isUid ? nextUid(mails) - 1 : mails.length;
		return set.split(',').some((range) => {
			const [from = 0, to = from] = range.split(':').map((end) => (end === '*' ? last : Number(end)));
			return number >= Math.min(from, to) && number <= Math.max(from, to);
		});
	};

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const standIn: ImapStandIn = {
		url: `imap://user:pass@127.0.0.1:${port}/INBOX`,
		commands: [],
		seen: new Set(),
		validity: 7,
		breakAt: undefined,
		put(raw, folder = 'INBOX') {
			const uid = nextUid(folders[folder]);
			folders[folder].push({ uid, raw: Buffer.from(raw) });
			return uid;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
	return standIn;
}

const unquote = (word: string): string => word.replace(/^"(.*)"$/, '$1');
