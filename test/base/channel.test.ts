import { describe, expect, it } from 'vitest';
import { readChannel, withChannel } from '../../integrations/kindred/src/base/channel.ts';

describe('a channel', () => {
	it.each(['wechat', '老朋友', 'spring.2031', 'a-b_c', 'x'.repeat(40)])('may be called %s', (name) => {
		expect(readChannel(name)).toBe(name);
	});
	it.each(['', ' ', 'a b', '<b>', 'a\nb', 'x'.repeat(41), '‮', null, undefined])('is not %j', (name) => {
		expect(readChannel(name)).toBeUndefined();
	});
	it('is put into an address beside what stands there, once', () => {
		const url = 'https://example.com/kindred/subscribe/?lang=ar#form';
		expect(withChannel(url, 'wechat')).toBe('https://example.com/kindred/subscribe/?lang=ar&via=wechat#form');
		expect(withChannel(withChannel(url, 'wechat'), 'slack').match(/via=/g)).toHaveLength(1);
		expect(URL.parse(withChannel(url, '老朋友'))?.searchParams.get('via')).toBe('老朋友');
	});
});
