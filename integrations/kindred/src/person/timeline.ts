import type { Interaction } from './person.ts';

/** One line of somebody's story, for a terminal or a page. */
export interface Told {
	readonly at: string;
	readonly kind: string;
	/** The title of what it was about, or its name when it has none. */
	readonly about?: string | undefined;
	/** One line more: the first words of a reply, the wording of a consent. */
	readonly detail: string;
}

/** Somebody's story, oldest first. `titleOf` knows what posts, events and digests are called. */
export function tellTimeline(
	past: readonly Interaction[],
	titleOf: (subject: string) => string | undefined = () => undefined,
): Told[] {
	return past
		.toSorted((a, b) => (a.at === b.at ? a.id - b.id : a.at < b.at ? -1 : 1))
		.map(({ at, kind, subject, detail }) => ({
			at,
			kind,
			about: subject && (titleOf(subject) ?? subject),
			detail: tell(detail),
		}));
}

/** The most a terminal line has room for. */
const MAX_DETAIL = 120;

/** The plain values of a detail as `key: value`, in their order; a text that stands alone needs no key. */
function tell(detail: Interaction['detail']): string {
	const said = Object.entries(detail).filter(
		([, value]) => value !== undefined && value !== null && String(value) !== '',
	);
	const line = said
		.map(([key, value]) => (key === 'text' ? oneLine(value) : `${key}: ${oneLine(value)}`))
		.join(' · ');
	return line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL - 1)}…` : line;
}

function oneLine(value: unknown): string {
	const text = Array.isArray(value)
		? value.join(', ')
		: typeof value === 'object'
			? JSON.stringify(value)
			: String(value);
	return text.replace(/\s+/g, ' ').trim();
}
