import type { Clock } from './clock.ts';
import { recipientsOf, type LastEvent, type TakenEmail } from './emails.ts';
import type { HookEvent, Hooks } from './hooks.ts';
import type { ReceivedEmail } from './receiving.ts';
import { draw, type Spread } from './spread.ts';
import type { Suppressions } from './suppressions.ts';

/** How a letter ends. `nothing`: it was sent, and no more is heard of it. */
export type Fate = Exclude<LastEvent, 'sent'> | 'nothing';

/** What an event can say beyond its kind. */
export interface EventDetail {
	bounce?: { type: 'Permanent' | 'Transient' | 'Undetermined'; subType: string; message: string };
	failed?: { reason: string };
	suppressed?: { type: string; message: string };
}

/** Details as Resend's own examples show them. */
const usual: EventDetail = {
	bounce: {
		type: 'Permanent',
		subType: 'General',
		message: 'The recipient’s email address does not exist (550 5.1.1).',
	},
	failed: { reason: 'reached_daily_quota' },
	suppressed: {
		type: 'OnAccountSuppressionList',
		message:
			'Resend has suppressed sending to this address because it is on the account-level suppression list.',
	},
};

/** Addresses that always end the same way, `bounced+label@resend.dev` too (Resend, send test emails). */
const testAddress = /^(delivered|bounced|complained|suppressed)(?:\+[^@]*)?@resend\.dev$/;

/** What becomes of letters after they were taken, and who is told. */
export function createFates(
	{ clock, hooks, suppressions }: { clock: Clock; hooks: Hooks; suppressions: Suppressions },
	random: () => number,
) {
	const perAddress = new Map<string, Fate>();
	let otherwise: Fate = 'delivered';
	let settle: Spread = 0;

	function fateOf(to: string): Fate {
		if (suppressions.find(to)) return 'suppressed';
		return perAddress.get(to) ?? (testAddress.exec(to)?.[1] as Fate | undefined) ?? otherwise;
	}

	/** Something happens to a letter: it is noted, told to the endpoints, and a lost address is suppressed. */
	function happen(
		letter: TakenEmail,
		event: LastEvent,
		detail: EventDetail = {},
		delivery: { after?: number; copies?: number } = {},
	): void {
		letter.last_event = event;
		const told = { ...usual, ...detail };
		const [first = ''] = recipientsOf(letter);
		const permanent = event === 'bounced' && told.bounce!.type === 'Permanent';
		if (permanent || event === 'complained') {
			const added = suppressions.add(first, permanent ? 'bounce' : 'complaint', letter.id);
			if (added) hooks.tell(eventOf(clock, 'suppression.added', { ...added }));
		}
		if (!hooks.heard()) return;
		hooks.tell(
			eventOf(clock, `email.${event}`, {
				...about(letter),
				...(event === 'bounced' ? { bounce: told.bounce } : {}),
				...(event === 'failed' ? { failed: told.failed } : {}),
				...(event === 'suppressed' ? { suppressed: told.suppressed } : {}),
			}),
			delivery,
		);
	}

	function later(letter: TakenEmail, event: LastEvent): void {
		const wait = draw(settle, random);
		if (wait > 0) clock.at(clock.now() + wait, () => happen(letter, event));
		else happen(letter, event);
	}

	return {
		happen,
		/** Letters that were just taken go their way. */
		taken(letters: readonly TakenEmail[]): void {
			for (const letter of letters) {
				const fate = fateOf(recipientsOf(letter)[0] ?? '');
				if (fate !== 'suppressed' && fate !== 'failed') happen(letter, 'sent');
				if (fate === 'complained') later(letter, 'delivered');
				if (fate !== 'nothing') later(letter, fate);
			}
		},
		/** A mail came in. */
		received: (mail: ReceivedEmail, delivery: { after?: number; copies?: number } = {}) =>
			hooks.tell(eventOf(clock, 'email.received', aboutReceived(mail)), delivery),
		set(to: string, fate: Fate): void {
			if (to === '*') otherwise = fate;
			else perAddress.set(to.toLowerCase(), fate);
		},
		settle: (spread: Spread) => void (settle = spread),
		clear(): void {
			perAddress.clear();
			otherwise = 'delivered';
		},
	};
}

export type Fates = ReturnType<typeof createFates>;

const eventOf = (clock: Clock, type: string, data: Record<string, unknown>): HookEvent => ({
	type,
	created_at: new Date(clock.now()).toISOString(),
	data,
});

const about = ({ id, message_id, from, to, subject, created_at, tags }: TakenEmail) => ({
	email_id: id,
	message_id,
	from,
	to: [to].flat(),
	subject,
	created_at,
	...(tags ? { tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])) } : {}),
});

const aboutReceived = (mail: ReceivedEmail) => ({
	email_id: mail.id,
	created_at: mail.created_at,
	from: mail.from,
	to: mail.to,
	cc: mail.cc,
	bcc: mail.bcc,
	received_for: mail.received_for,
	message_id: mail.message_id,
	subject: mail.subject,
	attachments: mail.attachments.map(({ size: _, ...attachment }) => attachment),
});
