import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { slot, splitSlots, type Template } from '../../integrations/kindred/src/base/template.ts';
import { after } from '../../integrations/kindred/src/base/time.ts';
import {
	askToSubscribe,
	confirm,
	type Desk,
	type Person,
	type StrangerLetter,
	type Wish,
} from '../../integrations/kindred/src/person/index.ts';
import { site } from '../site.ts';
import { openSqliteForTest, type TestStore } from '../store/open.ts';

/** What somebody asks for in these tests. */
export const wish: Wish = {
	email: 'lin@example.net',
	name: '陳怡君',
	languages: ['zh-Hant'],
	topics: ['groups'],
	frequency: 'monthly',
	via: 'wechat',
};
export const form = { source: 'form', lang: 'zh-Hant' };
const START = '2031-05-17T19:00:00.000Z';

const linkNames = {
	confirm: 'confirm-url',
	manage: 'preferences-url',
	'rsvp-confirm': 'confirm-url',
} as const;
const template = (name: StrangerLetter, lang: string): Template => {
	const parts = splitSlots(`${name} ${lang} ${slot(linkNames[name])}`);
	return { lang, subject: [`${name} ${lang}`], html: parts, text: parts };
};

/** A desk over a fresh store, with the letters it sent and a clock to set. */
export interface TestDesk extends Desk {
	readonly letters: Letter[];
	readonly store: TestStore;
	at: string;
	/** The token in the newest letter. */
	token(): string;
	wait(amount: Parameters<typeof after>[1]): void;
	/** Asks and confirms. */
	subscribe(): Promise<Person>;
	/** What the log says of somebody. */
	kinds(person: number): Promise<string[]>;
	/** Every row about people, as one text to look for traces in. */
	everything(): Promise<string>;
	/** Nobody, no letter, the first instant. */
	empty(): Promise<void>;
}

export async function openTestDesk(): Promise<TestDesk> {
	const store = await openSqliteForTest();
	const letters: Letter[] = [];
	let nonce = 0;
	const desk: TestDesk = {
		at: START,
		letters,
		store,
		site,
		people: store.store.people,
		strangers: store.store.strangers,
		keys: ['a secret that is long enough to sign with'],
		letter: template,
		now: () => desk.at,
		random: (bytes) => new Uint8Array(bytes).fill(++nonce),
		postman: {
			post: () => Promise.reject(new Error('A stranger has no letter but by the budget.')),
			handOver: async (letter, key) => {
				await store.store.outgoing.handedOver(key);
				letters.push(letter);
				return 'sent';
			},
			forget: async () => {},
		},
		token: () => /token=(\S+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? '',
		wait: (amount) => {
			desk.at = after(desk.at, amount);
		},
		async subscribe() {
			await askToSubscribe(wish, form, desk);
			await confirm(desk.token(), desk);
			return (await desk.people.byEmail(wish.email))!;
		},
		kinds: async (person) => (await desk.people.timeline(person)).map(({ kind }) => kind),
		async everything() {
			const tables = [
				'person',
				'address',
				'signup',
				'waiting',
				'interaction',
				'setting',
				'outgoing',
			] as const;
			const rows = tables.map((table) => store.store.db.selectFrom(table).selectAll().execute());
			return JSON.stringify(await Promise.all(rows));
		},
		async empty() {
			await store.empty();
			letters.length = 0;
			desk.at = START;
		},
	};
	return desk;
}
