import { BlockList, isIP } from 'node:net';

/** IPv4 that is not the open internet (IANA special-purpose registry, RFC 6890), multicast and reserved addresses included. */
const closed4 = new BlockList();
for (const [network, bits] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
] as const)
	closed4.addSubnet(network, bits, 'ipv4');

/** Of IPv6 only 2000::/3 is given out; in it are these that carry an IPv4 address or are for examples. */
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');
const closed6 = new BlockList();
for (const [network, bits] of [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
] as const)
	closed6.addSubnet(network, bits, 'ipv6');

/** Is this address of a machine or network of our own, or of nobody? What is no address at all is. */
export function isPrivateAddress(address: string): boolean {
	const kind = isIP(address);
	if (kind === 4) return closed4.check(address, 'ipv4');
	return kind !== 6 || !open6.check(address, 'ipv6') || closed6.check(address, 'ipv6');
}
