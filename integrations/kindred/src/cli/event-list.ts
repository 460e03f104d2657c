import { lookUp, phaseOf, whenInWords } from '../event/index.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const listUsage = `kindred event list [--json]                  what is to come and what is over, with seats and queue
`;

/** `kindred event list`. */
export async function list(
	desk: Desk,
	{ io, json }: Call<{ readonly json: { type: 'boolean' } }>,
): Promise<number> {
	const groups = [...new Set(desk.snapshot.events.map(({ group }) => group))];
	const found = await Promise.all(groups.map((group) => lookUp(group, undefined, desk)));
	const rows = found.flatMap((one) => {
		if (!one) return [];
		const { event, taken, waiting } = one;
		const { group, title, status, capacity, instants } = event;
		const phase = phaseOf(event, desk.now());
		const when = whenInWords(event, event.lang);
		return [{ id: group, title, when, start: instants.start, phase, status, capacity, taken, waiting }];
	});
	if (json) io.stdout(`${JSON.stringify(rows, null, '\t')}\n`);
	else if (!rows.length) io.stdout('No events yet. Write one into content/events/.\n');
	for (const { id, title, when, phase, status, capacity, taken, waiting } of json ? [] : rows) {
		const state = status === 'scheduled' ? phase : status;
		io.stdout(
			`${id}  ${title}\n  ${when}  ${state}\n  ${taken} of ${capacity ?? 'any number of'} seats taken, ${waiting} waiting\n`,
		);
	}
	return 0;
}
