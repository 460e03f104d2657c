import { dayOf, type Instant } from '../../base/time.ts';
import type { Interaction } from '../../person/index.ts';
import { guestsIn, lineOf } from './attendance.ts';
import type { KindredEvent } from '../event.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import { whenInWords } from '../words.ts';

/** Fewer answers to a question are no number but somebody. */
const LEAST_ANSWERS = 5;

/** How an event went, in numbers that name nobody. */
export interface Outturn {
	/** Guests with a seat, companions not counted. */
	readonly seated: number;
	/** Those who came, and how many came with them. */
	readonly came: number;
	readonly companions: number;
	/** Of those, the ones who had never been to anything before. */
	readonly newcomers: number;
	readonly missed: number;
	/** Those who waited for a seat until the end. */
	readonly waited: number;
	/** How often each choice was made, of the questions that had choices and enough answers to hide in. */
	readonly choices: readonly { readonly ask: string; readonly counts: Readonly<Record<string, number>> }[];
}

/** Counts an event. `before`: how many other events each guest had come to. */
export function countEvent(
	event: KindredEvent,
	ledger: readonly Rsvp[],
	past: readonly Interaction[],
	before: ReadonlyMap<number, number>,
): Outturn {
	const came = [...new Set(past.filter(({ kind }) => kind === 'attended').map(({ person }) => person))];
	const seated = ledger.filter(({ seat }) => seat === 'seated');
	return {
		seated: seated.length,
		came: came.length,
		companions: came.reduce((sum, person) => sum + guestsIn(lineOf(past, person, 'attended')!), 0),
		newcomers: came.filter((person) => !before.get(person)).length,
		missed: seated.filter(({ person }) => lineOf(past, person, 'missed') && !came.includes(person)).length,
		waited: ledger.filter(({ seat }) => seat === 'waiting').length,
		choices: event.questions.flatMap(({ id, ask, choices = [] }) => {
			const said = seated
				.flatMap(({ detail }) => detail?.answers?.[id] ?? [])
				.filter((text) => choices.includes(text));
			const counts = Object.fromEntries(
				choices.map((choice) => [choice, said.filter((text) => text === choice).length]),
			);
			return said.length < LEAST_ANSWERS ? [] : [{ ask, counts }];
		}),
	};
}

/**
 * An article to begin with (MDX): what it was, when and where, with the link to the event's page, and the numbers as a comment that
 * no reader sees. It names nobody, and is a draft until its author says otherwise.
 */
export function draftRecap(event: KindredEvent, outturn: Outturn, zone: string, now: Instant): string {
	const { title, lang, group, tags, url } = event;
	const place = [event.place?.name, event.place?.address].filter(Boolean).join(', ');
	const matter = [
		`title: ${JSON.stringify(title)}`,
		`lang: ${lang}`,
		`date: ${dayOf(now, zone)}`,
		`event: ${JSON.stringify(group)}`,
		`tags: ${JSON.stringify(tags)}`,
		'draft: true',
	];
	const facts = [whenInWords(event, lang), place].filter(Boolean).map(plain).join(' · ');
	return `---
${matter.join('\n')}
---

{/* ${comment(linesOf(outturn))} */}

[${plain(title)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')}) · ${facts}

{/* What became of it? Ask before you quote anybody. Then take \`draft: true\` out. */}
`;
}

function linesOf({ seated, came, companions, newcomers, missed, waited, choices }: Outturn): string[] {
	return [
		`${seated} had a seat, ${came} came${companions ? ` and brought ${companions}` : ''}, ${newcomers} of them for the first time;`,
		`${missed} missed it, ${waited} waited for a seat to the end.`,
		...choices.map(
			({ ask, counts }) =>
				`${ask} ${Object.entries(counts)
					.map(([choice, count]) => `${choice}: ${count}`)
					.join(', ')}.`,
		),
	];
}

function comment(lines: readonly string[]): string {
	return lines.map((line) => line.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')).join('\n    ');
}

/** Words that mean nothing to Markdown and MDX (CommonMark 0.31, section 2.4). */
function plain(text: string): string {
	return text.replaceAll(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');
}
