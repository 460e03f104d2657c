import { lookUp, phaseOf, whenInWords, type Glance } from '../event/index.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const listUsage = `kindred event list [--series] [--json]       what is to come and what is over, with seats and queue;
                                             --series: by what they have in common
`;

/** The options of `kindred event list`. */
export const listOptions = { series: { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** `kindred event list`. */
export async function list(desk: Desk, { io, json, series }: Call<typeof listOptions>): Promise<number> {
	const groups = [...new Set(desk.snapshot.events.map(({ group }) => group))];
	const found = await Promise.all(groups.map((group) => lookUp(group, undefined, desk)));
	const faded = await desk.store.fading.fadedAt();
	const rows = found.flatMap((one) => (one ? [rowOf(one, faded, desk)] : []));
	if (json) io.stdout(`${JSON.stringify(rows, null, '\t')}\n`);
	else if (!rows.length) io.stdout('No events yet. Write one into content/events/.\n');
	else if (series) io.stdout(bySeries(rows));
	else io.stdout(rows.map(linesOf).join(''));
	return 0;
}

function rowOf({ event, taken, waiting }: Glance, faded: ReadonlyMap<string, string>, { now }: Desk) {
	const { group, title, status, capacity, instants, lang, series } = event;
	return {
		id: group,
		title,
		series,
		when: whenInWords(event, lang),
		start: instants.start,
		phase: phaseOf(event, now()),
		status,
		capacity,
		taken,
		waiting,
		/** When what its guests said was erased. */
		faded_at: faded.get(group),
	};
}
type Row = ReturnType<typeof rowOf>;

function linesOf({ id, title, when, phase, status, capacity, taken, waiting }: Row): string {
	const state = status === 'scheduled' ? phase : status;
	return `${id}  ${title}\n  ${when}  ${state}\n  ${taken} of ${capacity ?? 'any number of'} seats taken, ${waiting} waiting\n`;
}

/** The events of each series under its name, and those of none at the end. */
function bySeries(rows: readonly Row[]): string {
	const named = rows.filter((row) => row.series !== undefined);
	const groups = [...Map.groupBy(named, ({ series }) => series!)].sort(([a], [b]) => (a < b ? -1 : 1));
	const alone = rows.filter((row) => row.series === undefined);
	const all = [...groups, ...(alone.length ? [['in no series', alone] as const] : [])];
	return all.map(([name, some]) => `${name}\n${indent(some.map(linesOf).join(''))}`).join('\n');
}

const indent = (text: string) => text.replaceAll(/^(?=.)/gm, '  ');
