import type { EventPlan, KindredEvent, PlanWarning, PlannedMail } from '../event/index.ts';
import { beforeAndAfter, reasonOf, whyOf } from './event-reasons.ts';
import { count, printable } from './io.ts';

/** A plan as lines: what has changed, who gets which letter and why, and what to know before saying yes. */
export function printPlan(plan: EventPlan, { lang }: KindredEvent): string {
	const { event, mails, sequence, hash, changes, warnings, words } = plan;
	const head = mails.length
		? `${event}: ${count(mails.length, 'letter')}, plan ${hash.slice(0, 12)}`
		: `${event}: nothing to send`;
	const parts = [
		changes.flatMap((change) => {
			const mailed = change.moves ? '' : ', which nobody is written about';
			const texts = change.field === 'status' ? undefined : beforeAndAfter(change, lang);
			return [
				`  ${reasonOf(change)}${mailed}`,
				...(texts ? [`    was  ${texts[0]}`, `    now  ${texts[1]}`] : []),
			];
		}),
		sequence.to > sequence.from ? [`  SEQUENCE ${sequence.from} → ${sequence.to}`] : [],
		mails.map(mailLine),
		words ? ['  in your words', ...words.split('\n').map((line) => `    ${line}`)] : [],
		warnings.map((warning) => `  Note: ${warningInWords(warning)}`),
	];
	const body = parts.filter((lines) => lines.length).map((lines) => `${lines.join('\n')}\n`);
	return printable([`${head}\n`, ...body].join(mails.length ? '\n' : ''));
}

function mailLine(mail: PlannedMail): string {
	const { person, letter, lang, calendar } = mail;
	// A name in two lines could look like a line of ours.
	const name = person.name.replace(/\s+/g, ' ');
	const to = name ? `${name} <${person.email}>` : person.email;
	return `  ${letter.padEnd(15)} ${to} (${lang}${calendar ? `, calendar ${calendar}` : ''}): ${whyOf(mail)}`;
}

/** What an author ought to know, as a sentence. */
export function warningInWords(warning: PlanWarning): string {
	switch (warning.kind) {
		case 'overfull':
			return `${warning.taken} seats are taken and there are ${warning.capacity}; nobody loses theirs, and nobody new gets one.`;
		case 'now-past':
			return `the file says that it is over, and ${guestsWho(warning.guests, 'expects', 'expect')} it. Is the year right?`;
		case 'was-past':
			return `what ${guestsWho(warning.guests, 'was', 'were')} told of is over, so nobody is written to. A new gathering wants a file of its own.`;
		case 'unreachable': {
			const { name, email } = warning.person;
			return `${name || email} ought to know, and cannot be reached by mail. Tell them yourself.`;
		}
	}
}

const guestsWho = (guests: number, one: string, many: string) =>
	`${count(guests, 'guest')} ${guests === 1 ? one : many}`;

/** A plan as plain values, for programs. What only guests may see is not in it. */
export function planAsJson(plan: EventPlan, { title, lang }: KindredEvent) {
	const { event, hash, approved, sequence, changes, mails, warnings, words } = plan;
	return {
		event,
		title,
		hash,
		approved,
		sequence,
		changes: changes.map((change) => {
			const [before, after] = beforeAndAfter(change, lang) ?? [];
			return { field: change.field, why: reasonOf(change), before, after, mailed: change.moves };
		}),
		mails: mails.map((mail) => {
			const { person, letter, lang: language, calendar } = mail;
			return {
				person: person.id,
				name: person.name,
				email: person.email,
				lang: language,
				letter,
				why: whyOf(mail),
				calendar,
			};
		}),
		warnings: warnings.map((warning) => ({ kind: warning.kind, text: warningInWords(warning) })),
		words,
	};
}
