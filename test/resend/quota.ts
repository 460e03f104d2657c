import { failed, type Answer } from './answer.ts';

/** Letters an account may send and receive: each To, Cc and Bcc counts, and so does each mail that comes in. */
export interface Quota {
	daily?: number | undefined;
	monthly?: number | undefined;
}

export interface Meter {
	/** A 429 where `count` more do not fit; else they are counted. */
	spend(count: number): Answer | undefined;
	received(): void;
	set(quota: Quota): void;
	/** What is used: `x-resend-monthly-quota`, and `x-resend-daily-quota` on plans with such a limit. */
	headers(): Record<string, string>;
	usage(): unknown;
	reset(): void;
}

/** Days and months of UTC. */
export function createMeter(now: () => number, quota: Quota = {}): Meter {
	let limits = quota;
	const used = { daily: { period: '', sent: 0, received: 0 }, monthly: { period: '', sent: 0, received: 0 } };
	const current = (span: 'daily' | 'monthly') => {
		const period = new Date(now()).toISOString().slice(0, span === 'daily' ? 10 : 7);
		if (used[span].period !== period) used[span] = { period, sent: 0, received: 0 };
		return used[span];
	};
	const total = (span: 'daily' | 'monthly') => current(span).sent + current(span).received;
	const resets = (span: 'daily' | 'monthly') => {
		const date = new Date(now());
		const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
		return new Date(
			span === 'daily' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1),
		).toISOString();
	};
	const usage = (span: 'daily' | 'monthly') => ({
		used: total(span),
		limit: limits[span] ?? null,
		sent: current(span).sent,
		received: current(span).received,
		resets_at: resets(span),
	});

	return {
		spend(count) {
			for (const span of ['daily', 'monthly'] as const) {
				if (total(span) + count > (limits[span] ?? Infinity))
					return failed(429, `${span}_quota_exceeded`, `You have reached your ${span} email sending quota.`);
			}
			current('daily').sent += count;
			current('monthly').sent += count;
			return undefined;
		},
		received() {
			current('daily').received++;
			current('monthly').received++;
		},
		set: (next) => void (limits = { ...limits, ...next }),
		headers: () => ({
			...(limits.daily === undefined ? {} : { 'x-resend-daily-quota': String(total('daily')) }),
			'x-resend-monthly-quota': String(total('monthly')),
		}),
		usage: () => ({ daily: usage('daily'), monthly: usage('monthly') }),
		reset: () => void (used.daily.period = used.monthly.period = ''),
	};
}
