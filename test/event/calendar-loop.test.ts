import { describe, expect, it } from 'vitest';
import { tagOf } from '../../integrations/kindred/src/base/address.ts';
import { openReplyTag, thingCode } from '../../integrations/kindred/src/base/token.ts';
import { invitationFile } from '../../integrations/kindred/src/event/index.ts';
import { readCalendarReply, readMail } from '../../integrations/kindred/src/reply/index.ts';
import { site } from '../site.ts';
import { calendarCases } from './calendar-cases.ts';
import { eventOf } from './supper.ts';

const keys: [string] = ['a secret that is long enough to sign with'];

/** What a calendar sends back: our own file as a REPLY, with another answer. */
async function answered(file: string, partstat = 'DECLINED') {
	const reply = file
		.replace('METHOD:REQUEST', 'METHOD:REPLY')
		.replaceAll('\r\n ', '')
		.replace(/PARTSTAT=[A-Z-]+;RSVP=TRUE/, `PARTSTAT=${partstat}`);
	const head = [
		'From: guest@example.com',
		'To: letters@in.example.com',
		'MIME-Version: 1.0',
		'Content-Type: text/calendar; charset=utf-8; method=REPLY',
		'Content-Transfer-Encoding: base64',
	];
	const body = Buffer.from(reply).toString('base64').replace(/.{76}/g, '$&\r\n');
	return readCalendarReply(await readMail(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}\r\n`)));
}

describe('what a calendar answers to a file of ours', () => {
	it('is read as that guest’s answer to that event, whatever they and it are called', async () => {
		for (const { file, name } of calendarCases.filter(({ method }) => method === 'REQUEST')) {
			const reply = await answered(file);
			expect(reply, name).toMatchObject({
				uid: 'supper@example.com',
				attendee: "o'hara+x@example.com",
				partstat: 'DECLINED',
				sequence: 3,
				guests: 2,
			});
			const claim = openReplyTag(tagOf(reply!.organizer!, site.inbound!)!, keys);
			expect(claim, name).toEqual({ person: 7, thing: thingCode('event:supper') });
		}
	});

	it.each(['a=b&c%20d@example.com', 'jörg/x@example.com', 'a#b?c^d@example.com', "o'{hara}~|@example.com"])(
		'finds the address %s again',
		async (email) => {
			const guest = { person: 7, name: '', email, answer: 'none', guests: 0, seat: 'invited' } as const;
			const { content } = invitationFile(eventOf(), guest, {
				site,
				keys,
				at: '2026-11-22T09:30:00.000Z',
				sequence: 0,
			});
			expect(content.replaceAll('\r\n ', '')).toContain(';PARTSTAT=NEEDS-ACTION;');
			expect(await answered(content, 'TENTATIVE')).toMatchObject({ attendee: email, partstat: 'TENTATIVE' });
		},
	);
});
