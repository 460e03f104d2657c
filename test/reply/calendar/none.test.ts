import { describe, expect, it } from 'vitest';
import { readCalendarReply, readMail } from '../../../integrations/kindred/src/reply/index.ts';
import { simple } from './producers.ts';

const read = async (raw: string) => readCalendarReply(await readMail(Buffer.from(raw)));

describe('no answer', () => {
	const original = simple({ method: 'REQUEST', partstat: 'NEEDS-ACTION' });
	it.each([
		['is an invitation to us', original],
		['is what is cancelled', simple({ method: 'CANCEL' })],
		[
			'is a wish to be told again',
			simple({ method: 'REFRESH', partstat: 'NEEDS-ACTION' }).replace(/^METHOD:REFRESH$/m, 'METHOD:REFRESH'),
		],
		['is a calendar without a method', simple({ method: '', type: 'text/calendar' })],
		['is an answer without an attendee', simple().replace(/^ATTENDEE.*\r\n/m, '')],
		['is an answer without a word', simple().replace('PARTSTAT=ACCEPTED;', '')],
		['is an answer without an event', simple().replace(/^UID:.*\r\n/m, '')],
		['is an answer to two events', simple({ lines: ['UID:another@example.com'] })],
		[
			'is that of two people at once',
			simple({ from: 'Mia <mia@example.org>', lines: ['ATTENDEE;PARTSTAT=DECLINED:mailto:bo@example.org'] }),
		],
		['is one that ends in its middle', simple().replace('END:VCALENDAR', '')],
		[
			'is one in a mail within the mail',
			`From: mia@example.org\r\nContent-Type: message/rfc822\r\n\r\n${simple()}`,
		],
		['is a poll', simple().replaceAll(':VEVENT', ':VPOLL')],
		['is a task', simple().replaceAll(':VEVENT', ':VTODO')],
	])('%s', async (_name, raw) => {
		expect(await read(raw)).toBeUndefined();
	});

	it('is made of two parts that disagree', async () => {
		const [yes, no] = [simple(), simple({ partstat: 'DECLINED' })].map((raw) =>
			raw.slice(raw.indexOf('BEGIN:VCALENDAR'), raw.indexOf('--outer--')),
		);
		const head =
			'From: lin@example.net\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
		const both = (one: string, other: string) => `${head}--b\r\n${one}\r\n--b\r\n${other}\r\n--b--\r\n`;
		const typed = (ics: string, type = 'text/calendar') => `Content-Type: ${type}\r\n\r\n${ics}`;
		expect(await read(both(typed(yes!), typed(no!)))).toBeUndefined();
		// What is announced as an answer comes before what is not.
		const announced = both(typed(no!), typed(yes!, 'text/calendar; method=REPLY'));
		expect(await read(announced)).toMatchObject({ partstat: 'ACCEPTED' });
	});
});
