/**
 * The network an address of a visitor belongs to, as far as one household or office usually has it to itself: the /24 of an
 * IPv4 address, the /48 of an IPv6 one (RFC 6177). Nothing when the text is no address; a port, a zone and brackets are
 * looked past.
 */
export function networkOf(text: string): string | undefined {
	const address = bare(text.trim().slice(0, 100));
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
	const bytes = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(mapped)?.slice(1);
	if (bytes) return bytes.every((byte) => Number(byte) < 256) ? network4(bytes.map(Number)) : undefined;
	return address.includes(':') ? network6(address) : undefined;
}

/**
 * The wider network that a network (`networkOf`) is part of: the /16 of an IPv4 one, the /32 of an IPv6 one, the least that a
 * registry gives a provider. Who has many small networks has them in few of these.
 */
export function wideNetworkOf(network: string): string {
	const bytes = /^(\d+\.\d+)\.\d+\.0\/24$/.exec(network);
	if (bytes) return `${bytes[1]}.0.0/16`;
	const groups = /^([\da-f]+:[\da-f]+):[\da-f]+::\/48$/.exec(network);
	return groups ? `${groups[1]}::/32` : network;
}

/** `[2001:db8::1]:443`, `203.0.113.7:51234` and `fe80::1%eth0` as proxies and systems write them. */
function bare(text: string): string {
	const inBrackets = /^\[([^\]]*)\](:\d{1,5})?$/.exec(text)?.[1];
	const withoutPort = inBrackets ?? text.replace(/^([\d.]+):\d{1,5}$/, '$1');
	return withoutPort.replace(/%.*$/, '');
}

function network4([a, b, c]: readonly number[]): string {
	return `${a}.${b}.${c}.0/24`;
}

function network6(address: string): string | undefined {
	// The URL standard checks an address, and writes it with eight groups but for one run of zeros.
	const host = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1);
	if (host === undefined) return undefined;
	const [head = '', tail] = host.split('::');
	const before = head ? head.split(':') : [];
	const after = tail ? tail.split(':') : [];
	const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
	const groups = [...before, ...zeros, ...after];
	// ::ffff:0:0/96 is an IPv4 address in another dress (RFC 4291 section 2.5.5.2).
	if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') {
		const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
		return network4([high >> 8, high & 255, low >> 8]);
	}
	return `${groups.slice(0, 3).join(':')}::/48`;
}
