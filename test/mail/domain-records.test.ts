import { afterEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../integrations/kindred/src/base/finding.ts';
import { checkDkim } from '../../integrations/kindred/src/mail/dkim.ts';
import { checkDmarc } from '../../integrations/kindred/src/mail/dmarc.ts';
import { doubting, openDns, type Dns } from '../../integrations/kindred/src/mail/dns.ts';
import { checkSpf } from '../../integrations/kindred/src/mail/spf.ts';
import { serveDns, type DnsServer, type Zone } from '../dns/server.ts';

let server: DnsServer | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function ask(zone: Zone, question: (dns: Dns) => Promise<Finding>): Promise<[string, string]> {
	await server?.close();
	server = await serveDns(zone);
	const { verdict, text } = await question(openDns(server.servers));
	return [verdict, text];
}

describe('SPF', () => {
	const at = { name: 'send.example.org', include: 'amazonses.com' };
	const spf = (...txt: string[]) =>
		ask({ 'send.example.org': { txt }, 'amazonses.com': { txt: ['v=spf1 ip4:192.0.2.0/24 -all'] } }, (dns) =>
			checkSpf(at, dns),
		);

	it('that names the carrier is well', async () => {
		expect(await spf('google-site-verification=x', 'v=spf1 include:amazonses.com ~all')).toEqual([
			'ok',
			'send.example.org: `v=spf1 include:amazonses.com ~all`',
		]);
	});
	it.each([
		['is not there', [], /does not say who/],
		['is there twice', ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'], /2 SPF records/],
		['forgets the carrier', ['v=spf1 include:_spf.example.net -all'], /does not allow amazonses\.com/],
		['lets anybody send', ['v=spf1 include:amazonses.com +all'], /lets anybody/],
		['lets anybody send, in short', ['v=spf1 include:amazonses.com all'], /lets anybody/],
		[
			'asks for eleven names',
			[`v=spf1 include:amazonses.com ${'a:x.example.org '.repeat(11)}-all`],
			/more than 10/,
		],
	])('that %s fails', async (_name, txt, text) => {
		const [verdict, told] = await spf(...txt);
		expect([verdict, told]).toEqual(['fail', expect.stringMatching(text)]);
	});
	it('that says nothing about others is a warning', async () => {
		expect((await spf('v=spf1 include:amazonses.com'))[0]).toBe('warn');
		expect((await spf('v=spf1 include:amazonses.com ?all'))[0]).toBe('warn');
	});
	it('may name the carrier further down, and in a circle it ends', async () => {
		const zone: Zone = {
			'send.example.org': { txt: ['v=spf1 include:a.example.org ~all'] },
			'a.example.org': { txt: ['v=spf1 include:b.example.org include:amazonses.com ~all'] },
			'b.example.org': { txt: ['v=spf1 include:a.example.org ~all'] },
		};
		expect((await ask(zone, (dns) => checkSpf(at, dns)))[0]).toBe('ok');
	});
	it('of a hostile domain costs a dozen questions, not thousands', async () => {
		const zone: Record<string, Zone[string]> = {
			'send.example.org': { txt: [`v=spf1 ${'include:0.evil.example '.repeat(30)}`] },
		};
		for (let n = 0; n < 60; n++)
			zone[`${n}.evil.example`] = {
				txt: [`v=spf1 include:${n + 1}.evil.example include:${n + 2}.evil.example`],
			};
		expect(await ask(zone, (dns) => checkSpf(at, dns))).toEqual([
			'fail',
			expect.stringContaining('more than 10'),
		]);
		expect(server!.asked.length).toBeLessThan(15);
	});
	it('is not judged when the DNS does not answer', async () => {
		expect((await ask({ 'send.example.org': { broken: true } }, (dns) => checkSpf(at, dns)))[0]).toBe(
			'unknown',
		);
		const offline = openDns(['127.0.0.1:9']);
		expect((await checkSpf(at, offline)).verdict).toBe('unknown');
	});
});

describe('DKIM', () => {
	const dkim = (zone: Zone, selector?: string) => ask(zone, (dns) => checkDkim('example.org', selector, dns));
	const name = 'resend._domainkey.example.org';

	it('with a key of the carrier is well, however long the key', async () => {
		expect(await dkim({ [name]: { txt: [`k=rsa; p=${'MIGf'.repeat(180)}`] } }, 'resend')).toEqual([
			'ok',
			`${name} holds a key.`,
		]);
	});
	it('without one, or with one that was taken back, fails', async () => {
		expect(await dkim({}, 'resend')).toEqual(['fail', expect.stringContaining('does not exist')]);
		expect(await dkim({ [name]: { txt: ['v=DKIM1; p='] } }, 'resend')).toEqual([
			'fail',
			expect.stringContaining('taken back'),
		]);
		expect((await dkim({ [name]: { txt: ['hello'] } }, 'resend'))[0]).toBe('fail');
	});
	it('of a server whose name for its key is unknown is looked for under the usual ones', async () => {
		expect((await dkim({ 'google._domainkey.example.org': { txt: ['v=DKIM1; p=MIGf'] } }))[0]).toBe('ok');
		expect((await dkim({}))[0]).toBe('unknown');
	});
});

describe('DMARC', () => {
	const dmarc = (zone: Zone, domain = 'example.org', path = `send.${domain}`) =>
		ask(zone, (dns) => checkDmarc(domain, path, dns));

	it('of the domain itself, or of one above it, is read', async () => {
		expect(await dmarc({ '_dmarc.example.org': { txt: ['v=DMARC1; p=quarantine'] } })).toEqual([
			'ok',
			'_dmarc.example.org asks for `quarantine`.',
		]);
		const above = { '_dmarc.example.org': { txt: ['v=DMARC1;p=reject; sp=none'] } };
		expect(await dmarc(above, 'letters.example.org')).toEqual(['ok', '_dmarc.example.org asks for `none`.']);
	});
	it('says when SPF does not count for it', async () => {
		const strict = { '_dmarc.example.org': { txt: ['v=DMARC1; p=none; aspf=s'] } };
		expect((await dmarc(strict))[1]).toContain('all rests on DKIM');
		expect((await dmarc(strict, 'example.org', 'example.org'))[1]).not.toContain('DKIM');
		const lax = { '_dmarc.example.org': { txt: ['v=DMARC1; p=none'] } };
		expect((await dmarc(lax, 'example.org', 'bounces.example.net'))[1]).toContain('all rests on DKIM');
	});
	it('missing is a warning; there twice, or without a policy, it fails', async () => {
		expect((await dmarc({}))[0]).toBe('warn');
		expect(
			(await dmarc({ '_dmarc.example.org': { txt: ['v=DMARC1; p=none', 'v=DMARC1; p=none'] } }))[0],
		).toBe('fail');
		expect((await dmarc({ '_dmarc.example.org': { txt: ['v=DMARC1; p=block'] } }))[0]).toBe('fail');
	});
});

describe('a name', () => {
	it('is asked for once', async () => {
		server = await serveDns({ 'example.org': { mx: ['10 mx.example.org'] } });
		const dns = openDns(server.servers);
		expect(await Promise.all([dns.mx('example.org'), dns.mx('example.org')])).toEqual([
			{ kind: 'found', records: [{ exchange: 'mx.example.org', priority: 10 }] },
			{ kind: 'found', records: [{ exchange: 'mx.example.org', priority: 10 }] },
		]);
		expect(server.asked).toEqual(['MX example.org']);
	});
	it('that cannot be one does not exist', async () => {
		server = await serveDns({});
		expect(await openDns(server.servers).txt(`${'x'.repeat(70)}..org`)).toEqual({ kind: 'none' });
	});
	it('is not missing in a network that knows no names at all', async () => {
		server = await serveDns({});
		expect((await checkSpf({ name: 'example.org' }, doubting(openDns(server.servers)))).verdict).toBe(
			'unknown',
		);
		await server.close();
		server = await serveDns({ 'gmail.com': { mx: ['5 gmail-smtp-in.l.google.com'] } });
		expect((await checkSpf({ name: 'example.org' }, doubting(openDns(server.servers)))).verdict).toBe('fail');
	});
});
