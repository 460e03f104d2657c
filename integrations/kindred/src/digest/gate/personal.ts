import { createHash } from 'node:crypto';
import type { Address } from '../../base/address.ts';
import { error, excerptOf, fine, type Problem, type Rule } from './finding.ts';
import { headerOf } from './headers.ts';
import { addressesOf } from './page.ts';

/** An address in a link; `/@ada@other.example`, a name on a social network, is none. */
const mailAddress = /(?<![\w.+@-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/i;
const hint = 'Take it out: links are kept in logs, and travel on when a letter is forwarded.';

export const personalData: Rule = {
	promise: 'No link carries an address, a reader’s name or a hash of their address.',
	page(page) {
		const urls = new Set(addressesOf(page).map(({ url }) => url));
		return [...urls].flatMap((url) => {
			if (/^(mailto|tel|data|cid):/i.test(url)) return [];
			const what = personalIn(url) ?? (page.to && dataOf(page.to, url));
			return what ? [told(url, what)] : [];
		});
	},
	values: ({ leave, to }) => wrongLeave(leave, to),
	mail(letter) {
		const leave = headerOf(letter, 'List-Unsubscribe');
		return leave === undefined ? fine : wrongLeave(leave.replace(/^<|>.*$/g, ''), letter.to);
	},
};

function wrongLeave(leave: string, to: Address): readonly Problem[] {
	// A mail to the author's own address is a static site's way out.
	if (leave.startsWith('mailto:')) return fine;
	const what = personalIn(leave) ?? dataOf(to, leave);
	return what ? [told(leave, what)] : fine;
}

function told(url: string, what: string): Problem {
	return error(`A link carries ${what}.`, hint, { excerpt: excerptOf(url), near: url });
}

/** What any reader's data looks like, or a slot that holds some. */
function personalIn(url: string): string | undefined {
	const hole = /\uE000([^\uE001]*)\uE001/.exec(url)?.[1];
	if (hole !== undefined && !hole.endsWith('-url')) return `the value of the slot "${hole}"`;
	if (!url.includes('@') && !url.includes('%40')) return undefined;
	return mailAddress.test(decoded(url)) ? 'a mail address' : undefined;
}

/** What belongs to this reader. */
function dataOf({ email, name }: Address, url: string): string | undefined {
	const plain = decoded(url).toLowerCase();
	if (email && plain.includes(email.toLowerCase())) return 'the reader’s address';
	if (carriesName(plain, name.trim().toLowerCase())) return 'the reader’s name';
	return codesOf(email, url).some((code) => url.includes(code) || plain.includes(code))
		? 'a hash or code of the reader’s address'
		: undefined;
}

/** One plain word may be anything, `?via=letter` or part of a token; a full name, or one in another script, is somebody's. */
function carriesName(plain: string, name: string): boolean {
	return (/\S\s+\S/.test(name) || (/[^\u0000-\u007f]/.test(name) && name.length > 1)) && plain.includes(name);
}

/** What anybody can make of an address they guess is as good as the address. Hashes cost most, so a link with no room has none. */
function codesOf(email: string, url: string): string[] {
	const address = email.trim().toLowerCase();
	const codes = [Buffer.from(address).toString('base64url'), Buffer.from(address).toString('hex')];
	const [isHex, isBase64] = [/[0-9a-f]{32}/i.test(url), /(?:^|[=/])[\w+/-]{22,43}(?:=*$|[=/&?#])/.test(url)];
	if (isHex || isBase64)
		for (const kind of ['md5', 'sha1', 'sha256']) {
			const digest = createHash(kind).update(address).digest();
			codes.push(digest.toString('hex'), digest.toString('base64url'));
		}
	return codes;
}

function decoded(url: string): string {
	try {
		return decodeURIComponent(url.replaceAll('+', ' '));
	} catch {
		return url;
	}
}
