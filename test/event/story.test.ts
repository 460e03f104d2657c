import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { slot, splitSlots, type Template } from '../../integrations/kindred/src/base/template.ts';
import {
	answerByLink,
	answerEvent,
	askToConfirm,
	checkIn,
	fillAllFreeSeats,
	fillFreeSeats,
	forgetGuest,
	guestList,
	lookUp,
	toEvents,
	type Answer,
	type EventHouse,
} from '../../integrations/kindred/src/event/index.ts';
import { openSqliteForTest, type TestStore } from '../store/open.ts';
import { site } from '../site.ts';
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

let test: TestStore;
let letters: Letter[];
let now: string;
const events = toEvents(
	[
		{ id: 'supper', data: supper },
		{ id: 'supper.zh-hant', data: { ...supper, title: '晚餐' } },
	],
	site,
);
let house: EventHouse;
let nonce = 0;

function template(name: keyof typeof slotsOf, lang: string): Template {
	const parts = splitSlots(
		`${name} ${lang}\n${slotsOf[name].map((one) => `${one}: ${slot(one)}`).join('\n')}`,
	);
	return { lang, subject: [name], html: parts, text: parts };
}

beforeEach(async () => {
	test = await openSqliteForTest();
	letters = [];
	now = '2031-05-01T09:00:00.000Z';
	house = {
		site,
		snapshot: { events },
		store: test.store,
		keys: ['a secret that is long enough to sign with'],
		letter: template,
		now: () => now,
		random: (bytes) => new Uint8Array(bytes).fill(++nonce),
		postman: {
			post: async (letter) => (letters.push(letter), 'sent'),
			handOver: async (letter, key) => {
				await test.store.outgoing.handedOver(key);
				letters.push(letter);
				return 'sent';
			},
			forget: async (emails) => {
				letters = letters.filter(({ to }) => !emails.includes(to.email));
			},
		},
	};
});
afterEach(() => test.remove());

const ask = (email: string, answer: Answer = 'yes', more: { name?: string; lang?: string } = {}) =>
	askToConfirm({ event: 'supper', email, answer, lang: 'en', ...more }, house);
const tokenOf = (letter: Letter | undefined) => /token=(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';
const subjects = () => letters.map(({ subject, to }) => `${subject} → ${to.email}`);

/** Somebody answers and presses the button. */
async function comes(name: string, answer: Answer = 'yes') {
	await ask(`${name}@example.com`, answer);
	return answerByLink(tokenOf(letters.at(-1)), undefined, house);
}

describe('an answer in the form', () => {
	it('is kept nowhere until the letter is answered', async () => {
		expect(await ask('eve@example.com', 'yes', { name: 'Eve <b>\r\nBcc: all@example.com' })).toBe('asked');
		expect(await test.store.db.selectFrom('person').selectAll().execute()).toEqual([]);
		expect(await test.store.events.ledger('supper')).toEqual([]);
		const kept = JSON.stringify(await test.store.db.selectFrom('signup').selectAll().execute());
		expect(kept).not.toContain('eve');
		const [letter] = letters;
		expect(JSON.stringify([letter!.html, letter!.text, letter!.subject, letter!.headers])).not.toContain(
			'Bcc',
		);
		expect(letter!.to).toEqual({ name: '', email: 'eve@example.com' });
	});

	it('is answered alike for people we know and people we do not', async () => {
		await test.store.people.add({ email: 'known@example.com', name: 'Known', state: 'subscribed' }, now);
		expect([await ask('known@example.com'), await ask('unknown@example.com')]).toEqual(['asked', 'asked']);
		expect(letters.map(({ text }) => text.replace(/token=\S+/, ''))).toEqual([
			letters[0]!.text.replace(/token=\S+/, ''),
			letters[0]!.text.replace(/token=\S+/, ''),
		]);
	});

	it('cannot be used to flood an address', async () => {
		for (let count = 0; count < 12; count++) expect(await ask('victim@example.com')).toBe('asked');
		expect(letters).toHaveLength(5);
	});

	it('writes nothing to an address that asked never to be written to', async () => {
		await test.store.people.suppress('quiet@example.com', 'complaint', now);
		expect(await ask('quiet@example.com')).toBe('asked');
		expect(letters).toEqual([]);
	});

	it.each([
		[{ email: 'no address' }, 'no-address'],
		[{ event: 'elsewhere' }, 'no-event'],
	])('that makes no sense is refused: %j', async (part, reason) => {
		expect(
			await askToConfirm(
				{ event: 'supper', email: 'a@example.com', answer: 'yes', lang: 'en', ...part },
				house,
			),
		).toBe(reason);
	});
});

describe('the button behind the link', () => {
	it('gives a seat, makes a contact and sends what a guest needs', async () => {
		await test.store.events.keepSecrets(
			'supper',
			{ joinUrl: 'https://meet.example.com/t', address: '1 Dihua Street' },
			now,
		);
		expect(await comes('ada')).toMatchObject({ ok: true, changed: true, standing: { seat: 'seated' } });
		const person = await test.store.people.byEmail('ada@example.com');
		expect(person).toMatchObject({ state: 'contact', languages: ['en'] });
		expect((await test.store.people.timeline(person!.id)).map(({ kind }) => kind)).toEqual([
			'rsvp',
			'seated',
		]);
		const letter = letters.at(-1)!;
		expect(letter.text).toContain('https://meet.example.com/t');
		expect(letter.replyTo).toMatch(/^letters\+/);
		expect(letter.attachments?.[0]).toMatchObject({
			filename: 'event.ics',
			contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
		});
		expect(letter.attachments?.[0]?.content).toContain('1 Dihua Street');
		expect(await test.store.outgoing.due('2032-01-01T00:00:00.000Z', 9)).toEqual([]);
	});

	it('pressed again, or long after, changes nothing', async () => {
		await ask('ada@example.com');
		const token = tokenOf(letters[0]);
		await answerByLink(token, undefined, house);
		await answerByLink(tokenOf(letters.at(-1)), 'no', house);
		const count = letters.length;
		expect(await answerByLink(token, undefined, house)).toMatchObject({
			ok: true,
			changed: false,
			standing: { answer: 'no' },
		});
		expect(letters).toHaveLength(count);
	});

	it('tells those without a seat nothing that only guests may know', async () => {
		await test.store.events.keepSecrets('supper', { joinUrl: 'https://meet.example.com/t' }, now);
		await comes('ada');
		await comes('bob');
		expect(await comes('cy')).toMatchObject({ ok: true, standing: { seat: 'waiting' }, place: 1 });
		expect(letters.at(-1)!.text).not.toContain('meet.example.com');
		expect(letters.at(-1)!.attachments).toBeUndefined();
	});

	it('moves the next one up when somebody gives a seat back, and tells both, each in their language', async () => {
		await comes('ada');
		const adas = tokenOf(letters.at(-1));
		await comes('bob');
		await ask('cy@example.com', 'yes', { lang: 'zh-Hant' });
		await answerByLink(tokenOf(letters.at(-1)), undefined, house);
		letters.length = 0;
		expect(await answerByLink(adas, 'no', house)).toMatchObject({ ok: true, promoted: [3] });
		expect(subjects()).toEqual(['rsvp-answer → ada@example.com', 'rsvp-promoted → cy@example.com']);
		expect(letters[1]!.text).toContain('rsvp-promoted zh-Hant\ntitle: 晚餐');
	});

	it('brings nobody back who was forgotten since', async () => {
		await comes('ann');
		const token = tokenOf(letters[0]);
		const ann = (await test.store.people.byEmail('ann@example.com'))!;
		await forgetGuest(ann.id, house);
		expect(await answerByLink(token, undefined, house)).toMatchObject({ ok: false, reason: 'invalid' });
		expect(await test.store.people.byEmail('ann@example.com')).toBeUndefined();
		expect(letters).toEqual([]);
	});

	it('of a link that was changed, or is too old, does nothing', async () => {
		await ask('ada@example.com');
		const token = tokenOf(letters[0]);
		expect(await answerByLink(`${token}x`, undefined, house)).toEqual({ ok: false, reason: 'invalid' });
		now = '2031-05-05T09:00:00.000Z';
		expect(await answerByLink(token, undefined, house)).toEqual({ ok: false, reason: 'expired' });
		expect(await test.store.events.ledger('supper')).toEqual([]);
	});

	it('tells the truth when the event was called off meanwhile', async () => {
		await ask('ada@example.com');
		house = {
			...house,
			snapshot: { events: toEvents([{ id: 'supper', data: { ...supper, status: 'cancelled' } }], site) },
		};
		expect(await answerByLink(tokenOf(letters[0]), undefined, house)).toMatchObject({
			ok: false,
			reason: 'cancelled',
		});
	});

	it('keeps the letters of a decision with it, so that a crash before they leave loses none', async () => {
		await ask('ada@example.com');
		house = {
			...house,
			postman: { ...house.postman, handOver: () => Promise.reject(new Error('power cut')) },
		};
		await expect(answerByLink(tokenOf(letters[0]), undefined, house)).rejects.toThrow('power cut');
		expect(await test.store.events.ledger('supper')).toHaveLength(1);
		const [waiting] = await test.store.outgoing.due('2031-05-01T10:00:00.000Z', 9);
		expect(waiting?.letter).toMatchObject({ to: { email: 'ada@example.com' }, subject: 'rsvp-answer' });
	});
});

describe('64 people who press at once', () => {
	it(
		'for two seats: two are seated, each of the others has a place of their own',
		{ timeout: 60_000 },
		async () => {
			for (let index = 0; index < 64; index++)
				await test.store.people.add({ email: `g${index}@example.com` }, now);
			const people = await test.store.people.everybody();
			const answered = await Promise.all(
				people.map((person) => answerEvent({ event: 'supper', person, answer: 'yes', door: 'link' }, house)),
			);
			expect(answered.filter((one) => one.ok && one.standing.seat === 'seated')).toHaveLength(2);
			expect(new Set(answered.flatMap((one) => (one.ok && one.place ? [one.place] : []))).size).toBe(62);
			expect(letters).toHaveLength(64);
		},
	);
});

describe('the author', () => {
	it('raises the capacity, and those who wait move up', async () => {
		for (const name of ['ada', 'bob', 'cy', 'di']) await comes(name);
		house = {
			...house,
			snapshot: { events: toEvents([{ id: 'supper', data: { ...supper, capacity: 3 } }], site) },
		};
		expect(await fillFreeSeats('supper', house)).toEqual([3]);
		expect(await fillFreeSeats('supper', house)).toEqual([]);
		expect(subjects().at(-1)).toBe('rsvp-promoted → cy@example.com');
	});

	it('forgets somebody, and the seat goes to the next', async () => {
		for (const name of ['ada', 'bob', 'cy']) await comes(name);
		await test.store.people.forget(1, now, () => ['none']);
		expect(await fillAllFreeSeats(house)).toEqual([{ event: 'supper', person: 3 }]);
	});

	it('sees who comes, who waits and who does not, and notes who came', async () => {
		for (const name of ['ada', 'bob', 'cy']) await comes(name);
		await comes('di', 'no');
		expect(
			(await guestList('supper', house)).map(({ person, rsvp }) => [person.email, rsvp.answer, rsvp.seat]),
		).toEqual([
			['ada@example.com', 'yes', 'seated'],
			['bob@example.com', 'yes', 'seated'],
			['cy@example.com', 'yes', 'waiting'],
			['di@example.com', 'no', 'none'],
		]);
		expect(await lookUp('supper', undefined, house)).toMatchObject({ taken: 2, free: 0, waiting: 1 });
		expect([await checkIn('supper', 1, house), await checkIn('supper', 1, house)]).toEqual([true, false]);
	});
});
