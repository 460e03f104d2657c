import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ical from 'node-ical';
import {
	classify,
	readCalendarReply,
	readMail,
	type CalendarReply,
	type Mail,
} from '../integrations/kindred/src/reply/index.ts';

/*
 * How answers from calendars are read, beside a second reader: `KINDRED_CORPUS=<folder with calendar/replies.ndjson> npm run
 * bench:calendar`. Fails when one is read that throws, whose label has one PARTSTAT and which is read otherwise, or of which node-ical
 * finds another attendee, UID or version.
 */
interface Case {
	readonly id: string;
	readonly kind: 'ics' | 'eml';
	readonly partstat?: readonly string[];
	readonly raw_base64: string;
}

const corpus = process.env['KINDRED_CORPUS'];
if (!corpus) {
	process.stderr.write(
		'KINDRED_CORPUS names no folder. Write KINDRED_CORPUS=<folder with calendar/replies.ndjson>.\n',
	);
	process.exit(2);
}
const cases = readFileSync(join(corpus, 'calendar', 'replies.ndjson'), 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line) as Case);

const counts = {
	files: cases.length,
	threw: 0,
	answers: 0,
	labelled: 0,
	asLabelled: 0,
	compared: 0,
	alike: 0,
};
const failures: string[] = [];
const started = performance.now();
for (const one of cases) {
	try {
		await look(one);
	} catch (error) {
		counts.threw++;
		failures.push(`${one.id}: threw ${String(error)}`);
	}
}
const ms = performance.now() - started;

async function look({ id, partstat, raw_base64 }: Case): Promise<void> {
	const mail = await readMail(Buffer.from(raw_base64, 'base64'));
	const answer = readCalendarReply(mail);
	if (answer) counts.answers++;
	if (answer && classify(mail).kind !== 'calendar')
		failures.push(`${id}: is sorted as ${classify(mail).kind}`);
	if (partstat?.length === 1) {
		counts.labelled++;
		if (answer?.partstat === partstat[0]) counts.asLabelled++;
		else failures.push(`${id}: ${partstat[0]} is read as ${answer?.partstat ?? 'nothing'}`);
	}
	if (!answer) return;
	counts.compared++;
	const other = secondReading(mail, answer);
	const own = { uid: answer.uid, attendee: answer.attendee, sequence: answer.sequence ?? 0 };
	if (other.some((seen) => JSON.stringify(seen) === JSON.stringify(own))) counts.alike++;
	else failures.push(`${id}: ${JSON.stringify(own)}, node-ical has ${JSON.stringify(other)}`);
}

/** What node-ical finds of the attendees who say the same, in the first part that is a calendar. */
function secondReading({ parts }: Mail, { partstat }: CalendarReply) {
	const text = parts.find(({ type }) => /^(?:text\/calendar|application\/ics)$/.test(type))?.text ?? '';
	const events = Object.values(ical.sync.parseICS(text)).flatMap((one) => {
		if (one?.type !== 'VEVENT') return [];
		const days = Object.values((one.recurrences ?? {}) as Record<string, typeof one>);
		return [one, ...days];
	});
	return events.flatMap((event) =>
		[event.attendee ?? []].flat().flatMap((attendee) => {
			const { val, params } = typeof attendee === 'string' ? { val: attendee, params: {} } : attendee;
			if ((params as Record<string, string>)['PARTSTAT'] !== partstat) return [];
			const plain = val.replace(/^mailto:/i, '').toLowerCase();
			return [{ uid: event.uid, attendee: plain, sequence: Number(event.sequence ?? 0) }];
		}),
	);
}

const { files, threw, answers, labelled, asLabelled, compared, alike } = counts;
process.stdout.write(
	[
		`${files} files, ${threw} threw; ${answers} answers`,
		`${asLabelled} of ${labelled} with one PARTSTAT in their label are read as labelled`,
		`${alike} of ${compared} have the attendee, UID and version that node-ical finds`,
		`${((ms * 1000) / files).toFixed(0)} µs each, both readers`,
		...failures,
		'',
	].join('\n'),
);
process.exitCode = failures.length > 0 ? 1 : 0;
