import { KindredError } from '../base/error.ts';
import { isRehearsal } from './first-send.ts';
import type { Desk } from './open.ts';

/** Whether a letter may be handed over again, or is due, depends on the clock: with one that is wrong, people are mailed twice, or early. */
export function refuseWrongClock(
	{ isRehearsed, mailer }: Pick<Desk, 'isRehearsed' | 'mailer'>,
	env: NodeJS.ProcessEnv,
): void {
	if (!isRehearsed || mailer.name !== 'resend' || isRehearsal(env)) return;
	throw new KindredError(
		'`--now` is for rehearsals, and RESEND_API_KEY would send real letters.',
		'Leave `--now` out, or take the key away: then letters go to the outbox.',
	);
}
