import type { Site } from '../base/site.ts';
import { dayOf } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import type { Reply } from './index.ts';
import { answerSubject } from './write-answer.ts';

/** From this line on nothing of a draft is sent. What stands above it is, whatever its lines begin with. */
const SCISSORS = '# ------------------------ >8 ------------------------';
/** Attack: a reply of a megabyte that makes an editor slow. What is cut is in `kindred reply show`. */
const MOST_SHOWN = 20_000;

/** What an editor opens: room for the answer, and below the line to whom it goes and what they wrote. */
export function answerDraft(
	reply: Reply,
	person: Person,
	{ site, subject }: { readonly site: Site; readonly subject?: string | undefined },
): string {
	const who = person.name ? `${oneLine(person.name)} <${reply.from}>` : reply.from;
	const written = reply.text.slice(0, MOST_SHOWN).split('\n');
	const remarks = [
		'Write your answer above this line; nothing from this line on is sent.',
		'If there is nothing above it, nothing is sent at all.',
		'',
		`To:       ${who}${reply.verified ? '' : '  (nothing proves that they wrote this)'}`,
		`Subject:  ${answerSubject(reply, subject, site)}`,
		'',
		`${dayOf(reply.at, site.zone)}, they wrote:`,
		'',
		// Set off, so that no line of theirs can be the line above which all is sent.
		...written.map((line) => `> ${line}`.trimEnd()),
		...(reply.text.length > MOST_SHOWN ? ['', `… kindred reply show ${reply.id} shows all of it`] : []),
	];
	return ['', '', SCISSORS, ...remarks.map((line) => `# ${line}`.trimEnd()), ''].join('\n');
}

/**
 * What the author wrote into a draft. Where the line is gone, lines of `offered`, the draft as it was made, are left out one by
 * one: what somebody wrote to us is never sent back as an answer.
 */
export function readDraft(draft: string, offered: string): string {
	const lines = plainAnswer(draft).split('\n');
	const end = lines.indexOf(SCISSORS);
	if (end >= 0) return plainAnswer(lines.slice(0, end).join('\n'));
	const ours = new Set(plainAnswer(offered).split('\n').filter(Boolean));
	return plainAnswer(lines.filter((line) => !ours.has(line)).join('\n'));
}

/** An answer as it is sent: line feeds, no control characters, no blank ends. Two hyphens and a space still begin a signature. */
export function plainAnswer(text: string): string {
	return text
		.replace(/^\ufeff/, '')
		.replace(/\r\n?/g, '\n')
		.replace(/[^\P{Cc}\n\t]/gu, '')
		.toWellFormed()
		.split('\n')
		.map((line) => (line === '-- ' ? line : line.trimEnd()))
		.join('\n')
		.replace(/^\n+/, '')
		.trimEnd();
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
