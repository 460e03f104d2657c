import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../integrations/kindred/src/base/address.ts';
import {
	cleanText,
	readChoices,
	readEmail,
	topicsOffered,
	type Fields,
} from '../../integrations/kindred/src/person/index.ts';
import { site } from '../site.ts';

const fields = (values: Record<string, string | string[]>): Fields =>
	new Map(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
const email = (typed: string) => readEmail(fields({ email: typed }));

describe('an address in a form', () => {
	it.each([
		['  ADA@Example.COM ', 'ada@example.com'],
		['ada@bücher.example', 'ada@xn--bcher-kva.example'],
		['ada@例え.jp', 'ada@xn--r8jz45g.jp'],
		['ada+letters@example.com', 'ada+letters@example.com'],
	])('%s is %s', (typed, normal) => expect(email(typed)).toEqual({ ok: true, email: normal }));

	it.each([
		'ada',
		'ada@',
		'@example.com',
		'a b@example.com',
		'ada@example.com\r\nBcc: x@example.com',
		'ada@localhost',
		`${'a'.repeat(300)}@example.com`,
		'ada@example.com, bea@example.com',
	])('%j is refused', (typed) => expect(email(typed)).toEqual({ ok: false, reason: 'invalid' }));

	it('that is missing is said to be missing', () => {
		expect(email('  ')).toEqual({ ok: false, reason: 'missing' });
		expect(readEmail(new Map())).toEqual({ ok: false, reason: 'missing' });
	});

	it('given twice is the first one', () => {
		expect(readEmail(fields({ email: ['a@example.com', 'b@example.com'] }))).toEqual({
			ok: true,
			email: 'a@example.com',
		});
	});
});

describe('a name in a form', () => {
	it.each([
		['فاطمة الزهراء', 'فاطمة الزهراء'],
		['  陳  怡君 ', '陳 怡君'],
		['Ada\r\nBcc: everybody@example.com', 'Ada Bcc: everybody@example.com'],
		['\u202eadA\u0000', 'adA'],
		['می\u200cخواهم', 'می\u200cخواهم'],
		['👩‍👩‍👧', '👩‍👩‍👧'],
		['\ue000confirm-url\ue001', 'confirm-url'],
	])('%j is kept as %j', (typed, kept) => expect(cleanText(typed, 100)).toBe(kept));

	it('is cut between characters, however long it is', () => {
		expect([...cleanText('👋'.repeat(1_000_000), 100)]).toHaveLength(100);
	});

	it('never carries a line break into a header, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (typed) => {
				const name = cleanText(typed, 100);
				expect([...name].length).toBeLessThanOrEqual(100);
				expect(name.isWellFormed()).toBe(true);
				expect(formatAddress({ name, email: 'a@example.com' })).not.toMatch(/[\r\n\u2028\u2029\u0085]/);
				expect(cleanText(name, 100)).toBe(name);
			}),
		);
	});
});

describe('choices in a form', () => {
	it('keep what the site offers, in its order, and drop the rest', () => {
		const read = readChoices(
			fields({
				languages: ['ar', 'xx-nonsense', 'ZH_hant', 'fr'],
				topics: ['groups', ' groups ', '', 'x'.repeat(99)],
				frequency: 'hourly',
				via: '<script>',
			}),
			site,
		);
		expect(read).toEqual({
			name: '',
			languages: ['zh-Hant', 'ar'],
			topics: ['groups', 'x'.repeat(40)],
			frequency: 'every',
			via: undefined,
		});
	});

	it('of the largest form still make a link of bearable length', () => {
		const read = readChoices(
			fields({
				name: '陳'.repeat(500),
				topics: Array.from({ length: 500 }, (_, n) => `${n}${'字'.repeat(80)}`),
			}),
			site,
		);
		expect(read.topics).toHaveLength(12);
		expect([...read.name]).toHaveLength(100);
	});

	it('offer what is written about most, and never lose what was chosen', () => {
		const posts = [{ tags: ['b', 'a'] }, { tags: ['b'] }, { tags: [] }];
		expect(topicsOffered(posts, ['old'])).toEqual(['old', 'b', 'a']);
	});
});
