import { normaliseEmail } from '../base/address.ts';
import type { Mail, MailPart } from './mail.ts';

/** What a delivery report says of one letter that did not arrive (RFC 3464). */
export interface DeliveryReport {
	/** Whom it was for, normalised, where the report says so. */
	readonly recipient?: string | undefined;
	/** `hard`: this address will never work. `soft`: perhaps later. */
	readonly failure: 'hard' | 'soft';
}

/** The report inside a bounce: the machine-readable part, or the codes in its words (RFC 3463, `5.1.1`). */
export function readDeliveryReport(mail: Mail): DeliveryReport {
	const report = statusPart(mail)?.text ?? '';
	const named = field(report, 'final-recipient') ?? field(report, 'original-recipient');
	const failed = mail.headers.find(({ name }) => name === 'x-failed-recipients')?.value.split(',')[0];
	const status = /^([245])\.\d{1,3}\.\d{1,3}/.exec(field(report, 'status') ?? '')?.[1];
	const action = (field(report, 'action') ?? '').toLowerCase();
	const words =
		status ??
		/(?:^|[\s#(<])([45])\.\d{1,3}\.\d{1,3}(?=[\s)>.,:;-]|$)/.exec((mail.text ?? '').slice(0, 20_000))?.[1];
	return {
		recipient: normaliseEmail((named?.split(';').at(-1) ?? failed ?? '').replace(/^[\s<]+|[\s>]+$/g, '')),
		failure:
			action === 'delayed' || words === '4' ? 'soft' : words === '5' || action === 'failed' ? 'hard' : 'soft',
	};
}

/** The machine-readable part of a bounce (RFC 3464). */
export function statusPart({ parts }: Pick<Mail, 'parts'>): MailPart | undefined {
	return parts.find(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type));
}

/** A field of the report, the first one of this name. */
export function field(report: string, name: string): string | undefined {
	return new RegExp(`^${name}[ \\t]{0,8}:[ \\t]{0,8}(.{1,500})`, 'im').exec(report)?.[1]?.trim();
}
