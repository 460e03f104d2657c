import type { Site } from '../base/site.ts';
import { writeLetter, type Letter } from '../base/letter.ts';
import type { SlotValue } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import { leaveUrl } from '../person/index.ts';
import { pieceKey, type Plan, type Reading } from './plan.ts';

/**
 * One reader's letter. It depends on nothing but the plan, the reading, the keys and the frozen clock, so the same bytes can
 * be made again for a retry.
 */
export function letterFor(
	plan: Plan,
	reading: Reading,
	clock: Instant,
	{ site, keys }: { site: Site; keys: KeyRing },
): Letter {
	const compiled = plan.templates[reading.lang]!;
	const leave = leaveUrl(reading.person, clock, { site, keys });
	const values: Record<string, SlotValue> = { 'leave-url': leave };
	for (const { slot } of compiled.picks) {
		const pieces = (reading.picks[slot] ?? []).map(({ post }) => plan.pieces[pieceKey(reading.lang, post)]!);
		values[slot] = {
			html: pieces.map(({ html }) => html).join('\n'),
			text: pieces.map(({ text }) => text).join('\n\n'),
		};
	}
	const letter = writeLetter(
		compiled.template,
		values,
		{
			to: { name: reading.name, email: reading.email },
			about: { person: reading.person, thing: `digest:${plan.digest}` },
			leave,
			stream: 'digest',
		},
		{ site, keys },
	);
	return letter;
}
