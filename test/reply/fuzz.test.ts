import fc from 'fast-check';
import { expect, it } from 'vitest';
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
		{ numRuns: 300 },
	);
});
