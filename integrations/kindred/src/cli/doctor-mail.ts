import type { Finding } from '../base/finding.ts';
import type { Site } from '../base/site.ts';
import type { Environment } from '../config.ts';
import { openAccount } from '../mail/account.ts';
import { checkDkim } from '../mail/dkim.ts';
import { checkDmarc } from '../mail/dmarc.ts';
import { doubting, openDns, type Dns } from '../mail/dns.ts';
import { checkSpf } from '../mail/spf.ts';
import { domainAtResend, webhookAtResend } from './doctor-account.ts';

/** What the checks of mail look at. */
export interface MailCase {
	readonly site: Site;
	readonly env: Environment;
	/** Default: the DNS as this machine reaches it. */
	readonly dns?: Dns | undefined;
}

/** How letters leave, by the same variables that decide it (`openMailer`). */
export function carrierOf(env: Environment): 'resend' | 'smtp' | 'outbox' {
	if (env.RESEND_API_KEY?.trim()) return 'resend';
	return env.KINDRED_SMTP?.trim() ? 'smtp' : 'outbox';
}

/** Domains set aside for examples and for machines without a name (RFC 2606, RFC 6761). */
const nobodys = /(^|\.)(example(\.(com|net|org))?|test|invalid|localhost|local)$/;

/** Would the letters of this site be believed where they arrive, and would answers and bounces come back? */
export async function mailFindings({ site, env, dns = doubting(openDns()) }: MailCase): Promise<Finding[]> {
	const carrier = carrierOf(env);
	const domain = site.from.email.split('@')[1]!.toLowerCase();
	if (carrier === 'outbox') {
		return [
			{
				about: 'carrier',
				verdict: 'warn',
				text: 'No carrier is set: letters become files in .kindred/outbox, and nobody gets one.',
				hint: 'Set RESEND_API_KEY or KINDRED_SMTP; docs/mail.md says how.',
			},
		];
	}
	const carried: Finding = {
		about: 'carrier',
		verdict: 'ok',
		text: `Letters leave through ${carrier === 'resend' ? 'Resend' : 'a mail server'}, from ${site.from.email}.`,
	};
	if (nobodys.test(domain)) {
		const text = `\`from\` is ${site.from.email}, and ${domain} is a name for examples.`;
		return [
			{
				about: 'carrier',
				verdict: 'fail',
				text,
				hint: 'Write an address of your own domain in astro.config.mjs.',
			},
		];
	}
	if (carrier === 'smtp') {
		const checks = [
			checkSpf({ name: domain }, dns),
			checkDkim(domain, undefined, dns),
			checkDmarc(domain, domain, dns),
		];
		return [carried, ...(await Promise.all([...checks, replyAddress(site, dns)]))];
	}
	const account = openAccount({ apiKey: env.RESEND_API_KEY!.trim(), baseUrl: env.RESEND_BASE_URL?.trim() });
	const { finding, known } = await domainAtResend(domain, account);
	const returnPath = pathOf(known?.returnPath ?? 'send', domain);
	const checks = [
		checkSpf({ name: returnPath, include: 'amazonses.com' }, dns),
		checkDkim(domain, 'resend', dns),
		checkDmarc(domain, returnPath, dns),
		replyAddress(site, dns),
		webhookAtResend(site, env, account),
	];
	return [carried, ...finding, ...(await Promise.all(checks))];
}

/** Resend names hosts from the registered domain on, so `send.letters` belongs to `letters.example.com`. */
function pathOf(host: string, domain: string): string {
	const labels = host.toLowerCase().split('.');
	return `${labels[0]}.${domain}`;
}

async function replyAddress({ inbound, from }: Site, dns: Dns): Promise<Finding> {
	const about = 'answers';
	if (!inbound) {
		return {
			about,
			verdict: 'warn',
			text: `Answers go to ${from.email}, and which letter they answer has to be guessed.`,
			hint: 'Set `inbound` in astro.config.mjs to a mailbox that takes plus tags; docs/replies.md says how.',
		};
	}
	const [local, domain] = inbound.split('@') as [string, string];
	const answer = await dns.mx(domain);
	if (answer.kind === 'unknown')
		return {
			about,
			verdict: 'unknown',
			text: `The DNS did not answer about ${domain} (${answer.why}).`,
			hint: 'Try again when you are online.',
		};
	// A null MX (RFC 7505) says that a domain takes no mail.
	const servers =
		answer.kind === 'found' ? answer.records.filter(({ exchange }) => exchange.replace('.', '')) : [];
	if (!servers.length) {
		return {
			about,
			verdict: 'fail',
			text: `No mail server takes mail for ${domain}, so answers to ${inbound} come back to their writers.`,
			hint: `Add the MX record that your mailbox's provider names for ${domain}.`,
		};
	}
	return {
		about,
		verdict: 'ok',
		text: `${domain} takes mail at ${servers[0]!.exchange}.`,
		hint: `Whether it takes plus tags only a mail shows: write to ${local}+test@${domain} and see it arrive.`,
	};
}
