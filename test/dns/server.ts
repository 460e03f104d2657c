import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { decode, encode, type Answer } from 'dns-packet';

/** The records of a small world: TXT as texts, MX as `10 mail.example.net`; `broken` makes the server fail for a name. */
export type Zone = Readonly<
	Record<string, { txt?: readonly string[]; mx?: readonly string[]; broken?: true }>
>;

/** A DNS server on this machine. */
export interface DnsServer {
	/** For `openDns`. */
	readonly servers: readonly string[];
	/** Every name that was asked for. */
	readonly asked: string[];
	close(): Promise<void>;
}

/** Serves a zone by UDP: names that are not in it do not exist. */
export async function serveDns(zone: Zone): Promise<DnsServer> {
	const socket = createSocket('udp4');
	const asked: string[] = [];
	socket.on('message', (message, { port, address }) => {
		const { id = 0, questions = [] } = decode(message);
		const [question] = questions;
		const name = question?.name.toLowerCase() ?? '';
		asked.push(`${question?.type} ${name}`);
		const known = zone[name];
		// RFC 1035 section 4.1.1: 2 is a failed server, 3 a name that does not exist.
		const code = known?.broken ? 2 : known ? 0 : 3;
		const reply = {
			type: 'response',
			id,
			flags: 0x0180 | code,
			questions,
			answers: answersOf(name, question?.type, known),
		};
		socket.send(encode(reply as Parameters<typeof encode>[0]), port, address);
	});
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	return {
		servers: [`127.0.0.1:${(socket.address() as AddressInfo).port}`],
		asked,
		close: () => new Promise((resolve) => socket.close(() => resolve())),
	};
}

function answersOf(name: string, type: string | undefined, known: Zone[string] | undefined): Answer[] {
	if (type === 'MX') {
		return (known?.mx ?? []).map((line) => {
			const [preference, exchange = ''] = line.split(' ');
			return { type: 'MX', name, ttl: 60, data: { preference: Number(preference), exchange } };
		});
	}
	if (type !== 'TXT') return [];
	// A string of a TXT record has 255 bytes at most, so long keys come in several.
	return (known?.txt ?? []).map((text) => ({
		type: 'TXT',
		name,
		ttl: 60,
		data: text.match(/.{1,255}/gs) ?? [''],
	}));
}
