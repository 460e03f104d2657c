import { describe, expect, it } from 'vitest';
import { networkOf, wideNetworkOf } from '../../integrations/kindred/src/base/network.ts';

describe('the network of a visitor', () => {
	it.each([
		['203.0.113.7', '203.0.113.0/24'],
		[' 203.0.113.250:51234 ', '203.0.113.0/24'],
		['::ffff:203.0.113.7', '203.0.113.0/24'],
		['::FFFF:cb00:7107', '203.0.113.0/24'],
		['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
		['2001:DB8:0001::9', '2001:db8:1::/48'],
		['[2001:db8::1]:443', '2001:db8:0::/48'],
		['fe80::1%eth0', 'fe80:0:0::/48'],
		['::1', '0:0:0::/48'],
	])('%s is in %s', (address, network) => {
		expect(networkOf(address)).toBe(network);
	});

	it.each(['', 'unknown', '_hidden', '256.1.1.1', '1.2.3', ':::', '2001:db8::1::2', 'g::1', 'x'.repeat(1e6)])(
		'%j is in none',
		(address) => {
			expect(networkOf(address)).toBeUndefined();
		},
	);

	it.each([
		['203.0.113.7', '203.0.0.0/16'],
		['::ffff:203.0.113.7', '203.0.0.0/16'],
		['2001:db8:1:2:3:4:5:6', '2001:db8::/32'],
		['2001:db8::9', '2001:db8::/32'],
		['::1', '0:0::/32'],
	])('of %s is part of the wide %s', (address, wide) => {
		expect(wideNetworkOf(networkOf(address)!)).toBe(wide);
	});

	it('that is none of these is as wide as it is', () => {
		for (const text of ['', 'n', '203.0.113.7', '203.0.0.0/16', `${'1:'.repeat(1e5)}:/48`])
			expect(wideNetworkOf(text)).toBe(text);
	});
});
