import type { Kysely } from 'kysely';
import type { Tables } from '../../integrations/kindred/src/store/schema.ts';
import { NOW } from './house.ts';

/** A letter of a digest that is on its way, or was. */
export async function deliver(
	db: Kysely<Tables>,
	{
		person,
		digest = '2031-04',
		state,
		providerId = null,
		...more
	}: {
		person: number;
		digest?: string;
		state: 'pending' | 'sent' | 'held' | 'failed' | 'excluded';
		providerId?: string | null;
		chunk?: number | null;
		lang?: string;
		items?: readonly string[];
		at?: string;
		reason?: string | null;
	},
): Promise<void> {
	const { chunk = null, lang = 'en', items = [], at = NOW, reason } = more;
	await db
		.insertInto('delivery')
		.values({
			digest,
			person_id: person,
			chunk_id: chunk,
			seq: chunk === null ? null : 0,
			lang,
			items: JSON.stringify(items),
			state,
			reason: reason ?? (state === 'sent' || state === 'pending' ? null : 'unclear'),
			provider_id: providerId,
			at,
			outcome: null,
			outcome_at: null,
			message_id: null,
		})
		.execute();
}

/** What a test says that Resend tells. `soft`: a bounce that may pass. */
export interface Told {
	type:
		'sent' | 'delivered' | 'delivery_delayed' | 'bounced' | 'soft' | 'complained' | 'failed' | 'suppressed';
	id: string;
	to?: string;
	at?: string;
	messageId?: string;
	tags?: Readonly<Record<string, string>>;
	from?: string;
}

/** The body of a call, as Resend's documentation has it. */
export function wordOf({ type, id, to = 'lin@example.net', at = NOW, messageId, tags, from }: Told): object {
	const bounce = { type: type === 'soft' ? 'Transient' : 'Permanent', message: 'mailbox full' };
	return {
		type: `email.${type === 'soft' ? 'bounced' : type}`,
		created_at: at,
		data: {
			created_at: at.replace('T', ' ').replace('Z', '000+00'),
			email_id: id,
			message_id: messageId,
			from: from ?? 'Ada <ada@example.com>',
			to: [to],
			subject: 'Why groups die',
			tags: tags ?? { stream: 'digest', thing: 'digest-2031-04' },
			...(type === 'soft' || type === 'bounced' ? { bounce } : {}),
			...(type === 'failed' ? { failed: { reason: 'quota' } } : {}),
			...(type === 'suppressed'
				? { suppressed: { type: 'OnAccountSuppressionList', message: 'on the list' } }
				: {}),
		},
	};
}
