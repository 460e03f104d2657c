import { describe, expect, it } from 'vitest';
import type { Shown, Visit } from '../../integrations/kindred/src/astro/rsvp-door.ts';
import { pageWords } from '../../integrations/kindred/src/astro/rsvp-words.ts';
import type { KindredEvent, Rsvp } from '../../integrations/kindred/src/event/index.ts';
import { eventOf } from '../event/supper.ts';
import { site } from '../site.ts';

const now = '2031-05-01T09:00:00.000Z';
const until = '2031-05-02T10:00:00.000Z';
const row = (more: Partial<Rsvp>): Rsvp => ({
	person: 1,
	answer: 'yes',
	seat: 'none',
	guests: 0,
	answeredAt: now,
	...more,
});

function said(shown: Shown, event: KindredEvent = eventOf(), at = now) {
	const visit = { shown, event, lang: 'en' } as Visit;
	const { title, lines, isOpen } = pageWords(visit, site, at);
	return { text: [title, ...lines].join(' | '), isOpen };
}
const answered = (more: Partial<Rsvp>, rest: { changed?: boolean; place?: number; asked?: number } = {}) =>
	said({ kind: 'answered', ok: true, standing: row(more), changed: true, promoted: [], asked: 0, ...rest })
		.text;
const looks = (more: Partial<Rsvp> | undefined, event?: KindredEvent, at?: string) =>
	said({ kind: 'change', standing: more && row(more), place: 3 }, event, at);

describe('the page after an answer', () => {
	it.each<[string, Partial<Rsvp>, string]>([
		['a seat', { seat: 'seated' }, 'You have a seat | A seat is kept for you. A letter with the details'],
		['a party', { seat: 'seated', guests: 2 }, 'The seat is for you and 2 more.'],
		['the queue', { seat: 'waiting' }, 'You are number 3 on the waiting list'],
		['a request', { seat: 'requested' }, 'Your request has arrived | The host looks at every request.'],
		[
			'an offer',
			{ seat: 'offered', until },
			'A seat is kept for you until 2 May 2031 at 18:00 (Taiwan Standard Time)',
		],
		['a maybe', { answer: 'maybe' }, 'Noted: maybe | A maybe holds no seat.'],
		[
			'a maybe to an invitation',
			{ answer: 'maybe', seat: 'invited', until },
			'Noted: maybe | A seat is kept for you until',
		],
		['a no', { answer: 'no' }, "Noted: you can't come | Thank you for saying so."],
	])('tells of %s', (_name, standing, text) => {
		expect(answered(standing, { place: 3 })).toContain(text);
	});

	it('of an event that offers its seats does not promise one for good', () => {
		const event = eventOf({ offer: 'PT24H' });
		const { text } = said({ kind: 'change', standing: row({ seat: 'waiting' }), place: 3 }, event);
		expect(text).toContain('when a seat comes free it is kept for you for a while');
	});

	it('says when there was room for fewer than were asked for', () => {
		expect(answered({ seat: 'seated', guests: 1 }, { asked: 3 })).toContain(
			'You wanted to bring 3; there is room for you and one more.',
		);
		expect(answered({ seat: 'seated' }, { asked: 2 })).toContain(
			'There is room for you, but not for anybody',
		);
	});

	it('promises no letter when nothing has changed', () => {
		const text = answered({ seat: 'seated' }, { changed: false });
		expect(text).toBe("You have a seat | That's what we had down already. Nothing has changed.");
	});
});

describe('the page behind a personal link', () => {
	it.each<[string, Partial<Rsvp> | undefined, string]>([
		['who has a seat', { seat: 'seated' }, 'Your answer so far: You have a seat | You can change'],
		[
			'who is invited',
			{ answer: 'none', seat: 'invited', invited: true, until },
			'You are invited | A seat is kept for you until',
		],
		['whose invitation has run out', { answer: 'none', invited: true }, 'You are invited | You can change'],
		['whose offer has run out', {}, 'Your offer has run out | The seat that was kept for you has gone'],
		[
			'whom the host turned away',
			{ answer: 'none' },
			'There is no seat for you this time | The host could not',
		],
		['who has not answered', undefined, 'Your answer | You can change'],
	])('tells somebody %s where they stand', (_name, standing, text) => {
		expect(looks(standing)).toMatchObject({ text: expect.stringContaining(text), isOpen: true });
	});

	it('takes back a seat after the deadline, and takes nobody new', () => {
		const closed = eventOf({ deadline: '2031-04-30' });
		expect(looks({ seat: 'seated' }, closed)).toMatchObject({
			text: expect.stringContaining('The time for answering is over.'),
			isOpen: true,
		});
		expect(looks({ answer: 'no' }, closed).isOpen).toBe(false);
		expect(looks(undefined, closed).isOpen).toBe(false);
	});

	it.each<[string, KindredEvent, string, string]>([
		['has begun', eventOf(), '2031-05-17T12:00:00.000Z', 'This has already taken place.'],
		['was called off', eventOf({ status: 'cancelled' }), now, 'This has been cancelled.'],
		['asks for no answers', eventOf({ rsvp: false }), now, 'No answer is needed'],
	])('has no form once the event %s', (_name, event, at, text) => {
		const { text: all, isOpen } = looks({ seat: 'seated' }, event, at);
		expect([all.includes(text), isOpen]).toEqual([true, false]);
	});
});
