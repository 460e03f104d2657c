import type { Finding } from '../base/finding.ts';
import { lostEvents, planEvent, type PlanHouse } from '../event/index.ts';
import { warningInWords } from './event-plan-print.ts';
import { count } from './io.ts';

/** Does what guests were told still stand in the files? Nothing where nobody has to hear of anything. */
export async function eventFindings(house: PlanHouse): Promise<Finding[]> {
	const about = 'events';
	const found: Finding[] = [];
	for (const group of new Set(house.snapshot.events.map((event) => event.group))) {
		const plan = await planEvent(group, house);
		const mails = plan?.mails.filter(({ changes }) => changes.length).length ?? 0;
		const dates = plan?.warnings.filter(({ kind }) => kind === 'now-past' || kind === 'was-past') ?? [];
		const hint = `kindred event plan ${group}`;
		if (mails) {
			const text = `The file of "${group}" is not what ${count(mails, 'guest')} ${mails === 1 ? 'was' : 'were'} told.`;
			found.push({ about, verdict: 'warn', text, hint });
		}
		for (const warning of dates)
			found.push({ about, verdict: 'warn', text: `Of "${group}" ${warningInWords(warning)}`, hint });
	}
	for (const { event, guests } of await lostEvents(house)) {
		const text = `${count(guests, 'guest')} ${guests === 1 ? 'was' : 'were'} told of "${event}", and its file is gone or a draft.`;
		const again = `Bring it back with \`status: cancelled\`, then: kindred event plan ${event}`;
		found.push({ about, verdict: 'warn', text, hint: again });
	}
	return found;
}
