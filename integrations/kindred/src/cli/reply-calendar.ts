import { clockIn } from '../base/time.ts';
import { readCalendarReply, readMail, type ProposedTime, type Reply } from '../reply/index.ts';
import type { Desk } from './open.ts';

/** What a calendar wrote in somebody's name, a line each: what they answer, and when they would rather meet. */
export async function calendarInWords(
	{ kind, raw }: Reply,
	{ site, snapshot }: Pick<Desk, 'site' | 'snapshot'>,
): Promise<string[]> {
	if (kind !== 'calendar' || raw === undefined) return [];
	const reading = readCalendarReply(await readMail(Buffer.from(raw, 'base64')));
	if (!reading) return [];
	const { uid, attendee, alias, partstat, method, guests = 0, comment, proposed, sequence = 0 } = reading;
	const event = snapshot.events.find((one) => one.uid === uid);
	const bring = guests > 0 ? `, bringing ${guests}` : '';
	return [
		`Event     ${event ? event.title : `${uid} (not one of ours)`}, version ${sequence}`,
		...(method === 'REPLY' ? [`Answer    ${partstat} for ${alias ?? attendee}${bring}`] : []),
		...(proposed ? [`Proposes  ${spanInWords(proposed, site.zone)}`] : []),
		...(comment === undefined ? [] : [`Comment   ${comment.replaceAll('\n', '\n          ')}`]),
	];
}

function spanInWords(
	{ start, end }: { start: ProposedTime; end?: ProposedTime | undefined },
	zone: string,
): string {
	const said = [start, end].flatMap((time) => (time ? [timeInWords(time, zone)] : []));
	return said.join(' to ');
}

/** In the author's zone; where theirs is not known, the clock they wrote and what they call its zone. */
function timeInWords({ at, wall, zone: theirs }: ProposedTime, zone: string): string {
	if (at !== undefined) return clockIn(at, zone);
	return `${wall.replace('T', ' ')}${theirs === undefined ? '' : ` (${theirs})`}`;
}
