import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { invitationFile } from '../../integrations/kindred/src/event/index.ts';
import { composerMail, mimeBytes } from '../../integrations/kindred/src/mail/mime.ts';
import { createPostman } from '../../integrations/kindred/src/mail/postman.ts';
import { openResend } from '../../integrations/kindred/src/mail/resend.ts';
import { eventOf } from '../event/supper.ts';
import { startResend, type ResendStandIn } from '../resend/server.ts';
import { site } from '../site.ts';
import { openSqliteForTest, type TestStore } from '../store/open.ts';
import { letterTo } from './letters.ts';

const at = '2026-11-22T09:30:00.000Z';
const desk = { site, keys: ['a secret that is long enough to sign with'] as [string], at, sequence: 1 };

/** A letter to a guest, with the file their calendar gets. */
function invitation(person: number, method: 'REQUEST' | 'CANCEL' = 'REQUEST'): Letter {
	const to = { name: '陳怡君', email: `guest-${person}@example.com` };
	const guest = { ...to, person, answer: 'yes', guests: 1 } as const;
	const attachments = [invitationFile(eventOf({ title: '饗宴' }), guest, { ...desk, method })];
	return letterTo(to.email, { to, attachments });
}

describe('a letter with a calendar message', () => {
	it.each(['REQUEST', 'CANCEL'] as const)(
		'of %s has it as its last alternative and once more as a file',
		async (method) => {
			const letter = invitation(1, method);
			const bytes = await mimeBytes(composerMail(letter, 'k', at));
			const heads = Buffer.from(bytes)
				.toString()
				.match(/^Content-(Type|Disposition): .*(\r\n .*)*/gm)!;
			expect(heads.map((head) => head.replace(/\s*boundary=.*/s, '').replace(/\s+/g, ' '))).toEqual([
				'Content-Type: multipart/mixed;',
				'Content-Type: multipart/alternative;',
				'Content-Type: text/plain; charset=utf-8',
				'Content-Type: text/html; charset=utf-8',
				`Content-Type: text/calendar; charset=utf-8; method=${method}`,
				'Content-Type: application/ics; name=invite.ics',
				'Content-Disposition: attachment; filename=invite.ics',
			]);
			const { attachments, text, html } = await PostalMime.parse(bytes, { attachmentEncoding: 'utf8' });
			const sent = letter.attachments![0]!.content;
			for (const { content } of attachments) expect((content as string).replace(/\r?\n/g, '\r\n')).toBe(sent);
			expect(sent).toContain(`\r\nMETHOD:${method}\r\n`);
			expect([text?.trim(), html?.trim()]).toEqual([letter.text, letter.html]);
		},
	);

	it('that nobody can answer keeps its file beside the letter', async () => {
		const guest = { name: '', email: 'ada@example.com', person: 1, answer: 'yes', guests: 0 } as const;
		const file = invitationFile(eventOf(), guest, { ...desk, site: { ...site, inbound: undefined } });
		const letter = letterTo('ada@example.com', { attachments: [file] });
		const { attachments } = await PostalMime.parse(await mimeBytes(composerMail(letter, 'k', at)));
		expect(attachments).toMatchObject([
			{ filename: 'invite.ics', mimeType: 'text/calendar', disposition: 'attachment', method: 'PUBLISH' },
		]);
	});
});

describe('invitations through Resend', () => {
	let resend: ResendStandIn;
	let store: TestStore;
	beforeEach(async () => {
		[resend, store] = await Promise.all([startResend({ apiKey: 're_good', delay: 0 }), openSqliteForTest()]);
	});
	afterEach(() => Promise.all([resend.close(), store.remove()]));

	it('leave one by one, each under its own key and with its own file, also after a lost answer', async () => {
		const pace = { turn: async () => 0, learn: () => {} };
		const mailer = openResend({ apiKey: 're_good', baseUrl: resend.url, pace });
		let now = at;
		const postman = createPostman({ mailer, outgoing: store.store.outgoing, now: () => now });
		resend.trouble('drop-after');
		const said = [];
		for (const person of [1, 2, 3])
			said.push(await postman.post(invitation(person), `update:supper:${person}:1`));
		now = '2026-11-22T09:40:00.000Z';
		await postman.flush();

		expect(said).toEqual(['queued', 'sent', 'sent']);
		expect(new Set(resend.requests.map(({ path }) => path))).toEqual(new Set(['/emails']));
		expect(resend.emails.map(({ key, to }) => [key, to])).toEqual(
			[1, 2, 3].map((person) => [`update:supper:${person}:1`, [`"陳怡君" <guest-${person}@example.com>`]]),
		);
		for (const [index, { attachments }] of resend.emails.entries()) {
			expect(attachments).toMatchObject([
				{ filename: 'invite.ics', content_type: 'text/calendar; charset=utf-8; method=REQUEST' },
			]);
			const content = Buffer.from(attachments![0]!.content, 'base64').toString();
			expect(content).toBe(invitation(index + 1).attachments![0]!.content);
			expect(content.match(/guest-\d/g)).toEqual([`guest-${index + 1}`]);
		}
	});
});
