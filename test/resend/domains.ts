import { failed, ok, page, type Route } from './answer.ts';
import type { Meter } from './quota.ts';
import type { Rate } from './rate.ts';

/** A record the owner has to put into the DNS, as `GET /domains/:id` shows it. */
export interface DomainRecord {
	record: 'SPF' | 'DKIM' | 'Receiving' | 'Tracking';
	name: string;
	type: 'MX' | 'TXT' | 'CNAME';
	value: string;
	ttl: string;
	status: 'pending' | 'verified' | 'failed' | 'temporary_failure' | 'not_started';
	priority?: number;
}

export interface Domain {
	id: string;
	name: string;
	status: 'pending' | 'verified' | 'failed' | 'not_started' | 'partially_verified' | 'partially_failed';
	created_at: string;
	region: 'us-east-1' | 'eu-west-1' | 'sa-east-1' | 'ap-northeast-1';
	capabilities: { sending: 'enabled' | 'disabled'; receiving: 'enabled' | 'disabled' };
	open_tracking: boolean;
	click_tracking: boolean;
	records: DomainRecord[];
}

/** A domain with the records Resend asks for: a return path of its own, a DKIM key, and an MX for mail that comes in. */
export function domainOf(name: string, change: Partial<Omit<Domain, 'name'>> = {}): Domain {
	const { status = 'verified', region = 'us-east-1' } = change;
	const stand = status === 'verified' ? 'verified' : 'pending';
	const record = (
		kind: DomainRecord['record'],
		type: DomainRecord['type'],
		host: string,
		value: string,
		priority?: number,
	): DomainRecord => ({
		record: kind,
		name: host,
		type,
		value,
		ttl: 'Auto',
		status: stand,
		...(priority === undefined ? {} : { priority }),
	});
	return {
		id: `domain-${name}`,
		name,
		status,
		region,
		created_at: '2026-01-01T00:00:00.000Z',
		capabilities: { sending: 'enabled', receiving: 'enabled' },
		open_tracking: false,
		click_tracking: false,
		records: [
			record('SPF', 'MX', 'send', `feedback-smtp.${region}.amazonses.com`, 10),
			record('SPF', 'TXT', 'send', 'v=spf1 include:amazonses.com ~all'),
			record('DKIM', 'TXT', 'resend._domainkey', 'p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7'),
			record('Receiving', 'MX', name, `inbound-smtp.${region}.amazonaws.com`, 10),
		],
		...change,
	};
}

/** `/domains` and `/usage`. */
export function accountRoutes(domains: readonly Domain[], meter: Meter, rate: Rate): Route[] {
	return [
		{
			method: 'GET',
			path: /^\/domains$/,
			answer: ({ query }) =>
				page(
					domains.toReversed().map(({ records: _, ...domain }) => domain),
					query,
				),
		},
		{
			method: 'GET',
			path: /^\/domains\/([^/]+)$/,
			answer(_, [id]) {
				const domain = domains.find((known) => known.id === id);
				return domain ? ok({ object: 'domain', ...domain }) : failed(404, 'not_found', 'Domain not found');
			},
		},
		{
			method: 'GET',
			path: /^\/usage$/,
			answer: () =>
				ok({
					object: 'usage',
					emails: meter.usage(),
					domains: { used: domains.length, limit: null },
					rate_limit: { limit: rate.limit ?? 10, duration: '1s' },
				}),
		},
	];
}
