/** A mail address with the name it is written with. */
export interface Address {
	readonly name: string;
	/** Normalised: see `normaliseEmail`. */
	readonly email: string;
}

/** RFC 5321 section 4.5.3.1: 64 octets before the @, 254 in all (RFC 3696 erratum 1690). */
const MAX_LOCAL = 64;
const MAX_EMAIL = 254;
const shape = /^[^\s@<>()[\]\\,;:"\u0000-\u001f\u007f]+@[^\s@<>()[\]\\,;:"\u0000-\u001f\u007f]+$/u;
const domainShape =
	/^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The form an address is compared and stored in: trimmed, NFC, all lower case, the domain in ASCII (UTS 46 as `URL` does it).
 * Nothing when it is no deliverable address: quoted local parts and address literals are refused on purpose.
 */
export function normaliseEmail(text: string): string | undefined {
	const trimmed = text.trim().normalize('NFC');
	if (trimmed.length > MAX_EMAIL || !shape.test(trimmed)) return undefined;
	const at = trimmed.lastIndexOf('@');
	const local = trimmed.slice(0, at).toLowerCase();
	const domain = asciiDomain(trimmed.slice(at + 1));
	if (!domain || new TextEncoder().encode(local).length > MAX_LOCAL) return undefined;
	if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined;
	const email = `${local}@${domain}`;
	return email.length <= MAX_EMAIL ? email : undefined;
}

function asciiDomain(domain: string): string | undefined {
	try {
		const { hostname } = new URL(`http://${domain}/`);
		return domainShape.test(hostname) ? hostname : undefined;
	} catch {
		return undefined;
	}
}

/** `Ada <ada@example.com>` or `ada@example.com` taken apart; nothing when there is no good address in it. */
export function parseAddress(text: string): Address | undefined {
	const open = text.lastIndexOf('<');
	if (open < 0) {
		const email = normaliseEmail(text);
		return email ? { name: '', email } : undefined;
	}
	const close = text.indexOf('>', open);
	const email = close < 0 ? undefined : normaliseEmail(text.slice(open + 1, close));
	if (!email) return undefined;
	return {
		name: text
			.slice(0, open)
			.trim()
			.replace(/^"(.*)"$/s, '$1')
			.replace(/\\(.)/gs, '$1'),
		email,
	};
}

/**
 * An address for a mail header (RFC 5322 section 3.4): the name quoted, without line breaks or other control characters,
 * so that a name can never add a header.
 */
export function formatAddress({ name, email }: Address): string {
	// oxlint-disable-next-line no-control-regex -- control characters are what this removes
	const plain = name.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
	return plain ? `"${plain.replace(/["\\]/g, '\\$&')}" <${email}>` : email;
}

/** The address with a tag behind a plus (RFC 5233): `letters@example.com`, `abc` → `letters+abc@example.com`. */
export function withTag(email: string, tag: string): string {
	const at = email.lastIndexOf('@');
	return `${email.slice(0, at)}+${tag}${email.slice(at)}`;
}

/** The tag behind the plus when `email` is `base` with a tag, whatever the case; nothing otherwise. */
export function tagOf(email: string, base: string): string | undefined {
	const [given, plain] = [email.trim().toLowerCase(), base.toLowerCase()];
	const at = plain.lastIndexOf('@');
	const start = `${plain.slice(0, at)}+`;
	const end = plain.slice(at);
	if (!given.startsWith(start) || !given.endsWith(end) || given.length <= start.length + end.length)
		return undefined;
	return given.slice(start.length, given.length - end.length);
}
