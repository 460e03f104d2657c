import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentHash, readMail } from '../../integrations/kindred/src/reply/index.ts';
import { chanceOf } from './fuzz/chance.ts';
import { mangledMail } from './fuzz/mangle.ts';
import { readWhole } from './fuzz/read-whole.ts';

/* `npm run soak` reads a million of these and looks at time and memory too; see `scripts/fuzz-replies.ts`. */

it('mails of all shapes, spoilt in all ways, are read without a throw, and the same each time', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
			const raw = mangledMail(chanceOf(seed));
			const read = await readWhole(raw, seed);
			expect([typeof read.text, typeof read.quoted, typeof read.signature]).toEqual([
				'string',
				'string',
				'string',
			]);
			expect(read.text + read.quoted + read.signature).not.toContain('\0');
			expect(await readWhole(Buffer.from(raw), seed)).toEqual(read);
		}),
		{ numRuns: 150 },
	);
});

it('any bytes at all are a mail, which has a hash', async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (raw) => {
			await readWhole(raw, 0);
			expect(contentHash(await readMail(raw))).toMatch(/^[0-9a-f]{64}$/);
		}),
		{ numRuns: 150 },
	);
});
