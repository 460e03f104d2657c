/** What can be ahead or over. `start` is the wall clock of its place, or a day. */
interface Dated {
	readonly start: string;
}

/**
 * Events still ahead, the next one first, and those that are over, the last one first. An event counts as ahead until the end
 * of its day, seen from the zone farthest behind UTC (12 hours), since a page that was built cannot know more exactly.
 */
export function comingEvents<T extends Dated>(events: readonly T[], now: Date): { coming: T[]; past: T[] } {
	const today = new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10);
	const sorted = [...events].sort((a, b) => a.start.localeCompare(b.start));
	const isAhead = (event: Dated) => event.start.slice(0, 10) >= today;
	return { coming: sorted.filter(isAhead), past: sorted.filter((event) => !isAhead(event)).reverse() };
}
