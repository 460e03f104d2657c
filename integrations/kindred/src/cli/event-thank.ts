import { join } from 'node:path';
import { KindredError } from '../base/error.ts';
import { planThanks, sendThanks, type KindredEvent, type ThanksPlan } from '../event/index.ts';
import { writePrivately } from '../files/snapshot.ts';
import type { Person } from '../person/index.ts';
import { count, printable, type Io } from './io.ts';
import { environmentOf, type Desk } from './open.ts';
import { refuseWrongClock } from './wrong-clock.ts';

/** What can be asked of `kindred event recap --thank`. */
export interface ThankCall {
	readonly words: readonly string[];
	readonly io: Io;
	readonly say?: string | undefined;
	readonly plan?: string | undefined;
	readonly json?: boolean | undefined;
}

/** `kindred event recap --thank`: shows who would be thanked and how; with the hash of what was shown, sends just that. */
export async function thank(
	desk: Desk,
	{ group }: KindredEvent,
	{ io, say = '', plan: agreed, json }: ThankCall,
): Promise<number> {
	if (agreed !== undefined) refuseWrongClock(desk, environmentOf(desk.root, io.env));
	const plan = (await planThanks(group, say.trim(), desk))!;
	refuseOpenDoor(plan);
	const sent = agreed === undefined ? undefined : await send(plan, agreed, desk);
	if (json) {
		const guests = plan.letters.map(({ guest }) => guest.id);
		const { thanked, hash } = plan;
		io.stdout(`${JSON.stringify({ event: group, hash, guests, thanked, sent }, null, '\t')}\n`);
	} else if (sent) io.stdout(`${count(sent.length, 'guest')} thanked.\n`);
	else io.stdout(await shown(plan, say, desk));
	return 0;
}

function refuseOpenDoor({ event, unaccounted }: ThanksPlan): void {
	if (!unaccounted.length) return;
	throw new KindredError(
		`Of ${printable(names(unaccounted))} nobody has said whether they came to "${event}".`,
		`Note who came, then: kindred event check-in ${event} --done`,
	);
}

async function send(plan: ThanksPlan, agreed: string, desk: Desk): Promise<readonly number[]> {
	if (agreed === plan.hash) return sendThanks(plan, desk);
	throw new KindredError(
		`What would go out is not what you looked at: its plan is ${plan.hash}, not ${printable(agreed)}.`,
		`Look again: kindred event recap ${plan.event} --thank, with the same \`--say\`.`,
	);
}

async function shown({ event, letters, thanked, unreachable, hash }: ThanksPlan, say: string, desk: Desk) {
	const [sample] = letters;
	if (!sample) return thanked ? 'Everybody who came was thanked.\n' : 'Nobody is noted as having come.\n';
	const base = join(desk.root, '.kindred', 'preview', `${event}.thanks`);
	await writePrivately(`${base}.html`, sample.letter.html);
	const words = say ? ` --say '${say.replaceAll("'", `'\\''`)}'` : '';
	return printable(
		[
			`${count(letters.length, 'letter')} to ${names(letters.map(({ guest }) => guest))}`,
			...(thanked ? [`${count(thanked, 'guest')} thanked before`] : []),
			...(unreachable.length
				? [`None to ${names(unreachable)}: mail to them comes back, or is not wanted.`]
				: []),
			`The first of them, also in ${base}.html:`,
			'',
			`Subject: ${sample.letter.subject}`,
			'',
			sample.letter.text.trim(),
			'',
			`To send just this: kindred event recap ${event} --thank${words} --plan ${hash}`,
			'',
		].join('\n'),
	);
}

const names = (people: readonly Person[]) => people.map(({ name, email }) => name || email).join(', ');
