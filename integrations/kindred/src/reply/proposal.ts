import type { Address } from '../base/address.ts';
import type { Instant } from '../base/time.ts';
import type { Person } from '../person/index.ts';

/** An address that may be another one of a person: the author says whether it is. */
export interface Proposal {
	readonly person: number;
	/** Normalised. */
	readonly email: string;
	/** The mail that showed it. */
	readonly reply?: number | undefined;
	/** In words. */
	readonly reason: string;
	readonly at: Instant;
}

/** Where proposals wait. They are written by `ReplyStore.keep`, and settled when people are merged. */
export interface ProposalStore {
	/** Those that wait, of one person or of all, oldest first. */
	open(person?: number): Promise<readonly Proposal[]>;
	/** The author says no: it is not made again. False where none waits. */
	dismiss(person: number, email: string): Promise<boolean>;
}

/** Local parts that many people have. */
const everybody = new Set([
	'info',
	'mail',
	'hello',
	'contact',
	'office',
	'admin',
	'post',
	'newsletter',
	'kontakt',
]);
/** A name of two letters says something in Chinese, and nothing in Latin script. */
const isTelling = (name: string) => name.length >= (/^\p{ASCII}*$/u.test(name) ? 4 : 2);

/**
 * Why this address may belong to a person we know by another one; nothing when only the letter speaks for it, which anybody may
 * have been sent.
 */
export function fitsPerson(
	{ name, email }: Address,
	person: Pick<Person, 'name' | 'email'>,
): string | undefined {
	const [given, known] = [plain(name), plain(person.name)];
	if (isTelling(known) && given === known) return `It bears the same name, ${person.name}.`;
	const [local, own] = [localOf(email), localOf(person.email)];
	if (isTelling(own) && !everybody.has(own) && local === own) return 'It begins like their own address.';
	const words = person.name
		.split(/\s+/)
		.map(plain)
		.filter((word) => word.length >= 3);
	if (words.length >= 2 && words.every((word) => local.includes(word))) return 'It is made of their name.';
	return undefined;
}

/** Letters and digits alone, without accents. */
function plain(text: string): string {
	return text
		.slice(0, 200)
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}

/** What stands before the @, without the tag behind a plus. */
function localOf(email: string): string {
	return plain(email.slice(0, email.lastIndexOf('@')).split('+')[0] ?? '');
}
