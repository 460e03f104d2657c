import type { ExclusionReason } from './audience.ts';
import type { PlanCounts, Reading } from './plan.ts';

/** Counts a plan while it is made. */
export class Tally {
	readonly #excluded: Partial<Record<ExclusionReason, number>> = {};
	readonly #languages = new Map<string, { variants: Set<string>; bytes: number[] }>();

	exclude(reason: ExclusionReason): void {
		this.#excluded[reason] = (this.#excluded[reason] ?? 0) + 1;
	}

	include(lang: string, items: Reading['items'], bytes: number): void {
		if (!this.#languages.has(lang)) this.#languages.set(lang, { variants: new Set(), bytes: [] });
		const counted = this.#languages.get(lang)!;
		counted.variants.add(Object.values(items).join('|'));
		counted.bytes.push(bytes);
	}

	counts(): PlanCounts {
		const languages = [...this.#languages].sort(([a], [b]) => (a < b ? -1 : 1));
		return {
			readers: languages.reduce((sum, [, { bytes }]) => sum + bytes.length, 0),
			excluded: this.#excluded,
			languages: Object.fromEntries(
				languages.map(([lang, { variants, bytes }]) => {
					const sorted = Float64Array.from(bytes).sort();
					const p50 = sorted[Math.floor((sorted.length - 1) / 2)]!;
					return [
						lang,
						{ readers: bytes.length, variants: variants.size, bytes: { p50, max: sorted.at(-1)! } },
					];
				}),
			),
		};
	}
}
