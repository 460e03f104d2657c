import { describe, expect, it } from 'vitest';
import { lint } from './lint.ts';
import { cancel, request, seenByBoth, unseenByLibical } from './lint-probes.ts';

describe('the strict reading of calendar files', () => {
	it('finds nothing in what we write', () => expect([lint(request), lint(cancel)]).toEqual([[], []]));

	it.each(unseenByLibical)('finds $name, which libical does not', ({ file, says }) =>
		expect(lint(file).join('\n')).toMatch(says),
	);
	it.each(seenByBoth)('finds $name', ({ file, says }) => expect(lint(file).join('\n')).toMatch(says));

	it.each([
		['no end of line', request.slice(0, -2), /no end/],
		['a bare line feed', request.replace('\r\n', '\n'), /something else than CRLF/],
		['a doubled carriage return', request.replace('\r\n', '\r\r\n'), /something else than CRLF/],
		['a control character', request.replace('soup', 'so\u0007up'), /control character/],
		['half a character', request.replace('soup', 'so\ud83fup'), /half/],
		['a component that does not end', request.replace('END:VEVENT\r\n', ''), /END:VCALENDAR ends what/],
		['a property of nobody', request.replace('TRANSP:', 'TIMEZONE-ID:'), /TIMEZONE-ID is not a property/],
		['a quote inside a name', request.replace('"I-Chun"', '"I"Chun"'), /ends nowhere/],
		['a request for what is off', request.replace('CONFIRMED', 'CANCELLED'), /REQUEST for what is cancelled/],
		['a clock without a zone', request.replace(/DTEND;TZID=[^:]*/, 'DTEND'), /DTEND has no zone/],
		['a zone of nobody', request.replace(/;TZID=[^:]*:(\w+)/g, ':$1Z'), /nobody names the zone/],
		[
			'a day without VALUE=DATE',
			request.replace(/DT(START|END);TZID=[^:]*:(\d{8})T\d+/g, 'DT$1:$2'),
			/no VALUE=DATE/,
		],
	])('finds %s', (_name, file, says) => expect(lint(file).join('\n')).toMatch(says));
});
