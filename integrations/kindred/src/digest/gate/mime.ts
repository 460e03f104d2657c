import PostalMime from 'postal-mime';
import { formatAddress } from '../../base/address.ts';
import { error, excerptOf, fine, warning, type Problem, type RawMail, type Rule } from './finding.ts';
import { encoding, headers, MOST_LINE } from './headers.ts';

const mend = 'The bytes of the mail are wrong; look at what writes them in mail/mime.ts.';

/** A header as it stands in the bytes, unfolded. */
interface RawHeader {
	readonly name: string;
	readonly value: string;
	readonly lines: readonly string[];
}

/** The head of a mail, one character per octet. */
function headOf(raw: Uint8Array): { head: string; fields: RawHeader[] } {
	const text = Buffer.from(raw).toString('latin1');
	const end = text.indexOf('\r\n\r\n');
	const head = end < 0 ? text : text.slice(0, end);
	const fields = head.split(/\r\n(?![ \t])/).map((field) => {
		const colon = field.indexOf(':');
		return {
			name: field.slice(0, Math.max(colon, 0)).toLowerCase(),
			value: field
				.slice(colon + 1)
				.replace(/\r\n/g, '')
				.trim(),
			lines: field.split('\r\n'),
		};
	});
	return { head, fields };
}

const once = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version'];

/** RFC 5322 in the bytes: what `headers` promises of the letter. */
export const rawHeaders: Rule = {
	promise: `${headers.promise} In the bytes: lines end in CRLF; From, To, Subject, Date and Message-ID stand once.`,
	...(headers.mail ? { mail: headers.mail } : {}),
	raw({ raw }) {
		const { fields } = headOf(raw);
		const text = Buffer.from(raw).toString('latin1');
		const problems: Problem[] = [];
		if (/\r(?!\n)|(?<!\r)\n/.test(text))
			problems.push(error('A line of the mail does not end in CRLF.', mend));
		if (text.split('\r\n').some((line) => line.length > MOST_LINE))
			problems.push(error(`A line of the mail is longer than ${MOST_LINE} octets.`, mend));
		for (const name of once) {
			const count = fields.filter((field) => field.name === name).length;
			if (count !== 1)
				problems.push(error(`The mail has ${count} headers called ${name}, and needs one.`, mend));
		}
		for (const { name, lines } of fields)
			if (!/^[\x21-\x39\x3b-\x7e]+$/.test(name) || lines.some((line) => !line.trim()))
				problems.push(
					error('A line of the head is no header.', mend, { excerpt: excerptOf(lines[0] ?? '') }),
				);
		const date = fields.find(({ name }) => name === 'date')?.value;
		if (date !== undefined && Number.isNaN(Date.parse(date)))
			problems.push(error('Date is no date.', mend, { excerpt: excerptOf(date) }));
		const id = fields.find(({ name }) => name === 'message-id')?.value;
		if (id !== undefined && !/^<[^\s<>@]+@[^\s<>@]+>$/.test(id))
			problems.push(error('Message-ID is no id in angle brackets.', mend, { excerpt: excerptOf(id) }));
		return problems;
	},
};

const encodedWord = /=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=/gi;

export const rawEncoding: Rule = {
	promise: encoding.promise,
	...(encoding.mail ? { mail: encoding.mail } : {}),
	raw: ({ raw }) => headOf(raw).fields.flatMap(wrongWords),
};

function wrongWords({ name, value, lines }: RawHeader): Problem[] {
	const problems: Problem[] = [];
	if (/[^\x00-\x7f]/.test(value)) problems.push(error(`${name} holds bytes beyond ASCII.`, mend));
	const words = [...lines.join('\r\n').matchAll(encodedWord)];
	if (!words.length) return problems;
	if (words.some(([word]) => word.length > 75))
		problems.push(error(`An encoded word in ${name} has more than 75 characters.`, mend));
	const decoded = words.map(([, charset = '', kind = '', content = '']) =>
		decodeWord(charset, kind, content),
	);
	if (decoded.some((text) => text === undefined))
		problems.push(error(`An encoded word in ${name} ends within a character.`, mend));
	else if (/^[\x20-\x7e]*$/.test(decoded.join('')) && !decoded.join('').includes('=?'))
		problems.push(
			warning(`${name} is encoded, although it is plain ASCII.`, mend, { excerpt: excerptOf(value) }),
		);
	return problems;
}

/** One encoded word on its own; nothing when its bytes are no whole characters. */
function decodeWord(charset: string, kind: string, content: string): string | undefined {
	const bytes =
		kind.toLowerCase() === 'b'
			? Buffer.from(content, 'base64')
			: Buffer.from(
					content
						.replaceAll('_', ' ')
						.replace(/=([0-9a-f]{2})/gi, (_all, code: string) =>
							String.fromCharCode(Number.parseInt(code, 16)),
						),
					'latin1',
				);
	try {
		return new TextDecoder(charset.replace(/\*.*$/, ''), { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

export const parsedAgain: Rule = {
	promise:
		'The mail, read again from its bytes, is the letter that was written: subject, people, headers, both bodies.',
	async raw(mail) {
		try {
			return differences(mail, await PostalMime.parse(mail.raw));
		} catch (cause) {
			return [error(`The mail cannot be read again: ${String(cause)}.`, mend)];
		}
	},
};

type Parsed = Awaited<ReturnType<typeof PostalMime.parse>>;

function differences({ letter }: RawMail, parsed: Parsed): readonly Problem[] {
	const oneLine = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
	const body = (text: string | undefined) => (text ?? '').replace(/\r\n?/g, '\n').trimEnd();
	const email = (address: unknown) => (address as { address?: string } | undefined)?.address ?? '';
	const same: [string, boolean][] = [
		['the subject', oneLine(parsed.subject) === oneLine(letter.subject)],
		['From', email(parsed.from) === letter.from.email],
		['To', parsed.to?.length === 1 && email(parsed.to[0]) === letter.to.email],
		['Reply-To', email(parsed.replyTo?.[0]) === (letter.replyTo ?? '')],
		['the text part', body(parsed.text) === body(letter.text)],
		['the HTML', body(parsed.html) === body(letter.html)],
	];
	for (const [name, value] of Object.entries(letter.headers)) {
		const found = parsed.headers.filter(({ key }) => key === name.toLowerCase());
		same.push([name, found.length === 1 && oneLine(found[0]!.value) === oneLine(value)]);
	}
	const wrong = same.filter(([, ok]) => !ok).map(([what]) => what);
	return wrong.length
		? [
				error(`Read again from its bytes, the mail has lost ${wrong.join(', ')}.`, mend, {
					excerpt: excerptOf(formatAddress(letter.to)),
				}),
			]
		: fine;
}
