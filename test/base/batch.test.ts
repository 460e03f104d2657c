import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../integrations/kindred/src/base/address.ts';
import { batchOf, readBatch } from '../../integrations/kindred/src/base/batch.ts';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { letterTo } from '../mail/letters.ts';

const text = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom(
		'"',
		'\\',
		'" <x@example.com>',
		'a\\"',
		'\u2028',
		'مريم \u202e',
		'👩‍👧',
		'\ud800',
		'名'.repeat(2000),
	),
);
const email = fc.constantFrom('ann@example.com', 'ünï@example.com', "o'neil+x@xn--fsq.example");
const label = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
const letter: fc.Arbitrary<Letter> = fc.record(
	{
		from: fc.record({ name: text, email }),
		to: fc.record({ name: text, email }),
		replyTo: email,
		subject: text,
		html: text,
		text,
		headers: fc.dictionary(label, text),
		tags: fc.dictionary(label, label),
	},
	{ requiredKeys: ['from', 'to', 'subject', 'html', 'text', 'headers', 'tags'] },
);

describe('a batch', () => {
	test('is read back as it was written; of names, what a header may hold', () => {
		fc.assert(
			fc.property(fc.array(letter, { maxLength: 5 }), (letters) => {
				const batch = batchOf(letters);
				const read = readBatch(batch.bytes);
				const plain = (each: Letter) => ({
					...each,
					headers: { ...each.headers },
					tags: { ...each.tags },
					from: formatAddress(each.from),
					to: formatAddress(each.to),
				});
				expect(batch.size).toBe(letters.length);
				expect(read.map(plain)).toEqual(letters.map(plain));
				expect(Buffer.from(batchOf(read).bytes).equals(batch.bytes)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	test('keeps both names of a letter whatever quotes they hold', () => {
		const names = ['Ada "the first"', 'back\\slash', 'x" <evil@example.com>', '陳怡君', ''];
		const letters = names.map((name) =>
			letterTo('ann@example.com', { to: { name, email: 'ann@example.com' } }),
		);
		expect(readBatch(batchOf(letters).bytes).map(({ to }) => to.name)).toEqual(names);
	});

	test('is well-formed UTF-8 even of half a character', () => {
		const { bytes } = batchOf([letterTo('ann@example.com', { subject: 'x\ud800y' })]);
		expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
		expect(readBatch(bytes)[0]!.subject).toBe('x\ud800y');
	});

	test('takes no attachments', () => {
		const attachments = [{ filename: 'a.ics', contentType: 'text/calendar', content: 'x' }];
		expect(() => batchOf([letterTo('ann@example.com', { attachments })])).toThrow('attachments');
	});

	test('of nobody is empty', () => {
		expect(readBatch(batchOf([]).bytes)).toEqual([]);
	});
});
