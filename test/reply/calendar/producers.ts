import {
	base64,
	calendar,
	full,
	lines,
	mailOf,
	nested,
	part,
	plain,
	quotedPrintable,
	type Said,
} from './pieces.ts';

/** Google Calendar: the answer twice, and marked as a program's. */
export function gmail(given: Said = {}): string {
	const said = full(given);
	const { partstat, attendee, uid, guests, comment, summary } = said;
	const words = comment && `;X-RESPONSE-COMMENT="${comment}"`;
	const ics = calendar(
		said.method,
		'-//Google Inc//Google Calendar 70.9054//EN',
		said.start,
		said.end,
		`DTSTAMP:${said.stamp}`,
		'ORGANIZER;CN=Ada:mailto:letters@in.example.com',
		`UID:${uid}`,
		`ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat};CN=Lin Yatin`,
		` g;X-NUM-GUESTS=${guests}${words}:mailto:${attendee}`,
		'X-GOOGLE-CONFERENCE:https://meet.example.com/abc',
		'DESCRIPTION:Soup\\, bread and one question.\\n\\nhttps://example.com/events/su',
		' pper/',
		`SEQUENCE:${said.sequence}`,
		'STATUS:CONFIRMED',
		`SUMMARY:${summary}`,
		'TRANSP:OPAQUE',
		said.lines,
	);
	const announced = part(
		[
			`Content-Type: text/calendar; charset="UTF-8"; method=${said.method}`,
			'Content-Transfer-Encoding: 7bit',
		],
		ics,
	);
	const file = part(
		[
			'Content-Type: application/ics; name="invite.ics"',
			'Content-Disposition: attachment; filename="invite.ics"',
			'Content-Transfer-Encoding: base64',
		],
		base64(ics),
	);
	return mailOf(
		said,
		'multipart/mixed',
		[
			nested([
				plain('Lin has accepted this invitation.'),
				part(['Content-Type: text/html'], '<p>Accepted</p>'),
				announced,
			]),
			file,
		],
		['Sender: Google Calendar <calendar-notification@google.com>', 'Auto-Submitted: auto-generated'],
	);
}

/** Outlook and Exchange: no organiser, Windows' names of zones, an empty comment, capital letters. */
export function outlook(given: Said & { zone?: string; withZone?: boolean; language?: string } = {}): string {
	const said = full({ start: '', end: '', ...given });
	const { zone = 'W. Europe Standard Time', withZone = true, language = 'en-US' } = given;
	const vtimezone = [
		'BEGIN:VTIMEZONE',
		`TZID:${zone}`,
		'BEGIN:STANDARD',
		'DTSTART:16010101T030000',
		'TZOFFSETFROM:+0200',
		'TZOFFSETTO:+0100',
		'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
		'END:STANDARD',
		'BEGIN:DAYLIGHT',
		'DTSTART:16010101T020000',
		'TZOFFSETFROM:+0100',
		'TZOFFSETTO:+0200',
		'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
		'END:DAYLIGHT',
		'END:VTIMEZONE',
	];
	const ics = lines(
		'BEGIN:VCALENDAR',
		`METHOD:${said.method}`,
		'PRODID:Microsoft Exchange Server 2010',
		'VERSION:2.0',
		withZone && vtimezone,
		'BEGIN:VEVENT',
		`ATTENDEE;PARTSTAT=${said.partstat};CN=Lin Yating:MAILTO:${said.attendee}`,
		`COMMENT;LANGUAGE=${language}:${said.comment || '\\n'}`,
		`UID:${said.uid}`,
		`SUMMARY;LANGUAGE=${language}:${said.summary}`,
		said.start || `DTSTART;TZID=${zone}:20310517T130000`,
		said.end || `DTEND;TZID=${zone}:20310517T150000`,
		'CLASS:PUBLIC',
		'PRIORITY:5',
		`DTSTAMP:${said.stamp}`,
		'TRANSP:OPAQUE',
		'STATUS:CONFIRMED',
		`SEQUENCE:${said.sequence}`,
		`LOCATION;LANGUAGE=${language}:Dadaocheng`,
		'X-MICROSOFT-CDO-APPT-SEQUENCE:0',
		'X-MICROSOFT-CDO-BUSYSTATUS:BUSY',
		said.lines,
		'END:VEVENT',
		'END:VCALENDAR',
	);
	const body = part(
		['Content-Type: text/plain; charset="windows-1256"', 'Content-Transfer-Encoding: quoted-printable'],
		'',
	);
	const announced = part(
		[
			`Content-Type: text/calendar; charset="utf-8"; method=${said.method}`,
			'Content-Transfer-Encoding: base64',
		],
		base64(ics),
	);
	return mailOf(
		said,
		'multipart/alternative',
		[
			body,
			part(['Content-Type: text/html; charset="windows-1256"'], '<html><body></body></html>'),
			announced,
		],
		['X-MS-Has-Attach:', 'X-Auto-Response-Suppress: DR, OOF, AutoReply'],
	);
}

/** Apple Mail: a file without a method, its line breaks quoted. */
export function apple(given: Said = {}): string {
	const said = full(given);
	const ics = calendar(
		said.method,
		'-//Apple Inc.//macOS 15.1//EN',
		`UID:${said.uid}`,
		`DTSTAMP:${said.stamp}`,
		said.start,
		said.end,
		'ORGANIZER;CN="Ada":mailto:letters@in.example.com',
		`ATTENDEE;CN="Lin Yating";CUTYPE=INDIVIDUAL;EMAIL="${said.attendee}";PARTSTAT=${said.partstat};ROLE=REQ-PARTICIPANT:mailto:${said.attendee}`,
		said.comment && `COMMENT:${said.comment}`,
		`SEQUENCE:${said.sequence}`,
		`SUMMARY:${said.summary}`,
		'LAST-MODIFIED:20310430T095959Z',
		said.lines,
	);
	const file = part(
		[
			'Content-Type: text/calendar; name="iCal-20310430-100000.ics"; x-unix-mode=0644',
			'Content-Disposition: attachment; filename="iCal-20310430-100000.ics"',
			'Content-Transfer-Encoding: quoted-printable',
		],
		quotedPrintable(ics),
	);
	return mailOf(said, 'multipart/alternative', [
		plain('Lin Yating has accepted your invitation.'),
		nested([part(['Content-Type: text/html; charset=us-ascii'], '<p>accepted</p>'), file], 'multipart/mixed'),
	]);
}

/** iCloud answers through a relay, which stands in ATTENDEE; the guest's address is in a parameter. */
export function icloud(given: Said = {}): string {
	const said = full(given);
	const ics = calendar(
		said.method,
		'-//caldav.icloud.com//CALDAVJ 2420B123//EN',
		`UID:${said.uid}`,
		`DTSTAMP:${said.stamp}`,
		said.start,
		said.end,
		'ORGANIZER;CN=Ada;EMAIL=letters@in.example.com:mailto:2_GEYTAMJQGEYTAMJQ@imip.me.com',
		`ATTENDEE;CN=Lin;EMAIL=${said.attendee};CUTYPE=INDIVIDUAL;PARTSTAT=${said.partstat}:mailto:2_HEYTAMJQGEYTAMJQMNSWK@imip.me.com`,
		`SEQUENCE:${said.sequence}`,
		`SUMMARY:${said.summary}`,
		said.comment && `COMMENT:${said.comment}`,
		'REQUEST-STATUS:2.0;Success',
		said.lines,
	);
	return mailOf(said, 'multipart/alternative', [
		plain('Lin accepted.'),
		part(
			[
				`Content-Type: text/calendar; method=${said.method}; charset=UTF-8`,
				'Content-Transfer-Encoding: 8bit',
			],
			ics,
		),
	]);
}

/** DAViCal, Z-Push and others: the mail is the calendar. */
export function whole(given: Said & { prodid?: string } = {}): string {
	const said = full(given);
	const ics = calendar(
		said.method,
		given.prodid ?? '-//davical.org//NONSGML AWL Calendar//EN',
		`UID:${said.uid}`,
		`DTSTAMP:${said.stamp}`,
		said.start,
		said.end,
		'ORGANIZER:mailto:letters@in.example.com',
		`ATTENDEE;PARTSTAT=${said.partstat}:mailto:${said.attendee}`,
		`SEQUENCE:${said.sequence}`,
		said.comment && `COMMENT:${said.comment}`,
		`SUMMARY:${said.summary}`,
		said.lines,
	);
	return [
		...said.headers,
		`From: ${said.from}`,
		`To: ${said.to}`,
		`Subject: ${said.subject}`,
		`Message-ID: <${said.id}>`,
		'Date: Wed, 30 Apr 2031 10:00:05 +0000',
		'MIME-Version: 1.0',
		`Content-Type: text/calendar; method=${said.method}; charset=utf-8`,
		'',
		ics,
	].join('\r\n');
}

/** Nextcloud, Fastmail, Thunderbird: a text and the calendar. */
export function simple(given: Said & { prodid?: string; type?: string } = {}): string {
	const said = full(given);
	const ics = calendar(
		said.method,
		given.prodid ?? '-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN',
		`UID:${said.uid}`,
		`DTSTAMP:${said.stamp}`,
		said.start,
		said.end,
		'ORGANIZER;CN=Ada:mailto:letters@in.example.com',
		`ATTENDEE;CN=Lin;PARTSTAT=${said.partstat};ROLE=REQ-PARTICIPANT:mailto:${said.attendee}`,
		`SEQUENCE:${said.sequence}`,
		said.comment && `COMMENT:${said.comment}`,
		`SUMMARY:${said.summary}`,
		said.lines,
	);
	const type = given.type ?? `text/calendar; charset=utf-8; method=${said.method}`;
	return mailOf(said, 'multipart/mixed', [plain('Lin accepts.'), part([`Content-Type: ${type}`], ics)]);
}
