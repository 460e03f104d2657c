import { KindredError } from '../base/error.ts';
import type { Finding } from '../base/finding.ts';
import { conditionOf } from '../store/condition.ts';
import type { Desk } from './open.ts';
import type { Dns } from '../mail/dns.ts';
import { carrierOf, mailFindings } from './doctor-mail.ts';
import { siteAddress } from './doctor-site.ts';

/** A letter to so few is a rehearsal among friends. */
const FEW = 5;

/**
 * What would hurt a first digest: the failures that `kindred doctor` finds about mail. A domain that sends its first three hundred
 * letters unsigned is remembered for it, so they are looked for before the first real send, and not again after it.
 *
 * Nothing for an outbox, for a stand-in of Resend on this machine, for few readers, and where a digest was sent before.
 */
export async function firstSendTrouble(
	{ site, store }: Pick<Desk, 'site' | 'store'>,
	env: NodeJS.ProcessEnv,
	readers: number,
	dns?: Dns,
): Promise<Finding[]> {
	const carrier = carrierOf(env);
	if (carrier === 'outbox' || readers <= FEW || isRehearsal(env)) return [];
	if ((await conditionOf(store.db)).hasSent) return [];
	const findings = [siteAddress(site, carrier), ...(await mailFindings({ site, env, dns }))];
	return findings.filter(({ verdict }) => verdict === 'fail');
}

/** A stand-in for Resend writes to nobody. A mail server on this machine may well be a real one. */
export function isRehearsal(env: NodeJS.ProcessEnv): boolean {
	const host = URL.parse(env['RESEND_BASE_URL']?.trim() ?? '')?.hostname ?? '';
	return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
}

/**
 * The same as a refusal, for `kindred digest send`; `--unchecked` sends all the same.
 *
 * @throws KindredError which names everything that fails
 */
export async function refuseTroubledStart(
	desk: Pick<Desk, 'site' | 'store'>,
	env: NodeJS.ProcessEnv,
	readers: number,
	dns?: Dns,
): Promise<void> {
	const trouble = await firstSendTrouble(desk, env, readers, dns);
	if (!trouble.length) return;
	const told = trouble.map(({ about, text }) => `\n  ${about}: ${text}`).join('');
	throw new KindredError(
		`This would be your first digest to ${readers} people, and mailboxes may refuse it:${told}`,
		'`kindred doctor` says what to do about each. To send all the same, add `--unchecked`; nobody was mailed.',
	);
}
