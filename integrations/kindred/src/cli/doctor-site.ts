import { stat } from 'node:fs/promises';
import type { Finding } from '../base/finding.ts';
import type { Site } from '../base/site.ts';
import type { Environment } from '../config.ts';
import { givenKeys, keptKeys, keyFile } from '../files/secret.ts';
import { carrierOf } from './doctor-mail.ts';

/** Can readers follow the links of a letter? */
export function siteAddress({ url, base }: Site, carrier: ReturnType<typeof carrierOf>): Finding {
	const about = 'site';
	const { protocol, hostname } = new URL(url);
	const isHere = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$|\.(local|localhost|test)$/.test(hostname);
	const verdict = carrier === 'outbox' ? 'warn' : 'fail';
	if (isHere) {
		const text = `Links lead to ${url}, which only this machine can open.`;
		return { about, verdict, text, hint: 'Set `site` in astro.config.mjs to the address of your blog.' };
	}
	if (protocol !== 'https:') {
		const text = `Links lead to ${url}, and mail programs want https to offer their unsubscribe button (RFC 8058).`;
		return { about, verdict, text, hint: 'Set `site` in astro.config.mjs to an address with https.' };
	}
	return { about, verdict: 'ok', text: `${url}${base}` };
}

/** What the law may ask for, and what a site without a server cannot do. */
export function siteFindings(site: Site, env: Environment): Finding[] {
	const imprint: Finding = site.imprint.trim()
		? { about: 'imprint', verdict: 'ok', text: site.imprint.replace(/\s+/g, ' ') }
		: {
				about: 'imprint',
				verdict: 'warn',
				text: 'Letters carry no postal address; many countries ask for one in letters to a list.',
				hint: 'Set `imprint` in astro.config.mjs.',
			};
	const isStatic: Finding = {
		about: 'server',
		verdict: 'warn',
		text: 'The site has no server: people subscribe, answer and leave by mail, and mail programs show no one-click button.',
		hint: 'Run `kindred sync` from cron, so that who leaves is heard; or build with an adapter (docs/static.md).',
	};
	return [siteAddress(site, carrierOf(env)), imprint, ...(site.dynamic ? [] : [isStatic])];
}

/** Fewer different characters than this were typed by hand, and can be guessed. */
const LEAST_VARIETY = 10;

/** Where the keys that sign links are, who can read them, and whether they can be guessed. */
export async function secretFinding(root: string, env: Environment): Promise<Finding> {
	const about = 'secret';
	const given = givenKeys(env);
	const file = keyFile(root);
	const keys = given.length ? given : ((await keptKeys(file)) ?? []).map(({ key }) => key);
	const place = given.length ? 'KINDRED_SECRET' : '.kindred/secret';
	if (keys.some((key) => new Set(key).size < LEAST_VARIETY)) {
		return {
			about,
			verdict: 'fail',
			text: `A key in ${place} can be guessed, and with it anybody's link forged.`,
			hint: 'Make one with `openssl rand -base64 32`, or let `kindred secret rotate --leaked` do it.',
		};
	}
	const mode = given.length ? 0 : ((await stat(file).catch(() => undefined))?.mode ?? 0);
	if (mode & 0o077)
		return {
			about,
			verdict: 'fail',
			text: `${file} can be read by others on this machine.`,
			hint: `chmod 600 ${file}`,
		};
	if (!given.length && env.KINDRED_STORE?.startsWith('postgres')) {
		return {
			about,
			verdict: 'warn',
			text: 'The store is shared and the key is not: another machine signs links with a key of its own, which do not open here.',
			hint: 'Set the same KINDRED_SECRET on every machine.',
		};
	}
	const old = keys.length > 1 ? `, and ${keys.length - 1} old open what they signed` : '';
	return {
		about,
		verdict: 'ok',
		text: keys.length ? `One key in ${place} signs links${old}.` : `${place} is made at the first start.`,
	};
}

/** Is the Node we stand on fit? `versions`: `process.versions`. */
export function nodeFinding(versions: Pick<NodeJS.ProcessVersions, 'node'>): Finding {
	const about = 'node';
	const [major = 0, minor = 0] = versions.node.split('.').map(Number);
	if (major > 22 || (major === 22 && minor >= 18))
		return { about, verdict: 'ok', text: `Node ${versions.node}.` };
	return {
		about,
		verdict: 'fail',
		text: `Node ${versions.node} is too old.`,
		hint: 'Install Node 24 from https://nodejs.org.',
	};
}
