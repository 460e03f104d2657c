import { planReminders, remind, type Reminding } from '../event/index.ts';
import { clockIn } from '../base/time.ts';
import { eventNamed } from './event-named.ts';
import { count, printable } from './io.ts';
import { environmentOf, type Desk } from './open.ts';
import type { Call } from './verbs.ts';
import { refuseWrongClock } from './wrong-clock.ts';

export const remindUsage = `kindred event remind <id> [--send] [--json]   who is reminded when; --send: what is due goes out now, as
                                             \`kindred sync\` and the running site do by themselves
`;

/** The options of `kindred event remind`. */
export const remindOptions = { send: { type: 'boolean' }, json: { type: 'boolean' } } as const;

const states: Readonly<Record<Reminding['state'], string>> = {
	sent: 'has been sent',
	due: 'is due now',
	later: 'will go out',
	passed: 'is left out: its time has passed',
	fresh: 'is left out: the letter about the seat was fresh',
	unreachable: 'is left out: mail to them comes back, or is not wanted',
};

/** `kindred event remind`: shows the reminders of an event; with `--send`, sends those that are due. */
export async function remindGuests(
	desk: Desk,
	{ io, json, words, send }: Call<typeof remindOptions>,
): Promise<number> {
	const { group, status } = eventNamed(desk, words[0]!);
	if (send) refuseWrongClock(desk, environmentOf(desk.root, io.env));
	const sent = send ? await remind(group, desk) : [];
	const plan = await planReminders(group, desk);
	if (json) {
		const rows = plan.map(({ guest: { name, email }, ...reminder }) => ({ ...reminder, name, email }));
		io.stdout(`${JSON.stringify({ event: group, sent, reminders: rows }, null, '\t')}\n`);
		return 0;
	}
	if (send) io.stdout(sent.length ? `${count(sent.length, 'guest')} reminded.\n` : 'Nothing is due.\n');
	if (status !== 'scheduled') io.stdout(`Nobody is reminded: the event is ${status}.\n`);
	else if (!plan.length) io.stdout('Nobody is reminded: nobody has a seat, or there are no reminders.\n');
	else io.stdout(lines(plan, desk));
	return 0;
}

/** The reminders by their moment, and under each what becomes of it for whom. */
function lines(plan: readonly Reminding[], { site }: Desk): string {
	const moments = [...Map.groupBy(plan, ({ due, duration }) => `${due} ${duration}`).values()];
	return moments
		.map((reminders) => {
			const [{ due, duration }] = reminders as [Reminding];
			const fates = [...Map.groupBy(reminders, ({ state }) => state)].map(
				([state, some]) =>
					`  ${states[state]}: ${some.map(({ guest }) => guest.name || guest.email).join(', ')}\n`,
			);
			return `${clockIn(due, site.zone)}  ${duration} before\n${printable(fates.join(''))}`;
		})
		.join('');
}
