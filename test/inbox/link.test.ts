import { describe, expect, it } from 'vitest';
import { linkIn } from '../../integrations/kindred/src/inbox/link.ts';
import { leaveToken } from '../../integrations/kindred/src/person/index.ts';
import { KEYS, NOW } from './house.ts';

const token = leaveToken(7, 'digest:2031-04', NOW, KEYS);
const find = (text: string, html?: string, now = NOW) => linkIn({ text, html }, KEYS, now);

describe('A signed link that a mail quotes', () => {
	it.each([
		['in its text', `> https://example.com/kindred/leave/?token=${token}`],
		['in angle brackets', `> Leave <https://example.com/kindred/leave/?via=x&token=${token}>.`],
		['as a mail link', `mailto:letters@in.example.com?subject=leave%20${token}`],
		[
			'behind the protection of a mail service',
			`https://safe.example/?url=https%3A%2F%2Fexample.com%2F%3Fx%26token%3D${token}`,
		],
	])('%s says whose letter it was', (_where, text) => {
		expect(find(text)).toEqual({ person: 7, about: 'digest:2031-04' });
	});

	it('is found in the HTML alone, and however old it is', () => {
		const html = `<a href="https://example.com/kindred/leave/?token=${token}">Leave</a>`;
		expect(find('', html, '2041-01-01T00:00:00.000Z')).toEqual({ person: 7, about: 'digest:2031-04' });
	});

	it('is none when somebody else signed it, or when a character is missing', () => {
		expect(find(`?token=${leaveToken(7, 'x', NOW, ['another secret, long enough'])}`)).toBeUndefined();
		expect(find(`?token=${token.slice(0, -1)}`)).toBeUndefined();
		expect(find(`?token=${token}A`)).toBeUndefined();
	});

	it('is looked for in the end of a long mail, and twenty times at most', () => {
		const junk = `?token=${'x'.repeat(40)}.${'y'.repeat(43)} `;
		expect(find(`${'word '.repeat(400_000)}?token=${token}`)?.person).toBe(7);
		expect(find(`${junk.repeat(19)}?token=${token}`)?.person).toBe(7);
		expect(find(`${junk.repeat(10_000)}?token=${token}`)).toBeUndefined();
		expect(find('?token='.repeat(200_000))).toBeUndefined();
		expect(find(`?token=${'x'.repeat(2_000_000)}`)).toBeUndefined();
	});
});
