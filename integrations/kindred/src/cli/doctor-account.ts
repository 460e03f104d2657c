import type { Finding } from '../base/finding.ts';
import { absolute, ownPath, type Site } from '../base/site.ts';
import type { Environment } from '../config.ts';
import type { Account, AccountDomain } from '../mail/account.ts';

/** Does Resend take letters from this domain, and does it leave them alone? `known` is what the account says of it. */
export async function domainAtResend(
	name: string,
	account: Account,
): Promise<{ finding: Finding[]; known?: AccountDomain }> {
	const about = 'domain';
	const seen = await account.domain(name);
	if (seen.kind === 'unseen') {
		if (seen.dead) {
			const text = `Resend does not take the key: ${seen.why}.`;
			const hint = 'Make one at resend.com/api-keys and set RESEND_API_KEY.';
			return { finding: [{ about, verdict: 'fail', text, hint }] };
		}
		const text = `Resend did not show ${name}: ${seen.why}.`;
		return {
			finding: [
				{ about, verdict: 'unknown', text, hint: 'Look at resend.com/domains, where it should be verified.' },
			],
		};
	}
	const known = seen.value;
	if (!known) {
		const hint = `Add ${name} at resend.com/domains and copy its records into your DNS.`;
		return {
			finding: [
				{
					about,
					verdict: 'fail',
					text: `Resend does not know ${name}, so it takes no letter from it.`,
					hint,
				},
			],
		};
	}
	const open = known.open.length ? ` Not found yet: ${known.open.join(', ')}.` : '';
	const standing: Finding =
		known.status === 'verified'
			? { about, verdict: 'ok', text: `${name} is verified at Resend.` }
			: {
					about,
					verdict: 'fail',
					text: `${name} is "${known.status}" at Resend, which takes no letter from it.${open}`,
					hint: 'Copy the missing records into your DNS, then press Verify at resend.com/domains.',
				};
	const tracking: Finding = {
		about: 'pixels',
		verdict: 'warn',
		text: `Resend puts ${name}'s letters under watch: opens or clicks are tracked.`,
		hint: 'Turn both off at resend.com/domains; this letter promises its readers that nobody counts.',
	};
	return { finding: known.tracks ? [standing, tracking] : [standing], known };
}

/** What has to be told for bounces and complaints to be heard, and for `status` to be true. */
const events = [
	'email.delivered',
	'email.delivery_delayed',
	'email.bounced',
	'email.complained',
	'email.failed',
	'email.suppressed',
];
const about = 'webhook';

/** Does Resend tell the site what becomes of letters? */
export async function webhookAtResend(site: Site, env: Environment, account: Account): Promise<Finding> {
	const url = absolute(site, ownPath(site, 'webhook/'));
	if (!site.dynamic) {
		return {
			about,
			verdict: 'warn',
			text: 'Without a server nobody tells what became of letters.',
			hint: 'Look at resend.com/emails after sending: who bounced or complained is not taken off the list by itself.',
		};
	}
	const secret = env.RESEND_WEBHOOK_SECRET?.trim();
	if (!secret) {
		return {
			about,
			verdict: 'warn',
			text: 'RESEND_WEBHOOK_SECRET is not set, so bounces and complaints are not heard.',
			hint: `Add ${url} at resend.com/webhooks for all of email.*, and set the secret it shows.`,
		};
	}
	if (!secret.split(/[\s,]+/).every((one) => /^whsec_[A-Za-z0-9+/=]{16,}$/.test(one))) {
		return {
			about,
			verdict: 'fail',
			text: 'RESEND_WEBHOOK_SECRET is no signing secret of Resend.',
			hint: 'Copy it again from resend.com/webhooks: `whsec_…`, two with a comma between while you change it.',
		};
	}
	return endpointAt(url, account);
}

async function endpointAt(url: string, account: Account): Promise<Finding> {
	const seen = await account.webhooks();
	if (seen.kind === 'unseen') {
		const text = `The secret is set; Resend did not show its webhooks: ${seen.why}.`;
		return { about, verdict: 'unknown', text, hint: `There should be one to ${url}.` };
	}
	const bare = (address: string) => address.replace(/\/$/, '');
	const mine = seen.value.find(({ endpoint, enabled }) => enabled && bare(endpoint) === bare(url));
	const warn = (text: string, hint: string): Finding => ({ about, verdict: 'warn', text, hint });
	if (!mine)
		return warn(`Resend tells nothing to ${url}.`, 'Add it at resend.com/webhooks, or turn it on there.');
	if (mine.endpoint !== url) {
		const text = `Resend calls ${mine.endpoint}; your site answers at ${url}.`;
		return warn(text, 'A call that is redirected is lost. Correct the address at resend.com/webhooks.');
	}
	const missing = events.filter((event) => !mine.events.includes(event));
	if (missing.length) {
		return warn(
			`Resend does not tell ${url} about ${missing.join(', ')}.`,
			'Tick them at resend.com/webhooks.',
		);
	}
	return { about, verdict: 'ok', text: `Resend tells ${url} what becomes of letters.` };
}
