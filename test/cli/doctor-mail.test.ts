import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailFindings } from '../../integrations/kindred/src/cli/doctor-mail.ts';
import { openDns } from '../../integrations/kindred/src/mail/dns.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import { serveDns, type DnsServer, type Zone } from '../dns/server.ts';
import { domainOf, startResend, webhookSecret, type ResendStandIn } from '../resend/server.ts';
import { site as table } from '../site.ts';

const site: Site = {
	...table,
	url: 'https://longtable.blog',
	from: { name: 'Ada', email: 'ada@longtable.blog' },
	inbound: 'letters@in.longtable.blog',
};
const hook = 'https://longtable.blog/kindred/webhook/';
const events = ['delivered', 'delivery_delayed', 'bounced', 'complained', 'failed', 'suppressed'].map(
	(name) => `email.${name}`,
);
const secret = webhookSecret();
const zone: Zone = {
	'send.longtable.blog': {
		txt: ['v=spf1 include:amazonses.com ~all'],
		mx: ['10 feedback-smtp.us-east-1.amazonses.com'],
	},
	'resend._domainkey.longtable.blog': { txt: ['p=MIGf'] },
	'_dmarc.longtable.blog': { txt: ['v=DMARC1; p=none'] },
	'in.longtable.blog': { mx: ['10 inbound-smtp.us-east-1.amazonaws.com'] },
};

let resend: ResendStandIn;
let server: DnsServer | undefined;
beforeEach(async () => {
	resend = await startResend({
		keys: { re_full: 'full', re_send: 'sending' },
		domains: [domainOf('longtable.blog'), domainOf('new.blog', { status: 'pending' })],
	});
});
afterEach(async () => {
	await resend.close();
	await server?.close();
	server = undefined;
});

/** What was found, by what it is about: `{ SPF: 'ok' }`, and the sentences. */
async function look(
	change: { site?: Partial<Site>; env?: Record<string, string | undefined>; zone?: Zone } = {},
) {
	await server?.close();
	server = await serveDns(change.zone ?? zone);
	const env = {
		RESEND_API_KEY: 're_full',
		RESEND_BASE_URL: resend.url,
		RESEND_WEBHOOK_SECRET: secret,
		...change.env,
	};
	const findings = await mailFindings({
		site: { ...site, ...change.site },
		env,
		dns: openDns(server.servers),
	});
	const verdicts = Object.fromEntries(findings.map(({ about, verdict }) => [about, verdict]));
	return { verdicts, said: findings.map(({ text, hint }) => `${text} ${hint ?? ''}`).join('\n') };
}

describe('a domain at Resend', () => {
	it('that is set up in full is well in every respect', async () => {
		resend.hooks.add(hook, events);
		const { verdicts } = await look();
		expect(verdicts).toEqual({
			carrier: 'ok',
			domain: 'ok',
			SPF: 'ok',
			DKIM: 'ok',
			DMARC: 'ok',
			answers: 'ok',
			webhook: 'ok',
		});
	});
	it('is judged by the DNS where the key may only send', async () => {
		const { verdicts } = await look({ env: { RESEND_API_KEY: 're_send' } });
		expect(verdicts).toMatchObject({ domain: 'unknown', SPF: 'ok', DKIM: 'ok', webhook: 'unknown' });
	});
	it('that is not verified, or not there at all, fails and says what is missing', async () => {
		const pending = await look({ site: { from: { name: '', email: 'ada@new.blog' } } });
		expect([pending.verdicts['domain'], pending.said]).toEqual([
			'fail',
			expect.stringContaining('TXT resend._domainkey'),
		]);
		expect((await look({ site: { from: { name: '', email: 'ada@gmail.com' } } })).verdicts).toMatchObject({
			domain: 'fail',
			DKIM: 'fail',
		});
	});
	it('with a key that is no key fails', async () => {
		expect((await look({ env: { RESEND_API_KEY: 're_none' } })).verdicts).toMatchObject({ domain: 'fail' });
	});
	it('that counts opens is told on', async () => {
		await resend.close();
		resend = await startResend({ domains: [domainOf('longtable.blog', { open_tracking: true })] });
		expect((await look()).verdicts).toMatchObject({ domain: 'ok', pixels: 'warn' });
	});
	it('cannot be judged without a network, and does not fail for it', async () => {
		await resend.close();
		const findings = await mailFindings({
			site,
			env: { RESEND_API_KEY: 're_full', RESEND_BASE_URL: resend.url, RESEND_WEBHOOK_SECRET: secret },
			dns: openDns(['127.0.0.1:9']),
		});
		expect(findings.map(({ about, verdict }) => [about, verdict])).toEqual([
			['carrier', 'ok'],
			['domain', 'unknown'],
			['SPF', 'unknown'],
			['DKIM', 'unknown'],
			['DMARC', 'unknown'],
			['answers', 'unknown'],
			['webhook', 'unknown'],
		]);
		resend = await startResend();
	});
});

describe('the webhook', () => {
	it.each<[string, () => void, RegExp]>([
		['is not there', () => {}, /tells nothing/],
		[
			'is turned off',
			() => Object.assign(resend.hooks.add(hook, events), { status: 'disabled' }),
			/tells nothing/,
		],
		[
			'leads to the address that redirects',
			() => resend.hooks.add(hook.slice(0, -1), events),
			/redirected is lost/,
		],
		[
			'tells of bounces alone',
			() => resend.hooks.add(hook, ['email.bounced']),
			/does not tell .* email\.complained/,
		],
	])('that %s is a warning', async (_name, set, text) => {
		set();
		const { verdicts, said } = await look();
		expect([verdicts['webhook'], said]).toEqual(['warn', expect.stringMatching(text)]);
	});
	it('without a secret is a warning, with a wrong one it fails, and two are fine', async () => {
		resend.hooks.add(hook, events);
		const with_ = async (RESEND_WEBHOOK_SECRET?: string) =>
			(await look({ env: { RESEND_WEBHOOK_SECRET } })).verdicts['webhook'];
		expect([await with_(), await with_('re_full'), await with_(`${secret}, ${webhookSecret()}`)]).toEqual([
			'warn',
			'fail',
			'ok',
		]);
	});
});

describe('answers', () => {
	it('that no server takes fail; that nobody asked for are a warning', async () => {
		const { 'in.longtable.blog': _gone, ...rest } = zone;
		expect((await look({ zone: rest })).verdicts['answers']).toBe('fail');
		expect(
			(await look({ zone: { ...rest, 'in.longtable.blog': { mx: ['0 .'] } } })).verdicts['answers'],
		).toBe('fail');
		expect((await look({ site: { inbound: undefined } })).verdicts['answers']).toBe('warn');
	});
	it('that arrive say how to try plus tags', async () => {
		expect((await look()).said).toContain('write to letters+test@in.longtable.blog');
	});
});

describe('another carrier', () => {
	const none = { RESEND_API_KEY: undefined, RESEND_BASE_URL: undefined };

	it('a mail server is judged by the domain itself', async () => {
		const own: Zone = {
			...zone,
			'longtable.blog': { txt: ['v=spf1 mx ~all'] },
			'dkim._domainkey.longtable.blog': { txt: ['v=DKIM1; p=MIGf'] },
		};
		const { verdicts } = await look({
			env: { ...none, KINDRED_SMTP: 'smtp://mail.longtable.blog' },
			zone: own,
		});
		expect(verdicts).toEqual({ carrier: 'ok', SPF: 'ok', DKIM: 'ok', DMARC: 'ok', answers: 'ok' });
	});
	it('the outbox is a warning, and asks nobody anything', async () => {
		expect((await look({ env: none })).verdicts).toEqual({ carrier: 'warn' });
		expect(server!.asked).toEqual([]);
	});
	it('from an address for examples fails', async () => {
		expect((await look({ site: { from: { name: '', email: 'hello@example.com' } } })).verdicts).toEqual({
			carrier: 'fail',
		});
	});
});
