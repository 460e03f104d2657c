import { confidence, conversationOf, type Answer, type Reply, type Rung, type Turn } from '../reply/index.ts';
import { clockIn } from '../base/time.ts';
import { printable } from './io.ts';
import { calendarInWords } from './reply-calendar.ts';
import type { Desk } from './open.ts';
import { titleOf } from './person-print.ts';
import { written } from './reply-find.ts';

/** What of a conversation is opened that is folded by default. */
export interface Unfolded {
	readonly quoted?: boolean | undefined;
	readonly signature?: boolean | undefined;
}

/** A reply with everything that was written before and after it in its thread. */
export async function threadOf(reply: Reply, { store }: Pick<Desk, 'store'>): Promise<readonly Turn[]> {
	if (reply.person === undefined) return [{ at: reply.at, reply }];
	const [replies, answers] = [await store.replies.by(reply.person), await store.answers.to(reply.person)];
	return conversationOf(reply, replies, answers);
}

/** What is known of a reply, then the whole conversation in its order. */
export async function conversationText(reply: Reply, desk: Desk, unfolded: Unfolded): Promise<string> {
	const { people } = desk.store;
	const person = reply.person === undefined ? undefined : await people.byId(reply.person);
	const through = reply.forwardedBy === undefined ? undefined : await people.byId(reply.forwardedBy);
	const name = person?.name || reply.from || 'Nobody';
	const turns = await threadOf(reply, desk);
	const parts = turns.map((turn) =>
		turn.reply ? theirs(turn.reply, { name, unfolded, desk }) : yours(turn.answer, desk.site.zone),
	);
	const head = [
		`#${reply.id}  ${reply.subject}`,
		`From      ${written({ name: person?.name, email: reply.from })}${reply.verified ? '' : '  (unverified: anybody can write this address)'}`,
		...(through ? [`Through   ${written(through)}`] : []),
		`About     ${aboutInWords(reply, desk)}`,
		`Proof     ${proofInWords(reply)}`,
		`Kind      ${reply.kind}: ${reply.reason}`,
		...(await calendarInWords(reply, desk)),
		...itemsInWords(reply, desk),
		...(reply.back ? [`Back      ${reply.back}`] : []),
	];
	return printable(`${[head.join('\n'), ...parts].join('\n\n')}\n`);
}

function theirs(
	reply: Reply,
	{ name, unfolded, desk }: { name: string; unfolded: Unfolded; desk: Desk },
): string {
	const { id, at, text, pairs = [], quoted, signature, attachments = [] } = reply;
	const body = pairs.length
		? pairs.map(({ quote, answer }) => `${prefixed('> ', quote)}\n${answer}`).join('\n\n')
		: text;
	const lines = [
		`── ${clockIn(at, desk.site.zone)}  ${name} wrote (#${id})`,
		'',
		indented(body || '(no words of their own)'),
		...(pairs.length && unfolded.quoted ? ['', 'All of it without what they quoted:', indented(text)] : []),
		...folded(quoted, { open: unfolded.quoted, mark: '> ', as: 'quoted', option: '--quoted' }),
		...folded(signature, { open: unfolded.signature, mark: '', as: 'of a signature', option: '--all' }),
		...attachments.map(
			({ name: file, type, bytes, hash }) =>
				`Attached: ${file} (${type}, ${size(bytes)}), ${hash ? desk.attachments.pathOf(hash) : 'too large to be kept'}`,
		),
	];
	return lines.join('\n');
}

function yours({ at, text, by }: Answer, zone: string): string {
	const how = {
		command: 'You answered',
		mail: 'You answered in your mail program',
		refused: 'You answered, but nobody would carry the letter: it has to be sent again',
	}[by];
	return `── ${clockIn(at, zone)}  ${how}\n\n${indented(text)}`;
}

/** What is folded is named with the option that opens it. */
function folded(
	text: string,
	{ open, mark, as, option }: { open: boolean | undefined; mark: string; as: string; option: string },
): string[] {
	if (!text) return [];
	if (open) return ['', indented(prefixed(mark, text))];
	const count = text.split('\n').length;
	return ['', `[${count} ${count === 1 ? 'line' : 'lines'} ${as}: ${option}]`];
}

/** What people wrote is set in, so that no line of it can be taken for one of ours. */
const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

const prefixed = (mark: string, text: string): string =>
	text
		.split('\n')
		.map((line) => (mark && !line.startsWith('>') ? `${mark}${line}` : line))
		.join('\n');

const rungs: Readonly<Record<Rung, string>> = {
	address: 'the signed address it was sent to',
	'in-reply-to': 'the letter it answers',
	references: 'a letter further up in its thread',
	link: 'a signed link in what it quotes',
	subject: 'its subject and its sender',
	sender: 'its sender alone',
};

function aboutInWords({ about, rung }: Reply, { snapshot }: Desk): string {
	const what = about ? (titleOf(snapshot, about) ?? about) : 'nothing in particular';
	return rung ? `${what} (known by ${rungs[rung]}, ${confidence[rung]} %)` : what;
}

function proofInWords({ proof, verified }: Reply): string {
	if (proof) {
		// Of somebody we did not know, or to others: what their domain says is true, and proves nothing to us.
		const pass = verified ? 'proved' : 'vouched for';
		const said = { pass, fail: 'forged, it seems', none: 'not proved' }[proof.verdict];
		return `${said}: ${proof.reason}`;
	}
	return verified
		? 'proved: it came to the signed address that only they were given.'
		: 'not proved: nothing shows that they wrote it.';
}

function itemsInWords({ items = [] }: Reply, { snapshot }: Desk): string[] {
	if (!items.length) return [];
	const told = items.map(
		({ post, share }) => `${titleOf(snapshot, `post:${post}`) ?? post} ${Math.round(share * 100)} %`,
	);
	return [`Speaks of ${told.join(', ')}`];
}

const size = (bytes: number): string =>
	bytes < 1000
		? `${bytes} bytes`
		: bytes < 1_000_000
			? `${Math.round(bytes / 1000)} kB`
			: `${(bytes / 1_000_000).toFixed(1)} MB`;
