import { describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { builtIn } from '../../integrations/kindred/src/base/strings.ts';
import { openLink, type Rsvp } from '../../integrations/kindred/src/event/index.ts';
import {
	answerLetter,
	cancelledLetter,
	confirmDraft,
	invitationLetter,
	offerLetter,
	reminderLetter,
	thanksLetter,
	updateLetter,
} from '../../integrations/kindred/src/event/letters.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import { person } from '../digest/sample.ts';
import { site } from '../site.ts';
import { deskFor } from './plain-letters.ts';
import { eventOf } from './supper.ts';

const event = eventOf({ guests: 3 });
const grace = person(7, { name: 'Grace', email: 'grace@example.net' });
const until = '2031-05-12T16:00:00.000Z';
const row = (seat: Rsvp['seat'], answer: Rsvp['answer'] = 'yes', more: Partial<Rsvp> = {}): Rsvp => ({
	person: 7,
	answer,
	seat,
	guests: 0,
	answeredAt: '2031-05-09T09:00:00.000Z',
	...more,
});
const answered = (rsvp: Rsvp, asked?: number, lang = 'en') =>
	answerLetter(event, grace, rsvp, { ...deskFor('rsvp-answer', {}, lang), asked });
/** What stands behind a slot's name in a letter that is nothing but slots. */
const said = ({ text }: Letter, slot: string) => new RegExp(`^${slot}: (.*)$`, 'm').exec(text)?.[1];
/** All that somebody gets, with calendar files unfolded. */
const all = (letter: Letter) => JSON.stringify(letter).replace(/\\r\\n /g, '');
const filesOf = ({ attachments = [] }: Letter) =>
	attachments.map(({ contentType }) => /method=(\w+)/.exec(contentType)?.[1]);
const nonce = new Uint8Array(12);
const secret = /meet\.example\.com|Dihua|Ring twice/;

const everyLetter = (lang = 'en'): Record<string, Letter> => ({
	answer: answered(row('seated'), undefined, lang),
	offer: offerLetter(event, grace, { until }, deskFor('rsvp-offer', {}, lang)),
	invitation: invitationLetter(event, grace, { until, words: 'Come.' }, deskFor('invitation', {}, lang)),
	update: updateLetter(event, grace, row('seated'), [], deskFor('event-update', {}, lang)),
	cancelled: cancelledLetter(event, grace, row('seated'), 'Sorry.', deskFor('event-cancelled', {}, lang)),
	reminder: reminderLetter(event, grace, { code: '7K3M9Q' }, deskFor('event-reminder', {}, lang)),
	thanks: thanksLetter(event, grace, { words: 'Thanks.' }, deskFor('event-thanks', {}, lang)),
});

describe('what only guests may see', () => {
	it('reaches those who have a seat, in the letter and in the calendar file', () => {
		for (const letter of [answered(row('seated')), everyLetter()['update']!, everyLetter()['reminder']!])
			expect.soft(all(letter)).toMatch(secret);
	});
	it.each(['none', 'requested', 'waiting', 'offered', 'invited'] as const)(
		'reaches nobody whose seat is "%s"',
		(seat) => {
			const desk = deskFor('event-update');
			for (const letter of [
				answered(row(seat, seat === 'none' ? 'maybe' : 'yes', { until })),
				updateLetter(event, grace, row(seat), [], desk),
			])
				expect.soft(all(letter)).not.toMatch(secret);
		},
	);
	it('is in no invitation, offer, cancellation or thanks', () => {
		const { offer, invitation, cancelled, thanks } = everyLetter();
		for (const letter of [offer, invitation, cancelled, thanks])
			expect.soft(all(letter!)).not.toMatch(secret);
	});
});

describe('calendar files', () => {
	it('come with what a calendar has to know, and with nothing else', () => {
		const files = Object.entries(everyLetter()).map(([name, letter]) => [name, filesOf(letter)[0]]);
		expect(Object.fromEntries(files)).toEqual({
			answer: 'REQUEST',
			offer: undefined,
			invitation: 'REQUEST',
			update: 'REQUEST',
			cancelled: 'CANCEL',
			reminder: undefined,
			thanks: undefined,
		});
	});
	it('are nothing that whoever writes happens to have by that name', () => {
		const desk = { ...deskFor('event-reminder'), attachments: { folder: '/secret' } };
		expect(reminderLetter(event, grace, { code: '' }, desk).attachments).toBeUndefined();
	});
	it.each(['none', 'requested', 'waiting'] as const)('do not come where the seat is "%s"', (seat) => {
		const letters = [answered(row(seat)), updateLetter(event, grace, row(seat), [], deskFor('event-update'))];
		expect(letters.flatMap(filesOf)).toEqual([]);
	});
});

describe('every letter about an event', () => {
	it('is signed for one person and one event, and says what it is', () => {
		for (const { replyTo, headers, tags, to } of Object.values(everyLetter())) {
			expect.soft(replyTo).toMatch(/^letters\+[^@]+@in\.example\.com$/);
			expect.soft(headers).toMatchObject({
				'List-Id': '"The Long Table" <letters.example.com>',
				'Feedback-ID': 'event:example.com:kindred',
				'Auto-Submitted': 'auto-generated',
				'X-Auto-Response-Suppress': 'All',
			});
			expect.soft(tags).toEqual({ stream: 'event', thing: 'event-supper' });
			expect.soft(to).toEqual({ name: 'Grace', email: 'grace@example.net' });
		}
		expect(new Set(Object.values(everyLetter()).map(({ replyTo }) => replyTo)).size).toBe(1);
	});
	it('can be left by subscribers, and only by them: a guest has nothing to leave', () => {
		const written = (state: Person['state']) =>
			thanksLetter(event, { ...grace, state }, {}, deskFor('event-thanks')).headers;
		expect(written('subscribed')['List-Unsubscribe']).toMatch(
			/^<https:\/\/example\.com\/kindred\/leave\/\?token=\S+>$/,
		);
		expect(written('subscribed')['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
		expect(written('contact')['List-Unsubscribe']).toBeUndefined();
	});
	it.each(Object.keys(builtIn))('can be written in %s, with every hole filled', (lang) => {
		for (const letter of Object.values(everyLetter(lang)))
			expect.soft(letter.text + letter.html).not.toMatch(/\{\w+\}|undefined|\[object|\uE000/);
	});
	it('has links that stand for this person and this event, with the answer chosen', () => {
		const { offer, invitation, reminder, update } = everyLetter();
		const { keys, now } = deskFor('invitation');
		const link = (letter: Letter, slot: string) => new URL(said(letter, slot)!);
		const chosen = [
			link(invitation!, 'yes-url'),
			link(invitation!, 'maybe-url'),
			link(invitation!, 'no-url'),
			link(offer!, 'change-url'),
			link(reminder!, 'change-url'),
			link(update!, 'change-url'),
		];
		expect(chosen.map(({ searchParams }) => searchParams.get('answer'))).toEqual([
			'yes',
			'maybe',
			'no',
			'yes',
			'no',
			null,
		]);
		for (const { origin, pathname, searchParams } of chosen) {
			expect.soft(origin + pathname).toBe('https://example.com/kindred/rsvp/');
			expect
				.soft(openLink(searchParams.get('token')!, keys, now))
				.toEqual({ ok: true, kind: 'answer', event: 'supper', person: 7 });
		}
	});
	it('has mail links whose subject is the answer where no server takes it', () => {
		const desk = deskFor('invitation', { site: { ...site, dynamic: false } });
		const letter = invitationLetter(event, grace, { until }, desk);
		expect(said(letter, 'yes-url')).toMatch(
			/^mailto:letters@in\.example\.com\?subject=rsvp%20yes%20supper&body=\S+$/,
		);
		expect(said(letter, 'no-url')).toMatch(/subject=rsvp%20no%20supper&/);
	});
	it('carries the words of its host as text, whatever they are', () => {
		const words = 'Come <b>now</b> & eat\n\nBcc: all@example.com {name}';
		const desk = deskFor('invitation');
		const { html, text, headers } = invitationLetter(event, grace, { until, words }, desk);
		expect(html).toContain('Come &lt;b&gt;now&lt;/b&gt; &amp; eat<br><br>Bcc: all@example.com {name}');
		expect(text).toContain(words);
		expect(Object.keys(headers)).not.toContain('Bcc');
	});
});

describe('the letter that asks to confirm', () => {
	it('repeats nothing that somebody typed, in words or in its link', () => {
		const typed = { name: 'Win a prize', comment: 'Visit evil.example', eats: 'Call 555-0100' };
		const wish = {
			event: 'supper',
			email: 'victim@example.net',
			name: typed.name,
			answer: 'yes',
			lang: 'en',
			via: '',
			guests: 2,
			detail: { comment: typed.comment, answers: { eats: typed.eats } },
		} as const;
		const { values, envelope } = confirmDraft(event, wish, { ...deskFor('rsvp-confirm'), nonce });
		const token = new URL(values['confirm-url'] as string).searchParams.get('token')!;
		const said =
			JSON.stringify([values, envelope]) + Buffer.from(token.split('.')[0]!, 'base64url').toString();
		for (const word of Object.values(typed)) expect.soft(said).not.toContain(word);
		expect(envelope.to).toEqual({ name: '', email: 'victim@example.net' });
		expect(values['answer']).toBe("Yes, I'll come");
	});
});

describe('the letter about an answer', () => {
	const remarks = (rsvp: Rsvp, asked?: number) => {
		const letter = answered(rsvp, asked);
		return [said(letter, 'headline'), said(letter, 'remark')];
	};
	it('says for how many the seat is', () => {
		expect(remarks(row('seated'))).toEqual(['You have a seat', '']);
		expect(remarks(row('seated', 'yes', { guests: 1 }))[1]).toBe('The seat is for you and one more.');
		expect(remarks(row('seated', 'yes', { guests: 2 }), 2)[1]).toBe('The seat is for you and 2 more.');
	});
	it('says when there is no room for all of them', () => {
		expect(remarks(row('seated', 'yes', { guests: 1 }), 3)[1]).toBe(
			'You wanted to bring 3; there is room for you and one more.',
		);
		expect(remarks(row('seated'), 3)[1]).toBe(
			'There is room for you, but not for anybody you wanted to bring.',
		);
	});
	it('says what comes of a request, and of an offer or a request that led to nothing', () => {
		expect(remarks(row('requested'))[1]).toContain('The host looks at every request.');
		expect(remarks(row('none', 'none'))).toEqual([
			'There is no seat for you this time',
			'The host could not give you a seat.',
		]);
		expect(remarks(row('none', 'yes'))[0]).toBe('Your offer has run out');
		expect(remarks(row('invited', 'maybe', { until, invited: true }))).toEqual([
			'Noted: maybe',
			'A seat is kept for you until 13 May 2031 at 00:00 (Taiwan Standard Time).',
		]);
	});
	it('does not ask somebody who was just turned away to think again', () => {
		expect(said(answered(row('none', 'none')), 'change-url')).toBe('');
		expect(said(answered(row('none', 'yes')), 'change-url')).toMatch(/^https:/);
	});
});
