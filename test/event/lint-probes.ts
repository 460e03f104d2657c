import { invitationFile } from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { eventOf } from './supper.ts';

const guest = { person: 7, name: 'I-Chun', email: 'i-chun@example.com', answer: 'yes', guests: 0 } as const;
const desk = {
	site,
	keys: ['a secret that is long enough to sign with'] as [string],
	at: '2026-11-22T09:30:00.000Z',
	sequence: 1,
};
const event = eventOf({ title: 'Supper; with soup, and bread', zone: 'Europe/Berlin' });
/** What the probes spoil. */
export const request = invitationFile(event, guest, desk).content;
export const cancel = invitationFile(event, guest, { ...desk, method: 'CANCEL' }).content;

interface Probe {
	readonly name: string;
	readonly file: string;
	/** What our lint says of it. */
	readonly says: RegExp;
}

/** Unfolded, so that a pattern finds what it looks for; only one probe minds long lines. */
const spoil = (file: string, pattern: RegExp, by: string) => {
	const spoilt = file.replace(/\r\n /g, '').replace(pattern, by);
	if (spoilt === file.replace(/\r\n /g, '')) throw new Error(`${pattern} is not in the file`);
	return spoilt
		.split('\r\n')
		.map((line) => line.replace(/(.{70})(?=.)/gu, '$1\r\n '))
		.join('\r\n');
};

/** What libical's check lets through, one file for each. */
export const unseenByLibical: readonly Probe[] = [
	{
		name: 'a DTSTAMP that is not UTC',
		file: spoil(request, /(DTSTAMP:\w+)Z/, '$1'),
		says: /DTSTAMP may not be/,
	},
	{
		name: 'a TZID without its VTIMEZONE',
		file: spoil(request, /BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n/s, ''),
		says: /no VTIMEZONE Europe\/Berlin/,
	},
	{
		name: 'an ORGANIZER that is no URI',
		file: spoil(request, /(ORGANIZER[^\r]*:)mailto:[^\r]*/, '$1Ada <ada@example.com>'),
		says: /ORGANIZER may not be/,
	},
	{
		name: 'an ORGANIZER in display form',
		file: spoil(request, /(ORGANIZER[^\r]*:mailto:)([^\r]*)/, '$1Ada <$2>'),
		says: /ORGANIZER may not be/,
	},
	{
		name: 'a name that brings an address',
		file: spoil(request, /CN="I-Chun"/, 'CN=x:mailto:evil@example.com'),
		says: /ATTENDEE may not be|CN=/,
	},
	{
		name: 'a name that brings an answer',
		file: spoil(request, /CN="I-Chun"/, 'CN=x;PARTSTAT=DECLINED'),
		says: /two PARTSTAT/,
	},
	{
		name: 'a name without quotes',
		file: spoil(request, /CN="I-Chun"/, 'CN=I-Chun'),
		says: /CN=I-Chun/,
	},
	{
		name: 'a cancellation that is confirmed',
		file: spoil(cancel, /STATUS:CANCELLED/, 'STATUS:CONFIRMED'),
		says: /CANCEL with CONFIRMED/,
	},
	{
		name: 'a line of 76 octets',
		file: request.replace(/(SUMMARY;LANGUAGE=en:)[^\r]*(\r\n [^\r]*)*/, `$1${'a'.repeat(56)}`),
		says: /76 octets/,
	},
	{
		name: 'a text that is not escaped',
		file: spoil(request, /\\([;,])/g, '$1'),
		says: /SUMMARY may not be/,
	},
];

/** What libical sees as well. */
export const seenByBoth: readonly Probe[] = [
	{
		name: 'a request without an organiser',
		file: spoil(request, /ORGANIZER[^\r]*\r\n/, ''),
		says: /"organizers":0/,
	},
	{
		name: 'a request without a guest',
		file: spoil(request, /ATTENDEE[^\r]*\r\n/, ''),
		says: /"attendees":0/,
	},
	{ name: 'an event without a UID', file: spoil(request, /UID:[^\r]*\r\n/, ''), says: /no UID/ },
	{ name: 'an event without a DTSTAMP', file: spoil(request, /DTSTAMP:[^\r]*\r\n/, ''), says: /no DTSTAMP/ },
	{
		name: 'a published file that names a guest',
		file: spoil(request, /METHOD:REQUEST/, 'METHOD:PUBLISH'),
		says: /"attendees":1/,
	},
	{
		name: 'a cancellation without a SEQUENCE',
		file: spoil(cancel, /SEQUENCE:\d+\r\n/, ''),
		says: /no SEQUENCE/,
	},
];
