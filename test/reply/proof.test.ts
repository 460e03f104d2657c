import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthResults } from '../../integrations/kindred/src/reply/auth-results.ts';
import {
	isSignedBySender,
	readMail,
	serverVerdict,
	signatureVerdict,
} from '../../integrations/kindred/src/reply/index.ts';
import { isAligned } from '../../integrations/kindred/src/reply/proof.ts';

const mailWith = (headers: readonly string[], from = 'Lin <lin@example.net>') =>
	readMail(Buffer.from([...headers, `From: ${from}`, 'Subject: Hello', '', 'Hello', ''].join('\r\n')));
const verdict = async (headers: readonly string[], from?: string) => {
	const proof = serverVerdict(await mailWith(headers, from), 'MX.example.com');
	return proof && `${proof.by} ${proof.verdict}`;
};

describe('Authentication-Results', () => {
	it('are read with comments, quoted strings, versions, folds and white space in any place', () => {
		const { server, results } = readAuthResults(
			'mx.example.com (a; dmarc=pass (nested \\) ) ) 1; DKIM/1 = "pass" reason="it; dmarc=fail said \\"so\\""\r\n header . d=Example.net header.b="a=b" ; spf=softfail',
		);
		expect(server).toBe('mx.example.com');
		expect(results.map(({ method, result }) => `${method} ${result}`)).toEqual(['dkim pass', 'spf softfail']);
		expect([...results[0]!.properties].toSorted()).toEqual([
			['header.b', 'a=b'],
			['header.d', 'example.net'],
			['reason', 'it; dmarc=fail said "so"'],
		]);
	});

	it('of Amazon are read although they are not in the grammar', async () => {
		const amazon =
			'mx.example.com; spf=pass (spfCheck: domain of _spf.example.net designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1; envelope-from=lin@example.net; helo=mail.example.net; dkim=pass header.i=@example.net; dmarc=pass header.from=example.net;';
		expect(await verdict([`Authentication-Results: ${amazon}`])).toBe('dmarc pass');
		const none = amazon.replace('dmarc=pass', 'dmarc=none');
		expect(await verdict([`Authentication-Results: ${none}`])).toBe('dkim pass');
	});

	it('never throw, and never say what stands in a comment or in quotes', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...'()\\";= ax'), maxLength: 60 }), (junk) => {
				readAuthResults(junk);
				const inside = junk.replace(/[\\()"]/g, '');
				const { results } = readAuthResults(
					`mx; a=b (${inside} ; dmarc=pass) reason="${inside}; dmarc=pass"`,
				);
				expect(results.some(({ method }) => method === 'dmarc')).toBe(false);
			}),
		);
	});

	it.each(['(', '"', ';', '=', 'a=', '\\', '(\\', 'a=b;', '.', 'a . '])(
		'of a megabyte of %j are read at once',
		(piece) => {
			const long = piece.repeat(1_000_000 / piece.length);
			expect(readAuthResults(`mx; dmarc=pass; ${long}`).server).toBe('mx');
		},
	);
});

describe('the word of our own server', () => {
	it.each([
		['dmarc=pass header.from=example.net', 'dmarc pass'],
		['dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=Example.NET', 'dmarc pass'],
		['dmarc=fail header.from=example.net; dkim=pass header.d=example.net', 'dmarc fail'],
		['dmarc=pass header.from=example.net; dmarc=fail header.from=example.net', 'dmarc fail'],
		['dmarc=pass header.from=elsewhere.org', undefined],
		['dmarc=none; dkim=pass header.d=mail.example.net', 'dkim pass'],
		['dkim=fail header.d=example.net; spf=pass smtp.mailfrom=bounce@example.net', 'spf pass'],
		['dkim=pass header.d=elsewhere.org; spf=pass smtp.mailfrom=elsewhere.org', undefined],
		['dkim=fail header.d=example.net', 'dkim fail'],
		['dkim=fail header.d=elsewhere.org', undefined],
		['spf=fail smtp.mailfrom=example.net', undefined],
		['spf=pass smtp.helo=example.net', undefined],
		['dmarc=temperror header.from=example.net', undefined],
		['none', undefined],
	])('%s means %s', async (said, meant) => {
		expect(await verdict([`Authentication-Results: mx.example.com; ${said}`])).toBe(meant);
	});

	it('is its topmost header: copies below, other servers and headers without a name are not heard', async () => {
		const [own, forged] = ['dmarc=fail header.from=example.net', 'dmarc=pass header.from=example.net'].map(
			(said) => `Authentication-Results: mx.example.com; ${said}`,
		);
		expect(await verdict([own!, forged!])).toBe('dmarc fail');
		expect(await verdict([forged!.replace('mx.example.com', 'mx.example.org')])).toBeUndefined();
		expect(await verdict([forged!.replace('mx.example.com; ', '')])).toBeUndefined();
		expect(await verdict([forged!.replace('mx.example.com', 'example.org; mx.example.com')])).toBeUndefined();
		expect(await verdict([`X-${forged!}`])).toBeUndefined();
	});

	it('is about one From: two prove nothing', async () => {
		const pass = 'Authentication-Results: mx.example.com; dmarc=pass header.from=example.net';
		expect(await verdict([pass], 'lin@example.net, eve@example.org')).toBeUndefined();
		expect(await verdict([pass, 'From: eve@example.org'])).toBeUndefined();
	});
});

it('Domains of one owner are aligned, pages of one host are not', () => {
	expect(isAligned('mail.example.co.uk', 'example.co.uk')).toBe(true);
	expect(isAligned('a.example.net.', 'B.example.NET')).toBe(true);
	expect(isAligned('ada.github.io', 'eve.github.io')).toBe(false);
	expect(isAligned('co.uk', 'example.co.uk')).toBe(false);
	expect(isAligned('', '')).toBe(false);
});

describe('signatures', () => {
	const one = (domain: string, verdict: 'pass' | 'fail' | 'none') => ({ domain, verdict, reason: '' });

	it('count where the From is of their domain, and one that holds is enough', async () => {
		const mail = await mailWith([]);
		expect(
			signatureVerdict(mail, [one('example.net', 'fail'), one('mail.example.net', 'pass')])?.verdict,
		).toBe('pass');
		expect(
			signatureVerdict(mail, [one('example.net', 'fail'), one('lists.example.org', 'pass')])?.verdict,
		).toBe('fail');
		expect(signatureVerdict(mail, [one('lists.example.org', 'pass')])).toBeUndefined();
		expect(
			signatureVerdict(await mailWith([], 'lin@example.net, a@b.example'), [one('example.net', 'pass')]),
		).toBeUndefined();
	});

	it('are looked at only where one is of the domain in From, and not by the hundred', async () => {
		const signature = (domain: string) =>
			`DKIM-Signature: v=1; a=rsa-sha256; d=${domain};\r\n s=s; h=from; b=eA==`;
		expect(isSignedBySender(await mailWith([signature('example.org'), signature('mail.example.net')]))).toBe(
			true,
		);
		expect(isSignedBySender(await mailWith([signature('example.org')]))).toBe(false);
		expect(isSignedBySender(await mailWith(Array.from({ length: 50 }, () => signature('example.net'))))).toBe(
			false,
		);
	});
});
