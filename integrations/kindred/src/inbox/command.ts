import { readAnswer, type Answer } from '../event/index.ts';
import { plainSubject, textOf, trimReply, type Mail } from '../reply/index.ts';

/** What a mail to a site without a server can ask for. Buttons and letters of ours write these mails. */
export type Command =
	| { readonly name: 'subscribe'; readonly fields: ReadonlyMap<string, readonly string[]> }
	| { readonly name: 'confirm'; readonly token: string }
	| { readonly name: 'leave'; readonly token: string }
	| {
			readonly name: 'rsvp';
			readonly answer: Answer;
			readonly event: string;
			/** How many they bring: `rsvp yes supper +2`. */
			readonly guests?: number | undefined;
			readonly token?: string | undefined;
	  };

/** How a signed token of ours looks: base64url, a dot, 43 characters of signature; what follows them is not ours. */
const token = /[A-Za-z0-9_-]{16,4000}\.[A-Za-z0-9_-]{43}/;
/** A line that ends like this may be a token that goes on in the next line. */
const unfinished = /[A-Za-z0-9_.-]{20}$/;
/** Attack: a megabyte of text that might be a token. Ours fit in a link. */
const MOST_TEXT = 12_000;
/** Attack: thousands of `name:` lines. */
const MOST_LINES = 40;
/** How an event's group is written. */
const group = /^[\p{L}\p{N}._/-]{1,200}$/u;

/**
 * The command a mail's subject is, whatever mail programs put before it (`Re:`); nothing for any other mail. A command without
 * the token it needs is none: somebody wrote these words themselves.
 */
export function readCommand(mail: Mail): Command | undefined {
	const [word = '', ...rest] = plainWords(mail.subject);
	switch (word.toLowerCase()) {
		case 'subscribe':
			return rest.length ? undefined : { name: 'subscribe', fields: readFields(mail) };
		case 'confirm':
			return withToken('confirm', rest, mail);
		case 'leave':
		case 'unsubscribe':
			return withToken('leave', rest, mail);
		case 'rsvp':
			return readRsvp(rest, mail);
		default:
			return undefined;
	}
}

/** The words of a subject, without the quotes around it and the full stop that a telephone puts behind it. */
function plainWords(subject: string): string[] {
	// Full-width letters and spaces are what some keyboards write (Unicode normalisation form KC).
	const plain = plainSubject(subject).normalize('NFKC').trim();
	return plain.replace(/^["'“”„«‘’「]|["'“”«»‘’」.!。]{1,3}$/gu, '').split(/\s+/u);
}

function withToken(name: 'confirm' | 'leave', rest: readonly string[], mail: Mail): Command | undefined {
	// Header lines that were broken come back with a space.
	const found = rest.length ? token.exec(rest.join(''))?.[0] : tokenIn(mail);
	return found === undefined ? undefined : { name, token: found };
}

function readRsvp([said, event = '', plus, ...more]: readonly string[], mail: Mail): Command | undefined {
	const answer = readAnswer(said);
	const guests = plus === undefined ? undefined : /^\+(\d{1,2})$/.exec(plus)?.[1];
	if (!answer || !group.test(event) || more.length || (plus !== undefined && guests === undefined))
		return undefined;
	const brings = guests === undefined ? {} : { guests: Number(guests) };
	return { name: 'rsvp', answer, event, ...brings, token: tokenIn(mail) };
}

/** A token in the text, also one that a mail program has broken over lines and quoted. */
function tokenIn(mail: Mail): string | undefined {
	let joined = '';
	for (const line of textOf(mail).slice(0, MOST_TEXT).split('\n')) {
		const plain = line.replace(/^[>\s]{1,99}/, '').replace(/[=\s]{1,99}$/, '');
		joined += `${plain && unfinished.test(joined.slice(-20)) ? '' : ' '}${plain}`;
	}
	return token.exec(joined)?.[0];
}

/** `name: Ada` and `languages: en, ar`, line by line, as a form gives its fields. */
function readFields(mail: Mail): Map<string, string[]> {
	const fields = new Map<string, string[]>();
	for (const line of trimReply({ text: textOf(mail).slice(0, MOST_TEXT) })
		.text.split('\n')
		.slice(0, MOST_LINES)) {
		const [, name = '', value = ''] =
			/^\s{0,8}(name|languages|topics|frequency|via)\s{0,4}[:：](.{0,600})/iu.exec(line) ?? [];
		const key = name.toLowerCase();
		if (!key || fields.has(key)) continue;
		const several = key === 'languages' || key === 'topics';
		fields.set(key, (several ? value.split(/[,;，、]/) : [value]).map((one) => one.trim()).filter(Boolean));
	}
	return fields;
}
