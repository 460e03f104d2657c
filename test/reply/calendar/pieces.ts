/** What an answer says; every producer below writes it in its own way. */
export interface Said {
	readonly partstat?: string;
	readonly method?: string;
	readonly uid?: string;
	readonly attendee?: string;
	readonly from?: string;
	readonly to?: string;
	readonly sequence?: number;
	readonly stamp?: string;
	readonly guests?: number;
	readonly comment?: string;
	readonly summary?: string;
	/** Lines that stand in the event besides. */
	readonly lines?: readonly string[];
	readonly start?: string;
	readonly end?: string;
	readonly headers?: readonly string[];
	readonly id?: string;
	readonly subject?: string;
}

let count = 0;

const defaults = {
	partstat: 'ACCEPTED',
	method: 'REPLY',
	uid: 'supper@example.com',
	attendee: 'lin@example.net',
	to: 'letters@in.example.com',
	sequence: 0,
	stamp: '20310430T100000Z',
	guests: 0,
	comment: '',
	summary: 'Supper',
	lines: [],
	start: 'DTSTART;TZID=Asia/Taipei:20310517T190000',
	end: 'DTEND;TZID=Asia/Taipei:20310517T210000',
	headers: [],
	subject: 'Accepted: Supper',
} as const;

export const full = (said: Said) => {
	const all = { ...defaults, ...said };
	return { ...all, from: said.from ?? `Lin <${all.attendee}>`, id: said.id ?? `c${++count}@example.net` };
};
export type Full = ReturnType<typeof full>;

export const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
/** Quoted-printable as Apple writes it: line breaks are letters too. */
export const quotedPrintable = (text: string) =>
	[...Buffer.from(text)]
		.map((byte) =>
			byte > 32 && byte < 127 && byte !== 61
				? String.fromCharCode(byte)
				: `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
		)
		.join('')
		.replace(/(?:=[0-9A-F]{2}|[^=]){60}/g, '$&=\r\n');

export const lines = (...all: readonly (string | readonly string[] | false)[]) =>
	all
		.flat()
		.filter((line) => line !== false && line !== '')
		.join('\r\n') + '\r\n';

/** A calendar around one event. */
export const calendar = (
	method: string,
	prodid: string,
	...event: readonly (string | readonly string[] | false)[]
) =>
	lines(
		'BEGIN:VCALENDAR',
		`PRODID:${prodid}`,
		'VERSION:2.0',
		'CALSCALE:GREGORIAN',
		method && `METHOD:${method}`,
		'BEGIN:VEVENT',
		event.flat().filter(Boolean) as string[],
		'END:VEVENT',
		'END:VCALENDAR',
	);

/** A mail of these parts, in one multipart. */
export function mailOf(
	said: Full,
	type: string,
	parts: readonly string[],
	extra: readonly string[] = [],
): string {
	return [
		...said.headers,
		`From: ${said.from}`,
		`To: ${said.to}`,
		`Subject: ${said.subject}`,
		`Message-ID: <${said.id}>`,
		'Date: Wed, 30 Apr 2031 10:00:05 +0000',
		'MIME-Version: 1.0',
		...extra,
		`Content-Type: ${type}; boundary="outer"`,
		'',
		...parts.flatMap((part) => ['--outer', part]),
		'--outer--',
		'',
	].join('\r\n');
}

/** A part with its headers. */
export const part = (headers: readonly string[], body: string) => `${headers.join('\r\n')}\r\n\r\n${body}`;
export const plain = (text: string) => part(['Content-Type: text/plain; charset="UTF-8"'], text);
export const nested = (parts: readonly string[], type = 'multipart/alternative') =>
	`Content-Type: ${type}; boundary="inner"\r\n\r\n${parts.map((one) => `--inner\r\n${one}`).join('\r\n')}\r\n--inner--`;
