import { normaliseEmail } from '../base/address.ts';
import { hardWords, permanentWords, softWords } from './machine-words.ts';
import type { Mail, MailPart } from './mail.ts';

/** What a delivery report says of one letter that did not arrive (RFC 3464). */
export interface DeliveryReport {
	/** Whom it was for, normalised, where the report says so. */
	readonly recipient?: string | undefined;
	/** `hard`: this address will never work. `soft`: perhaps later. */
	readonly failure: 'hard' | 'soft';
}

/** The words of a report are at its beginning. */
const LOOK = 4000;

/** The report inside a bounce: the machine-readable part, or the codes in its words (RFC 3463, `5.1.1`), or the words. */
export function readDeliveryReport(mail: Mail): DeliveryReport {
	const report = statusPart(mail)?.text ?? '';
	const named = field(report, 'final-recipient') ?? field(report, 'original-recipient');
	const failed = mail.headers.find(({ name }) => name === 'x-failed-recipients')?.value.split(',')[0];
	return {
		recipient: normaliseEmail((named?.split(';').at(-1) ?? failed ?? '').replace(/^[\s<]+|[\s>]+$/g, '')),
		failure: failureIn(report, mail),
	};
}

function failureIn(report: string, mail: Mail): 'hard' | 'soft' {
	const action = (field(report, 'action') ?? '').toLowerCase();
	if (action.startsWith('delayed')) return 'soft';
	const diagnosis = field(report, 'diagnostic-code') ?? '';
	// What the other server said counts more than what is explained to people, which names all that may be the reason.
	const words = (diagnosis || toldIn(mail)).toLowerCase();
	const says = (list: readonly string[]) => list.some((one) => words.includes(one));
	const codes = [field(report, 'status') ?? '', diagnosis, words].flatMap((text) => statusIn(text) ?? []);
	// 5.0.0 says nothing more than the class; what is more telling stands elsewhere.
	const status = codes.find((one) => !one.endsWith('.0.0')) ?? codes[0] ?? '';
	if (status.startsWith('4')) return 'soft';
	// "User unknown" is plainer than the code beside it, which many systems choose at random.
	if (says(hardWords)) return 'hard';
	const byStatus = failureOf(status) ?? (says(softWords) ? 'soft' : undefined);
	if (byStatus) return byStatus;
	return status.startsWith('5') || action.startsWith('failed') || says(permanentWords) ? 'hard' : 'soft';
}

/** What the report says in words, without the letter that it returns below a line of dashes or a heading. */
function toldIn({ text, html }: Pick<Mail, 'text' | 'html'>): string {
	const some = (text ?? html ?? '').slice(0, LOOK);
	const end = some.search(
		/^(?:[-=|* ]{2,20}.{0,60}(?:copy|original|message|headers|nachricht|mail)|(?:received|return-path|dkim-signature):)/im,
	);
	return end > 0 ? some.slice(0, end) : some;
}

function statusIn(text: string): string | undefined {
	return /(?:^|[\s#(<:;=])([45]\.\d{1,3}\.\d{1,3})(?=[\s)>.,:;-]|$)/.exec(text)?.[1];
}

/**
 * What an enhanced status code says of the address (RFC 3463 section 3). Whether the address will ever work is in the subject:
 * `X.1` is about the address, a full mailbox (`X.2.2`) or a policy (`X.7`) is not.
 */
function failureOf(status: string): 'hard' | 'soft' | undefined {
	const [, subject, detail] = status.split('.');
	if (subject === '0') return undefined;
	if (subject === '1') return detail === '7' || detail === '8' ? 'soft' : 'hard';
	if (subject === '2') return detail === '1' || detail === '4' ? 'hard' : 'soft';
	// 5.4.1, 5.4.4 and 5.4.6: no such host, no route to it, a loop.
	if (subject === '4') return detail === '1' || detail === '4' ? 'hard' : 'soft';
	return subject === '3' || subject === '5' || subject === '6' || subject === '7' ? 'soft' : undefined;
}

/** The machine-readable part of a bounce (RFC 3464). */
export function statusPart({ parts }: Pick<Mail, 'parts'>): MailPart | undefined {
	return parts.find(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type));
}

/** A field of the report, the first one of this name. */
export function field(report: string, name: string): string | undefined {
	return new RegExp(`^${name}[ \\t]{0,8}:[ \\t]{0,8}(.{1,500})`, 'im').exec(report)?.[1]?.trim();
}
