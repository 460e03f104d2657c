import { theme } from '../theme.ts';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import { slot, splitSlots, type Template } from '../../integrations/kindred/src/base/template.ts';
import type { Desk } from '../../integrations/kindred/src/person/index.ts';
import { openSqliteForTest, type TestStore } from '../store/open.ts';

export const site: Site = {
	url: 'https://example.com', base: '', name: 'The Long Table', from: { name: 'Ada', email: 'ada@example.org' },
	inbound: 'letters@in.example.org', imprint: '', lang: 'en', languages: ['en', 'zh-Hant', 'ar'], zone: 'UTC', dynamic: true, theme,
	paths: { post: '/posts/:group/', digest: '/digests/:group/', event: '/events/:group/' },
};

const linkNames = { confirm: 'confirm-url', manage: 'preferences-url' } as const;
const template = (name: 'confirm' | 'manage', lang: string): Template => {
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
}

export async function openTestDesk(): Promise<TestDesk> {
	const store = await openSqliteForTest();
	const letters: Letter[] = [];
	let nonce = 0;
	const desk: TestDesk = {
		at: '2031-05-17T19:00:00.000Z',
		letters,
		store,
		site,
		people: store.store.people,
		keys: ['a secret that is long enough to sign with'],
		letter: template,
		now: () => desk.at,
		random: (bytes) => new Uint8Array(bytes).fill(++nonce),
		postman: {
			post: async (letter) => {
				letters.push(letter);
				return 'sent';
			},
			handOver: async () => 'sent',
		},
		token: () => /token=(\S+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? '',
	};
	return desk;
}
