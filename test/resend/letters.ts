import { hash, randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { recipientsOf, type EmailPayload, type TakenEmail } from './emails.ts';

/** How much of a letter is kept: all; a hash instead of its bodies; or neither these nor its headers. */
export type Keep = 'bodies' | 'hashes' | 'recipients';

/** The letters that were taken, oldest first, and how often each address was written to. */
export interface Letters {
	readonly all: TakenEmail[];
	readonly perRecipient: Map<string, number>;
	byId(id: string): TakenEmail | undefined;
	/** Makes letters of good payloads; they are not taken before `add`. */
	make(payloads: readonly EmailPayload[], key: string | undefined): TakenEmail[];
	add(letters: readonly TakenEmail[]): void;
	clear(): void;
}

export function createLetters(clock: Clock, keep: Keep = 'bodies'): Letters {
	const all: TakenEmail[] = [];
	const byId = new Map<string, TakenEmail>();
	const perRecipient = new Map<string, number>();

	function reduce(payload: EmailPayload): EmailPayload & { hash?: string } {
		if (keep === 'bodies') return payload;
		const { html, text, attachments: _, headers, ...rest } = payload;
		if (keep === 'recipients') return rest;
		return {
			...rest,
			...(headers && { headers }),
			hash: hash('sha256', `${text ?? ''}\0${html ?? ''}`),
		};
	}

	return {
		all,
		perRecipient,
		byId: (id) => byId.get(id),
		make(payloads, key) {
			const created_at = new Date(clock.now()).toISOString();
			return payloads.map((payload) => {
				const id = randomUUID();
				const message_id = `<${id}@standin.example>`;
				return { ...reduce(payload), id, key, created_at, message_id, last_event: 'sent' };
			});
		},
		add(letters) {
			for (const letter of letters) {
				all.push(letter);
				byId.set(letter.id, letter);
				for (const to of recipientsOf(letter)) perRecipient.set(to, (perRecipient.get(to) ?? 0) + 1);
			}
		},
		clear() {
			all.length = 0;
			byId.clear();
			perRecipient.clear();
		},
	};
}
