import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	answerByLink,
	askToConfirm,
	forgetGuest,
	toEvents,
} from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { openEventHouse, tokenOf, type EventTest } from './house.ts';
import { supper } from './supper.ts';

let test: EventTest['test'];
let letters: EventTest['letters'];
let clock: EventTest['clock'];
let house: EventTest['house'];
let ask: EventTest['ask'];
let subjects: EventTest['subjects'];
let comes: EventTest['comes'];
let close: () => Promise<void>;
beforeEach(async () => {
	const opened = await openEventHouse();
	close = () => opened.test.remove();
	({ test, letters, clock, house, ask, subjects, comes } = opened);
});
afterEach(() => close());

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
		await test.store.people.add(
			{ email: 'known@example.com', name: 'Known', state: 'subscribed' },
			clock.now,
		);
		expect([await ask('known@example.com'), await ask('unknown@example.com')]).toEqual(['asked', 'asked']);
		expect(letters.map(({ text }) => text.replace(/token=\S+/, ''))).toEqual([
			letters[0]!.text.replace(/token=\S+/, ''),
			letters[0]!.text.replace(/token=\S+/, ''),
		]);
	});

	it('cannot be used to flood an address', async () => {
		for (let count = 0; count < 12; count++) expect(await ask('victim@example.com')).toBe('asked');
		expect(letters).toHaveLength(3);
	});

	it('writes nothing to an address that asked never to be written to', async () => {
		await test.store.people.suppress('quiet@example.com', 'complaint', clock.now);
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
			clock.now,
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
			filename: 'invite.ics',
			contentType: 'text/calendar; charset=utf-8; method=REQUEST',
			alternative: true,
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
		await test.store.events.keepSecrets('supper', { joinUrl: 'https://meet.example.com/t' }, clock.now);
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
		clock.now = '2031-05-05T09:00:00.000Z';
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
