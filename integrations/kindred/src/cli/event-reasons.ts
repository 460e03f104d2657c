import { isDay } from '../base/time.ts';
import {
	hasOtherRules,
	timesOf,
	whenInWords,
	type Change,
	type Facts,
	type PlannedMail,
} from '../event/index.ts';

/** What has changed, in a few words: `the start moved`. What only guests may see is named and never shown. */
export function reasonOf({ field, before, after }: Change): string {
	switch (field) {
		case 'when':
			return hasOtherRules(before, after) ? rulesReason(before, after) : whenReason(before, after);
		case 'where':
			if (before.online !== after.online)
				return after.online ? 'it is online now' : 'it is not online any more';
			return 'the place changed';
		case 'status':
			return after.status === 'scheduled' ? 'it takes place after all' : `it is ${after.status}`;
		case 'private':
			return privateReason(before, after);
		case 'title':
			return 'the title changed';
	}
}

function whenReason(before: Facts, after: Facts): string {
	if (isDay(before.start) !== isDay(after.start))
		return isDay(after.start) ? 'it takes whole days now' : 'it has a clock time now';
	const moved = [
		before.start !== after.start && 'the start moved',
		before.start === after.start && before.end !== after.end && 'the end moved',
		before.zone !== after.zone && !isDay(after.start) && 'the zone changed',
	];
	return moved.filter(Boolean).join(' and ');
}

/** `The rules of America/Vancouver have changed: 19:00 is 02:00 UTC now, was 03:00`. */
function rulesReason(before: Facts, after: Facts): string {
	const isStart = before.from !== after.from;
	const [clock, was, now] = isStart
		? [after.start, before.from, after.from]
		: [after.end, before.to, after.to];
	return `the rules of ${after.zone} have changed: ${clock.slice(11)} is ${now.slice(11, 16)} UTC now, was ${was.slice(11, 16)}`;
}

function privateReason(before: Facts, after: Facts): string {
	const what = [
		...(before.join === after.join ? [] : ['the join link']),
		...(before.address === after.address ? [] : ['the address']),
	];
	return `${what.join(' and ')} changed`;
}

/** Why somebody gets a letter. */
export function whyOf({ letter, changes }: Pick<PlannedMail, 'letter' | 'changes'>): string {
	if (letter === 'rsvp-promoted') return 'a seat came free for them';
	if (letter === 'rsvp-offer') return 'a seat came free and is offered to them';
	if (letter === 'rsvp-answer') return 'the seat that was offered to them has lapsed';
	return changes.map(reasonOf).join(', ');
}

/** How something was told and how it is now, in words; nothing for what only guests may see. */
export function beforeAndAfter(
	{ field, before, after }: Change,
	lang: string,
): readonly [string, string] | undefined {
	const inWords: Readonly<Record<Change['field'], (facts: Facts) => string | undefined>> = {
		when: (facts) => whenInWords(timesOf(facts), lang),
		where: ({ place, online }) => [place, online && 'online'].filter(Boolean).join(', ') || 'not said',
		status: ({ status }) => status,
		title: ({ title }) => title,
		private: () => undefined,
	};
	const [was, is] = [inWords[field](before), inWords[field](after)];
	return was === undefined || is === undefined ? undefined : [was, is];
}
