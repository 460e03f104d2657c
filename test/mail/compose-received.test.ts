import { expect, it } from 'vitest';
import { composeMail } from '../../integrations/kindred/src/mail/compose-received.ts';
import {
	isSignedBySender,
	readMail,
	receivedAt,
	serverVerdict,
} from '../../integrations/kindred/src/reply/index.ts';

it('A mail that is put together again claims no proof: its headers may be those that the sender made up', async () => {
	const raw = await composeMail({
		object: 'email',
		id: 're_1',
		to: ['letters@in.example.com'],
		from: 'Lin <lin@example.net>',
		created_at: '2031-05-01T09:00:00.000Z',
		subject: 'Hello',
		bcc: null,
		cc: null,
		reply_to: null,
		html: null,
		text: 'Hello',
		headers: {
			'Authentication-Results': 'mx.example.com; dmarc=pass header.from=example.net',
			'DKIM-Signature': 'v=1; a=rsa-sha256; d=example.net; s=s; h=from; bh=eA==; b=eA==',
			Received: 'from a by b; Mon, 1 Jan 1990 00:00:00 +0000',
			'In-Reply-To': '<one@ses.example>',
		},
		message_id: '<a@example.net>',
		attachments: [],
	} as unknown as Parameters<typeof composeMail>[0]);
	const mail = await readMail(raw);
	expect(mail.answers).toEqual(['one@ses.example']);
	expect(serverVerdict(mail, 'mx.example.com')).toBeUndefined();
	expect(isSignedBySender(mail)).toBe(false);
	expect(receivedAt(mail, '2031-05-01T09:00:00.000Z')).toBe('2031-05-01T09:00:00.000Z');
});
