import type { Letter, LetterName } from '../../integrations/kindred/src/base/letter.ts';
import { slot, splitSlots, type Template } from '../../integrations/kindred/src/base/template.ts';
import {
	answerByLink,
	askToConfirm,
	toEvents,
	type Answer,
	type EventHouse,
} from '../../integrations/kindred/src/event/index.ts';
import { letterSlots } from '../../integrations/kindred/src/mail/slots.ts';
import { site } from '../site.ts';
import { openSqliteForTest, type OpenTestStore } from '../store/open.ts';
import { supper } from './supper.ts';

const names = [
	'title',
	'when',
	'where',
	'page-url',
	'answer',
	'confirm-url',
	'headline',
	'private',
	'change-url',
];
const slotsOf = {
	'rsvp-confirm': ['title', 'when', 'where', 'page-url', 'answer', 'confirm-url'],
	'rsvp-answer': names.filter((name) => !['answer', 'confirm-url'].includes(name)),
	'rsvp-promoted': names.filter((name) => !['answer', 'confirm-url', 'headline'].includes(name)),
};

const events = toEvents(
	[
		{ id: 'supper', data: supper },
		{ id: 'supper.zh-hant', data: { ...supper, title: '晚餐' } },
	],
	site,
);
let nonce = 0;

/** The slots of a letter that has no list above: all it may have. */
function slotsIn(name: string): string[] {
	const { needed, other } = letterSlots[name as LetterName];
	return slotsOf[name as keyof typeof slotsOf] ?? [...new Set([...Object.keys(needed), ...other])];
}

function template(name: string, lang: string): Template {
	const parts = splitSlots(
		`${name} ${lang}\n${slotsIn(name)
			.map((one) => `${one}: ${slot(one)}`)
			.join('\n')}`,
	);
	return { lang, subject: [name], html: parts, text: parts };
}

/** A supper for two over a fresh store, the letters that were written, and a clock to set. */
export type EventTest = Awaited<ReturnType<typeof openEventHouse>>;

/** `open`: where it is kept. Default: an SQLite file of its own. */
export async function openEventHouse(open: OpenTestStore = openSqliteForTest) {
	const test = await open();
	const letters: Letter[] = [];
	const clock = { now: '2031-05-01T09:00:00.000Z' };
	const house: EventHouse = {
		site,
		snapshot: { events },
		store: test.store,
		keys: ['a secret that is long enough to sign with'],
		letter: template,
		now: () => clock.now,
		random: (bytes) => new Uint8Array(bytes).fill(++nonce),
		postman: {
			post: async (letter) => (letters.push(letter), 'sent'),
			handOver: async (letter, key) => {
				await test.store.outgoing.handedOver(key);
				letters.push(letter);
				return 'sent';
			},
			forget: async (emails) => {
				letters.splice(0, letters.length, ...letters.filter(({ to }) => !emails.includes(to.email)));
			},
		},
	};
	const ask = (email: string, answer: Answer = 'yes', more: { name?: string; lang?: string } = {}) =>
		askToConfirm({ event: 'supper', email, answer, lang: 'en', ...more }, house);
	return {
		test,
		letters,
		clock,
		house,
		ask,
		subjects: () => letters.map(({ subject, to }) => `${subject} → ${to.email}`),
		/** Somebody answers and presses the button. */
		async comes(name: string, answer: Answer = 'yes') {
			await ask(`${name}@example.com`, answer);
			return answerByLink(tokenOf(letters.at(-1)), undefined, house);
		},
	};
}

/** The token in the link of a letter. */
export const tokenOf = (letter: Letter | undefined) => /token=(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';
