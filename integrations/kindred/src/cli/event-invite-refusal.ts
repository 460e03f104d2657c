import { KindredError } from '../base/error.ts';
import { lastMoment, momentInWords, type KindredEvent, type LeftOut, type Rest } from '../event/index.ts';

/** Why a list invites nobody; nothing where that is no fault. */
export function whyNobody(
	event: KindredEvent,
	rest: Rest,
	step: 'look' | 'approve' | 'send',
): KindredError | undefined {
	const { group, zone } = event;
	const again = `kindred event invite ${group}`;
	const last = momentInWords(lastMoment(event), zone, 'en');
	switch (rest) {
		case 'closed':
			return new KindredError(
				`The event "${group}" takes no new guests.`,
				'Look at its `status`, its `deadline` and `rsvp`.',
			);
		case 'too-late':
			return new KindredError(
				`Less than a day would be left to answer: invitations to "${group}" end at ${last} at the latest.`,
				`Give a later \`--until\`, or ask people yourself and enter who comes: kindred event add ${group} <address>`,
			);
		case 'nobody-left':
			return step === 'look'
				? undefined
				: new KindredError('Nobody is left on the list to be invited.', `Put people on it first: ${again}`);
		case 'no-seat':
			return step !== 'send'
				? undefined
				: new KindredError(
						'No seat is free, so nobody was invited.',
						`The list rolls on when one is: ${again}`,
					);
		default:
			return new KindredError(
				rest === 'not-approved'
					? `You have not said yes to the list of "${group}".`
					: `The list of "${group}", its terms or the event have changed since you said yes.`,
				`Look at it, then: ${again} --approve`,
			);
	}
}

/** Why somebody who was added by hand is not put on the list. */
export function whyNot(why: LeftOut, who: string, group: string): KindredError {
	const [message, hint] = refusals[why](who, group);
	return new KindredError(message, `${hint} Nobody was added.`);
}

const refusals: Readonly<Record<LeftOut, (who: string, group: string) => readonly [string, string]>> = {
	left: (who) => [
		`${who} has asked not to be written to any more.`,
		'Ask them yourself, if you know them well.',
	],
	unreachable: (who) => [
		`Mail to ${who} comes back, or was called spam.`,
		'Ask them for another address: `kindred person show` tells what happened.',
	],
	answered: (who, group) => [
		`${who} has an answer or a place in "${group}" already.`,
		`See it with \`kindred event guests ${group}\`.`,
	],
	stranger: (who) => [
		`${who} has never written to you, answered or come, and did not subscribe.`,
		'If they know you and expect a letter, add `--known`.',
	],
};
