import type { Resend } from 'resend';

/** What an account at Resend says, or why it does not: a key that may only send, no network; `dead`: the key opens nothing. */
export type Seen<Value> =
	| { readonly kind: 'seen'; readonly value: Value }
	| { readonly kind: 'unseen'; readonly why: string; readonly dead?: boolean };

/** A domain at Resend. `open` names records that the DNS does not have yet, `TXT send`. */
export interface AccountDomain {
	readonly name: string;
	readonly status: string;
	readonly open: readonly string[];
	/** The host of the return path, `send`, where the owner chose it. */
	readonly returnPath: string | undefined;
	/** Pixels, or links that lead through Resend. */
	readonly tracks: boolean;
}

/** An endpoint that Resend tells what became of letters. */
export interface AccountWebhook {
	readonly endpoint: string;
	readonly enabled: boolean;
	readonly events: readonly string[];
}

/** What a key with full access lets us look at; nothing is changed. */
export interface Account {
	domain(name: string): Promise<Seen<AccountDomain | undefined>>;
	webhooks(): Promise<Seen<readonly AccountWebhook[]>>;
}

/** Milliseconds to wait for each answer. */
const PATIENCE = 10_000;

/** The account of a key. */
export function openAccount({ apiKey, baseUrl }: { apiKey: string; baseUrl?: string | undefined }): Account {
	let opened: Promise<Resend> | undefined;
	const open = () =>
		(opened ??= import('resend').then(({ Resend }) => new Resend(apiKey, baseUrl ? { baseUrl } : {})));
	const options = () => ({ signal: AbortSignal.timeout(PATIENCE) });
	return {
		async domain(name) {
			const { domains } = await open();
			const list = await domains.list({ limit: 100 }, options());
			if (!list.data) return unseen(list.error);
			const mine = list.data.data.find((domain) => domain.name === name);
			if (!mine) return { kind: 'seen', value: undefined };
			const { data, error } = await domains.get(mine.id, options());
			if (!data) return unseen(error);
			const records = data.records ?? [];
			return {
				kind: 'seen',
				value: {
					name,
					status: data.status,
					open: records
						.filter(({ status }) => status !== 'verified')
						.map(({ type, name: host }) => `${type} ${host}`),
					returnPath: records.find(({ record, type }) => record === 'SPF' && type === 'TXT')?.name,
					tracks: Boolean(data.open_tracking) || Boolean(data.click_tracking),
				},
			};
		},
		async webhooks() {
			const { webhooks } = await open();
			const { data, error } = await webhooks.list({ limit: 100 }, options());
			if (!data) return unseen(error);
			return {
				kind: 'seen',
				value: data.data.map(({ endpoint, status, events }) => ({
					endpoint,
					enabled: status === 'enabled',
					events: events ?? [],
				})),
			};
		},
	};
}

function unseen(error: { name: string; message: string } | null): Seen<never> {
	if (error?.name === 'restricted_api_key') return { kind: 'unseen', why: 'the key may only send' };
	const dead = /^(invalid|suspended|missing)_api_key$/.test(error?.name ?? '');
	return { kind: 'unseen', why: (error?.message ?? 'no answer').replace(/[.\s]+$/, ''), dead };
}
