import { describe, expect, it } from 'vitest';
import {
	classify,
	readDeliveryReport,
	readMail,
	type Kind,
} from '../../integrations/kindred/src/reply/index.ts';

const kindOf = async (headers: readonly string[], body = 'A thought.'): Promise<Kind> =>
	classify(await readMail(Buffer.from([...headers, '', body, ''].join('\r\n')))).kind;
const from = 'From: Lin <lin@example.net>';

describe('a person is never called a program', () => {
	it.each<[string, string[], string?]>([
		['answering from Outlook', [from, 'Subject: Re: Supper', 'X-Auto-Response-Suppress: All']],
		['writing about an office', [from, 'Subject: Out of office next week, shall we meet after?']],
		['answering an automatic answer', [from, 'Subject: Re: Automatic reply: Supper'], 'Enjoy your holiday!'],
		[
			'writing about bounced mail',
			[from, 'Subject: Re: Delivery failed?'],
			'Did my last mail arrive? It said 550 5.1.1.',
		],
		['on a mailing list', [from, 'Subject: Re: Supper', 'Precedence: list', 'List-Id: <x.example>']],
		['who says Auto-Submitted: no', [from, 'Subject: Re: Supper', 'Auto-Submitted: no']],
		[
			'who wants others to stop',
			[from, 'Subject: Re: Supper'],
			'I told them to stop. I will not unsubscribe, though.',
		],
	])('%s', async (_name, headers, body) => {
		expect(await kindOf(headers, body)).toBe('human');
	});
});

describe('a program is known by what it says of itself', () => {
	it.each<[Kind, string[], string?]>([
		['vacation', [from, 'Subject: Automatische Antwort: Essen']],
		['vacation', [from, 'Subject: =?utf-8?B?6Ieq5YuV5Zue6KaG?=: x']],
		['vacation', [from, 'Subject: Re: x', 'Auto-Submitted: auto-replied'], 'I am on vacation until Monday.'],
		['auto-reply', [from, 'Subject: We got your mail', 'Auto-Submitted: auto-replied']],
		['auto-reply', [from, 'Subject: x', 'X-Autoreply: yes']],
		['bounce', ['From: MAILER-DAEMON@x.example', 'Subject: failure notice', 'Auto-Submitted: auto-replied']],
		['bounce', [from, 'Subject: x', 'X-Failed-Recipients: a@b.example']],
		['complaint', [from, 'Subject: complaint about message from 192.0.2.1']],
		[
			'unsubscribe',
			[from, 'Subject: Re: Supper'],
			'Unsubscribe, please.\n\nOn 1 May 2031, Ada <a@b.example> wrote:\n> hi',
		],
		['unsubscribe', [from, 'Subject: Re: Supper'], '退訂'],
		['unsubscribe', [from, 'Subject: unsubscribe'], ''],
		[
			'calendar',
			[from, 'Subject: Accepted', 'Content-Type: text/calendar; method=REPLY'],
			'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR',
		],
	])('%s: %j', async (kind, headers, body) => {
		expect(await kindOf(headers, body)).toBe(kind);
	});

	it.each<[string, readonly string[], string]>([
		[
			'an unknown user, whatever the code beside it',
			['Status: 5.2.0', 'Diagnostic-Code: smtp; 550 Unknown user'],
			'hard',
		],
		['an address that is none', ['Status: 5.1.1'], 'hard'],
		['a mailbox that is switched off', ['Status: 5.2.1'], 'hard'],
		['a full mailbox, though for good by its class', ['Status: 5.2.2'], 'soft'],
		['a policy', ['Status: 5.7.1', 'Diagnostic-Code: smtp; 550 5.7.1 blocked'], 'soft'],
		['a server that says no more than no', ['Status: 5.0.0', 'Diagnostic-Code: smtp; 550 Rejected'], 'hard'],
		[
			'a server that says why with a code of its own',
			['Status: 5.0.0', 'Diagnostic-Code: smtp; 550 5.7.26 DMARC'],
			'soft',
		],
		['a letter that is late', ['Action: delayed', 'Status: 5.1.1'], 'soft'],
		['a try that failed for now', ['Status: 4.4.1'], 'soft'],
		['nothing at all', ['Action: failed'], 'hard'],
	])('whether a bounce is for good: %s', async (_name, fields, failure) => {
		const report = ['Action: failed', 'Final-Recipient: rfc822; <Lin@Example.net>', ...fields];
		const order = fields[0]!.startsWith('Action') ? report.slice(1) : report;
		const mail = await readMail(
			Buffer.from(
				`From: x@y.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n${order.join('\r\n')}\r\n--b--\r\n`,
			),
		);
		expect(classify(mail)).toMatchObject({ kind: 'bounce', failure });
		expect(readDeliveryReport(mail).recipient).toBe('lin@example.net');
	});

	it('whether a bounce is for good', async () => {
		const bounce = (body: string) =>
			readMail(
				Buffer.from(`From: mailer-daemon@x.example\r\nSubject: Undelivered mail\r\n\r\n${body}\r\n`),
			).then(classify);
		expect((await bounce('550 5.1.1 <a@b.example>: no such user')).failure).toBe('hard');
		expect((await bounce('452 4.2.2 mailbox full')).failure).toBe('soft');
		expect((await bounce('Nobody knows.')).failure).toBe('soft');
	});
});
