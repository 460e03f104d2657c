import { normaliseEmail } from '../base/address.ts';
import { hardWords, softWords } from './machine-words.ts';
import type { Mail, MailPart } from './mail.ts';

/** What a delivery report says of one letter that did not arrive (RFC 3464). */
export interface DeliveryReport {
	/** Whom it was for, normalised, where the report says so. */
	readonly recipient?: string | undefined;
	/** `hard`: this address will never work. `soft`: perhaps later. */
	readonly failure: 'hard' | 'soft';
}

/** The words of a report are at its beginning; what was returned is below. */
const LOOK = 20_000;

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
	const words = `${diagnosis}\n${(mail.text ?? mail.html ?? '').slice(0, LOOK)}`.toLowerCase();
	const codes = [field(report, 'status') ?? '', diagnosis, words].flatMap((text) => statusIn(text) ?? []);
	// 5.0.0 says nothing more than the class; what is more telling stands elsewhere.
	const status = codes.find((one) => !one.endsWith('.0.0')) ?? codes[0];
	const byStatus = status === undefined ? undefined : failureOf(status);
	if (byStatus) return byStatus;
	if (softWords.some((one) => words.includes(one))) return 'soft';
	if (hardWords.some((one) => words.includes(one))) return 'hard';
	return status?.startsWith('5') || action.startsWith('failed') ? 'hard' : 'soft';
}

function statusIn(text: string): string | undefined {
	return /(?:^|[\s#(<:;=])([45]\.\d{1,3}\.\d{1,3})(?=[\s)>.,:;-]|$)/.exec(text)?.[1];
}

/**
 * What an enhanced status code says of the address (RFC 3463 section 3). The class is that of this one try; whether the address
 * will ever work is in the subject: `X.1` is about the address, a full mailbox (`X.2.2`) or a policy (`X.7`) is not.
 */
function failureOf(status: string): 'hard' | 'soft' | undefined {
	const [kind, subject, detail] = status.split('.');
	if (kind === '4') return 'soft';
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
