import { describe, expect, it } from 'vitest';
import { checkSignatures } from '../../integrations/kindred/src/mail/proof.ts';
import { keyRecord, keysAt, signed } from './signed.ts';

const plain = [
	'From: Lin <lin@example.net>',
	'To: letters@in.example.com',
	'Subject: =?utf-8?B?5L2g5aW9?=',
	'Date: Wed, 30 Apr 2031 10:00:00 +0000',
	'',
	'A thought.',
	'',
	'Another.',
	'',
].join('\r\n');

const check = async (raw: string, dns = keysAt()) =>
	(await checkSignatures(Buffer.from(raw), dns)).map(({ domain, verdict }) => `${domain} ${verdict}`);

describe('a DKIM signature', () => {
	it('of an untouched mail holds, in CRLF as it came and in LF as it was saved', async () => {
		const raw = await signed(plain, 'example.net');
		expect(await check(raw)).toEqual(['example.net pass']);
		expect(await check(raw.replaceAll('\r\n', '\n'))).toEqual(['example.net pass']);
	});

	it('does not hold when From, subject or words were changed after it', async () => {
		const raw = await signed(plain, 'example.net');
		expect(await check(raw.replace('lin@', 'eve@'))).toEqual(['example.net fail']);
		expect(await check(raw.replace('5L2g5aW9', 'c3RvcA=='))).toEqual(['example.net fail']);
		expect(await check(raw.replace('A thought', 'Unsubscribe'))).toEqual(['example.net fail']);
	});

	it('proves nothing when its key is not there, was taken back, is only tried out, or nobody answers', async () => {
		const raw = await signed(plain, 'example.net');
		const name = 's._domainkey.example.net';
		for (const record of [
			'none',
			'silent',
			'v=DKIM1; p=',
			'nonsense',
			keyRecord('t=y;'),
			keyRecord('h=sha1;'),
		])
			expect(await check(raw, keysAt({ [name]: record })), record).toEqual(['example.net none']);
	});

	it('of the beginning of a mail proves nothing of what was written below', async () => {
		const raw = await signed(plain, 'example.net', { maxBodyLength: 10 });
		expect(await check(`${raw}Unsubscribe me.\r\n`)).toEqual(['example.net none']);
	});

	it('is one of several, each by its own domain', async () => {
		const raw = await signed(await signed(plain, 'example.net'), 'lists.example.org');
		expect((await check(raw)).toSorted()).toEqual(['example.net pass', 'lists.example.org pass']);
	});
});

it('Keys at a name server that never answers are waited for once, and not known', async () => {
	const raw = Buffer.from(await signed(await signed(plain, 'example.net'), 'lists.example.org'));
	const silent = { txt: () => new Promise<never>(() => {}) };
	expect((await checkSignatures(raw, silent, 20)).map(({ verdict }) => verdict)).toEqual(['none', 'none']);
});

it('A mail without signatures asks the DNS nothing', async () => {
	const dns = keysAt();
	expect(await check(plain, dns)).toEqual([]);
	expect(dns.asked).toEqual([]);
});

it('Bytes that are no mail are signed by nobody', async () => {
	for (const raw of [
		'',
		'\r\n',
		'DKIM-Signature:',
		'DKIM-Signature: v=1; d=;;;=',
		`DKIM-Signature: ${'x'.repeat(300_000)}`,
	])
		expect(
			(await check(raw)).filter((one) => !one.endsWith('none')),
			raw.slice(0, 30),
		).toEqual([]);
	expect(
		await checkSignatures(Buffer.from(Array.from({ length: 4096 }, (_, at) => at % 256)), keysAt()),
	).toEqual([]);
});
