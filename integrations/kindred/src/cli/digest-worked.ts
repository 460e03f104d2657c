import { FOLLOWS_WITHIN, type DigestStatus, type HeldChunk, type Recipient } from '../digest/index.ts';
import { printable } from './io.ts';

/** A list of articles as long as a screen; `--json` has all of them. */
const MOST_ITEMS = 20;

/** What became of a digest. The numbers add up, and none of them was measured behind a reader's back. */
export function printStatus(digest: string, status: DigestStatus, run?: Standing): string {
	const echoes = status.sent ? `${worked(status).join('\n')}\n` : '';
	return printBooks(digest, status, run) + echoes;
}

/** Whether the run of a digest goes on. */
interface Standing {
	readonly state: string;
	readonly reason?: string | undefined;
}

/** Who has it and who has not, in a few lines. */
export function printBooks(digest: string, status: DigestStatus, run?: Standing): string {
	if (!status.candidates) return `Digest ${digest} was not sent yet.\n`;
	const { candidates, sent, pending, failed, held } = status;
	const excluded = Object.entries(status.excluded);
	const left = excluded.reduce((sum, [, n]) => sum + n, 0);
	const isHalted = run && (run.state === 'paused' || run.state === 'cancelled');
	const lines = [
		`Digest ${digest}: ${candidates} candidates = ${sent} sent + ${left} excluded + ${pending} pending + ${failed} failed + ${held} held`,
		...(isHalted ? [`  ${run.state}${run.reason ? `: ${printable(run.reason)}` : ''}`] : []),
		...(held ? [`  held: look with \`kindred digest status ${digest} --held\``] : []),
		...excluded.map(([reason, n]) => `  excluded: ${n} ${reason}`),
	];
	return `${lines.join('\n')}\n`;
}

function worked(status: DigestStatus): string[] {
	const { outcomes, noWordYet, replies, wroteBack, answeredInvitation, left, leftByItsLink } = status;
	const told = Object.entries(outcomes).filter(([, n]) => n > 0);
	const fates = [
		...told.map(([name, n]) => `${n} ${name}`),
		...(noWordYet ? [`${noWordYet} no word yet`] : []),
	];
	const days = `within ${FOLLOWS_WITHIN} days`;
	return [
		`  of those sent: ${fates.join(', ')}`,
		`  wrote back: ${readers(wroteBack)}, ${replies} ${replies === 1 ? 'reply' : 'replies'}`,
		`  answered an invitation ${days}: ${readers(answeredInvitation)}`,
		`  left ${days}: ${readers(left)}${left ? `, ${leftByItsLink} by the link in this letter` : ''}`,
		...variants(status),
	];
}

function variants({ byLanguage, byItem }: DigestStatus): string[] {
	const languages = Object.entries(byLanguage).map(([lang, { sent, wroteBack }]) => [lang, sent, wroteBack]);
	const items = byItem
		.slice(0, MOST_ITEMS)
		.map(({ item, sent, wroteBack, replies }) => [item, sent, wroteBack, replies]);
	const more = byItem.length - items.length;
	return [
		...table(['language', 'sent', 'wrote back'], languages),
		...(items.length ? table(['article', 'sent', 'wrote back', 'about it'], items) : []),
		...(more > 0 ? [`  and ${more} more articles, all of them with --json`] : []),
	];
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
	const lines = [head, ...rows].map((row) => row.map(String));
	const width = (column: number) => Math.max(...lines.map((line) => line[column]!.length));
	const widths = head.map((_, column) => width(column));
	const cell = (text: string, column: number) =>
		column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!);
	return ['', ...lines.map((line) => `  ${line.map(cell).join('  ')}`)];
}

const readers = (n: number): string => `${n} ${n === 1 ? 'reader' : 'readers'}`;

/** One reader's line. What a mail server said is a stranger's text. */
export function printRecipient({ email, person, state, outcome, reason }: Recipient): string {
	const why = [outcome, reason].filter(Boolean).join(', ');
	const who = email || `(forgotten, number ${person})`;
	return `${printable(`${who.padEnd(40)}  ${state}${why ? `: ${why}` : ''}`).replaceAll('\n', ' ')}\n`;
}

/** The batches whose fate nobody knows, with everybody in them, and what to do. */
export function printHeld(digest: string, chunks: readonly HeldChunk[]): string {
	if (!chunks.length) return `Nothing of digest ${digest} is held.\n`;
	const lines = chunks.flatMap(({ seq, why, attemptedAt, open }) => [
		`Batch ${seq + 1}${attemptedAt ? `, handed over ${attemptedAt}` : ''}: ${printable(why)}`,
		...open.map(({ email, person, lang }) => `  ${email || `(forgotten, number ${person})`}  ${lang}`),
		'',
	]);
	const all = chunks.reduce((sum, { open }) => sum + open.length, 0);
	return `${lines.join('\n')}
Look for ${all === 1 ? 'this letter' : 'some of these letters'} in your provider's own list, or ask a reader. Then write
  kindred digest resolve ${digest} --sent     if they have it
  kindred digest resolve ${digest} --again    if they do not: it is sent once more
`;
}
