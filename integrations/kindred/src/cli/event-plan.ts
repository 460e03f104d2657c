import { KindredError } from '../base/error.ts';
import {
	approveEvent,
	hasOtherRules,
	phaseOf,
	planEvent,
	type EventPlan,
	type KindredEvent,
} from '../event/index.ts';
import { eventNamed } from './event-named.ts';
import { planAsJson, printPlan } from './event-plan-print.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const planUsage = `kindred event plan [id] [--approve] [--json]  who has to hear what, because the file is not as they were told;
                                             without an id: of every event. Nothing is sent
`;

/** The options of `kindred event plan`. */
export const planOptions = { approve: { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** `kindred event plan`: the letters a changed event needs; with `--approve`, exactly these may be sent. */
export async function plan(
	desk: Desk,
	{ io, json, words, approve }: Call<typeof planOptions>,
): Promise<number> {
	const [id] = words;
	if (id === undefined && approve)
		throw new KindredError(
			'`--approve` says yes to the plan of one event.',
			'Name it: kindred event plan <id> --approve',
		);
	const planned = await plansOf(desk, id === undefined ? undefined : eventNamed(desk, id));
	if (json) {
		const made = planned.map(({ event, plan: one }) => planAsJson(one, event));
		io.stdout(`${JSON.stringify(id === undefined ? made : made[0], null, '\t')}\n`);
	} else if (!planned.length) io.stdout('No event is to come.\n');
	else io.stdout(planned.map(({ event, plan: one }) => printPlan(one, event)).join('\n'));
	const [first] = planned;
	if (id === undefined || !first) return 0;
	if (approve) await sayYes(first.plan, desk);
	if (!json) io.stdout(nextStep(first.plan, Boolean(approve)));
	return 0;
}

/** The plan of one event, or of all that are to come or have something to be told. */
export async function plansOf(
	desk: Desk,
	only?: KindredEvent,
): Promise<{ readonly event: KindredEvent; readonly plan: EventPlan }[]> {
	const groups = only ? [only.group] : [...new Set(desk.snapshot.events.map(({ group }) => group))];
	const found = [];
	for (const group of groups) {
		const made = await planEvent(group, desk);
		// A draft is known to nobody.
		if (!made) continue;
		const event = eventNamed(desk, group);
		const isOver = phaseOf(event, desk.now()) === 'past';
		if (only || !isOver || made.mails.length || made.warnings.length) found.push({ event, plan: made });
	}
	return found;
}

async function sayYes(made: EventPlan, desk: Desk): Promise<void> {
	if (made.mails.length) return approveEvent(made, desk);
	throw new KindredError(
		`Nobody has to be written to about "${made.event}", so there is nothing to approve.`,
		'When its file changes, plan again.',
	);
}

function nextStep({ event, mails, approved, changes }: EventPlan, isNow: boolean): string {
	const rules = changes.some(({ before, after }) => hasOtherRules(before, after))
		? `Zone rules are those of this machine (tzdata ${process.versions['tz'] ?? 'unknown'}).\n`
		: '';
	if (!mails.length) return rules;
	if (isNow || approved) return `${rules}\nApproved. Send exactly this with: kindred event apply ${event}\n`;
	return `${rules}\nSay yes with: kindred event plan ${event} --approve\n`;
}
