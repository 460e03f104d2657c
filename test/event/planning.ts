import {
	answerEvent,
	applyEvent,
	approveEvent,
	planEvent,
	toEvents,
	type EventFrontMatter,
	type EventPlan,
	type GivenAnswer,
	type PlanHouse,
} from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { openEventHouse } from './house.ts';
import { supper } from './supper.ts';

/** A supper whose file can be edited, with guests who were told of it. */
export async function openPlanning(first: Partial<EventFrontMatter> = {}) {
	const opened = await openEventHouse();
	const { test, letters, clock } = opened;
	let data: EventFrontMatter = { ...supper, ...first };
	let { postman } = opened.house;
	let chinese: Partial<EventFrontMatter> = { title: '晚餐' };
	const house = (): PlanHouse => ({
		...opened.house,
		postman,
		store: test.store,
		snapshot: {
			events: toEvents(
				[
					{ id: 'supper', data },
					{ id: 'supper.zh-hant', data: { ...data, ...chinese } },
				],
				site,
			),
		},
	});
	const person = async (name: string, languages = ['en']) =>
		(await test.store.people.add({ email: `${name}@example.com`, name, languages }, clock.now)).person;
	return {
		...opened,
		planHouse: house,
		person,
		/** Before each letter is handed over, with its number from 1. */
		beforeLetter(act: (count: number) => void) {
			let count = 0;
			const { handOver } = opened.house.postman;
			postman = {
				...opened.house.postman,
				handOver: async (letter, key) => {
					act(++count);
					return handOver(letter, key);
				},
			};
		},
		/** What becomes of the next letters. */
		outcome(...outcomes: Awaited<ReturnType<PlanHouse['postman']['handOver']>>[]) {
			postman = { ...opened.house.postman, handOver: async () => outcomes.shift() ?? 'sent' };
		},
		/** What the author writes into the file. */
		edit: (more: Partial<EventFrontMatter>, inChinese: Partial<EventFrontMatter> = {}) => {
			data = { ...data, ...more };
			chinese = { ...chinese, ...inChinese };
		},
		async says(
			name: string,
			answer: GivenAnswer['answer'] = 'yes',
			more: Partial<GivenAnswer> & { languages?: string[] } = {},
		) {
			const { languages, ...given } = more;
			const who = await person(name, languages);
			const done = await answerEvent(
				{ event: 'supper', person: who, answer, door: 'host', ...given },
				house(),
			);
			if (!done.ok) throw new Error(`${name} could not say ${answer}: ${done.reason}`);
			return who;
		},
		plan: async () => (await planEvent('supper', house()))!,
		async approve() {
			const plan = (await planEvent('supper', house()))!;
			await approveEvent(plan, house());
			return plan;
		},
		apply: (hash?: string) => applyEvent('supper', hash, house()),
		/** Looks, says yes, and carries it out; the letters it wrote. */
		async announce() {
			const plan = (await planEvent('supper', house()))!;
			letters.length = 0;
			const applied = await applyEvent('supper', plan.hash, house());
			if (!applied.ok) throw new Error(applied.reason);
			return mailed(plan);
		},
	};
}

/** The letters of a plan, one line each. */
export function mailed({ mails }: EventPlan): string[] {
	return mails.map(
		({ person, letter, calendar, lang }) =>
			`${person.name}: ${letter}${calendar ? ` ${calendar}` : ''}${lang === 'en' ? '' : ` ${lang}`}`,
	);
}

/** The value of a line of a calendar file: of the calendar itself, or of its event. */
export function lineOf(letter: { attachments?: readonly { content: string }[] | undefined }, name: string) {
	const text = letter.attachments?.[0]?.content
		.replace(/\r\n /g, '')
		.replace(/BEGIN:VTIMEZONE.*END:VTIMEZONE/s, '');
	return text && new RegExp(`^${name}[:;](.*?)\r?$`, 'm').exec(text)?.[1];
}
