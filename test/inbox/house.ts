import type { LetterName, Letter } from '../../integrations/kindred/src/base/letter.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import { sha256 } from '../../integrations/kindred/src/base/hash.ts';
import { slot, splitSlots, type Template } from '../../integrations/kindred/src/base/template.ts';
import { withTag } from '../../integrations/kindred/src/base/address.ts';
import { replyTag } from '../../integrations/kindred/src/base/token.ts';
import { toEvents } from '../../integrations/kindred/src/event/index.ts';
import { receive, type InboxHouse, type Received } from '../../integrations/kindred/src/inbox/index.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import { post } from '../digest/sample.ts';
import { supper } from '../event/supper.ts';
import { site as dynamicSite } from '../site.ts';
import { openSqliteForTest, type OpenTestStore, type TestStore } from '../store/open.ts';

export const NOW = '2031-05-01T09:00:00.000Z';
export const KEYS = ['a secret that is long enough to sign with'] as const;
export const INBOUND = dynamicSite.inbound!;
/** A site without a server: everything a visitor does is a mail. */
export const site: Site = { ...dynamicSite, dynamic: false };

/** The articles of the blog, in English and one of them in Arabic too. */
const posts = [
	post('groups', {
		title: 'Why groups die',
		excerpt: 'Three hundred joined; after a year nobody wrote there.',
	}),
	post('groups.ar', {
		title: 'لماذا تموت المجموعات',
		excerpt: 'انضم ثلاثمئة شخص وبعد عام لم يكتب أحد هناك.',
	}),
	post('supper', { title: 'A table for six', excerpt: 'How to cook for strangers so that they talk.' }),
	post('letters', { title: 'Writing by hand', excerpt: 'Ink, paper and a stamp: what slow mail does.' }),
];

const slots = ['confirm-url', 'preferences-url', 'change-url', 'answer', 'headline'];

function template(name: Exclude<LetterName, 'digest'>, lang: string): Template {
	const used =
		{
			acknowledge: [],
			confirm: ['confirm-url'],
			manage: ['preferences-url'],
			'rsvp-confirm': ['confirm-url', 'answer'],
			invitation: ['yes-url'],
		}[name as string] ?? slots.slice(2, 3);
	const parts = splitSlots(`${name} ${lang}\n${used.map((one) => slot(one)).join('\n')}\n`);
	return { lang, subject: [`${name} ${lang}`], html: parts, text: parts };
}

/** The inbox over a fresh store, with the letters it caused and a clock to set. */
export interface TestHouse extends InboxHouse {
	readonly store: TestStore['store'];
	readonly test: TestStore;
	readonly letters: Letter[];
	at: string;
	take(raw: string | Uint8Array, receivedFor?: readonly string[]): Promise<Received>;
	add(email: string, state?: Person['state']): Promise<Person>;
	kinds(person: number): Promise<string[]>;
	/** What a button of the newest letter would send. */
	button(): { to: string; subject: string; body: string };
}

export async function openHouse(
	changes: Partial<Site> = {},
	open: OpenTestStore = openSqliteForTest,
): Promise<TestHouse> {
	const test = await open();
	const letters: Letter[] = [];
	let nonce = 0;
	const post = async (letter: Letter) => {
		letters.push(letter);
		return 'sent' as const;
	};
	const handOver = async (letter: Letter, key: string) => {
		await test.store.outgoing.handedOver(key);
		return post(letter);
	};
	const house: TestHouse = {
		test,
		letters,
		at: NOW,
		site: { ...site, ...changes },
		keys: KEYS,
		snapshot: {
			posts,
			events: toEvents([{ id: 'supper', data: supper }], site),
			digests: [{ group: '2031-04', title: 'Why groups die', subject: 'Why groups die' }],
		},
		store: test.store,
		postman: { post, handOver, forget: async () => {} },
		attachments: { keep: async (content) => sha256(content) },
		letter: template,
		now: () => house.at,
		random: (bytes) => new Uint8Array(bytes).fill(++nonce),
		take: (raw, receivedFor = []) =>
			receive(typeof raw === 'string' ? Buffer.from(raw) : raw, receivedFor, house),
		add: async (email, state = 'subscribed') => (await test.store.people.add({ email, state }, NOW)).person,
		kinds: async (person) => (await test.store.people.timeline(person)).map(({ kind }) => kind),
		button() {
			const url = new URL(/mailto:\S+/.exec(letters.at(-1)?.text ?? '')?.[0] ?? 'mailto:');
			return {
				to: url.pathname,
				subject: url.searchParams.get('subject') ?? '',
				body: url.searchParams.get('body') ?? '',
			};
		},
	};
	return house;
}

/** The signed address in a letter to somebody about something. */
export function tagged(
	person: number,
	thing = 'digest:2031-04',
	keys: readonly [string, ...string[]] = KEYS,
): string {
	return withTag(INBOUND, replyTag(person, thing, keys));
}

let count = 0;

/** A mail as a mail program writes it. */
export function mail(
	fields: {
		from?: string;
		to?: string;
		subject?: string;
		body?: string;
		headers?: readonly string[];
		id?: string;
	} = {},
): string {
	const {
		from = 'Lin <lin@example.net>',
		to = INBOUND,
		subject = 'Re: Why groups die',
		body = 'A thought.',
		headers = [],
		id = `m${++count}@example.net`,
	} = fields;
	return [
		...(from ? [`From: ${from}`] : []),
		`To: ${to}`,
		`Subject: ${subject}`,
		`Message-ID: <${id}>`,
		'Date: Wed, 30 Apr 2031 10:00:00 +0000',
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		...headers,
		'',
		body,
		'',
	].join('\r\n');
}
