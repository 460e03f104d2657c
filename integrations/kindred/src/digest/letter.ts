import { readBatch } from '../base/batch.ts';
import type { Letter } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import type { PlanHead, Reading } from './plan.ts';
import { pressOf } from './press.ts';

/** One reader's letter, as a batch would carry it. */
export function letterFor(
	plan: Pick<PlanHead, 'digest' | 'templates' | 'pieces'>,
	reading: Reading,
	clock: Instant,
	desk: { site: Site; keys: KeyRing },
): Letter {
	return readBatch(pressOf(plan, desk).print([reading], clock).bytes)[0]!;
}
