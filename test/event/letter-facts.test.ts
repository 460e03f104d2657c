import { describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { builtIn } from '../../integrations/kindred/src/base/strings.ts';
import { changesBetween } from '../../integrations/kindred/src/event/plan/changes.ts';
import { factsOf, type EventFrontMatter } from '../../integrations/kindred/src/event/index.ts';
import { reminderLetter, thanksLetter, updateLetter } from '../../integrations/kindred/src/event/letters.ts';
import { howSoonInWords, momentInWords } from '../../integrations/kindred/src/event/words.ts';
import { person } from '../digest/sample.ts';
import { deskFor } from './plain-letters.ts';
import { eventOf } from './supper.ts';

const grace = person(7, { name: 'Grace' });
/** What stands in a slot, which may be several lines, up to the next slot. */
const said = ({ text }: Letter, slot: string) =>
	new RegExp(`^${slot}: ([^]*?)(?=\\n[a-z-]+: |$(?![^]))`, 'm').exec(text)?.[1]?.split('\n');

describe('when something is', () => {
	const lines = (data: Partial<EventFrontMatter>, zone?: string) =>
		said(thanksLetter(eventOf(data), { ...grace, zone }, {}, deskFor('event-thanks')), 'when');
	const there = 'Saturday, 17 May 2031, 19:00–21:00 (Taiwan Standard Time)';

	it('is said in the zone of the place, and in the reader’s where that is another', () => {
		expect(lines({})).toEqual([there]);
		expect(lines({}, 'Europe/Berlin')).toEqual([
			there,
			'Where you are: Saturday, 17 May 2031, 13:00–15:00 (Central European Summer Time)',
		]);
	});
	it('is said once where both clocks show the same', () => {
		expect(lines({}, 'Asia/Shanghai')).toEqual([there]);
	});
	it('is said in the zone of the place where the reader’s is none', () => {
		expect(lines({}, 'Middle-earth/Bree')).toEqual([there]);
	});
	it('is a day everywhere when it takes whole days', () => {
		expect(lines({ start: '2031-05-17' }, 'America/New_York')).toEqual(['Saturday, 17 May 2031']);
	});
	it('is not said as if it held when it has been put off', () => {
		expect(lines({ status: 'postponed' }, 'Europe/Berlin')).toEqual([
			there,
			"This has been postponed. The new date isn't fixed yet.",
		]);
	});
});

describe('what has changed', () => {
	const old = eventOf();
	const update = (data: Partial<EventFrontMatter>, lang = 'en', was = factsOf(old, undefined)) => {
		const event = eventOf(data);
		const changes = changesBetween(was, factsOf(event, undefined));
		const row = { person: 7, answer: 'yes', seat: 'seated', guests: 0, answeredAt: '' } as const;
		return updateLetter(event, grace, row, changes, deskFor('event-update', {}, lang));
	};
	it('is said as it was and as it is', () => {
		expect(said(update({ start: '2031-05-18T18:30', place: { name: 'A <b>barge</b>' } }), 'changes')).toEqual(
			[
				'When',
				'Before: Saturday, 17 May 2031, 19:00–21:00 (Taiwan Standard Time)',
				'Now: Sunday, 18 May 2031, 18:30–20:30 (Taiwan Standard Time)',
				'',
				'Where',
				'Before: Dadaocheng',
				'Now: A <b>barge</b>',
			],
		);
	});
	it('is struck out and set in bold, as text', () => {
		expect(update({ place: { name: 'A <b>barge</b>' } }).html).toContain(
			'<strong>Where</strong><br>Before: <s>Dadaocheng</s><br>Now: <strong>A &lt;b&gt;barge&lt;/b&gt;</strong>',
		);
	});
	it('has no arrow and no line that runs the wrong way in a script from right to left', () => {
		const lines = said(update({ place: { name: 'Red House (back door).' } }, 'ar'), 'changes')!;
		expect(lines.join()).not.toMatch(/[→←]/);
		expect(lines.at(-1)).toBe('الآن: \u2068Red House (back door).\u2069');
	});
	it('is named where it went to the net, was put off, and goes on', () => {
		expect(said(update({ place: undefined, online: true }), 'changes')).toEqual([
			'Where',
			'Before: Dadaocheng',
			'Now: Online',
		]);
		expect(said(update({ status: 'postponed' }), 'changes')).toEqual([
			"This has been postponed. The new date isn't fixed yet.",
		]);
		const cancelled = factsOf(eventOf({ status: 'cancelled' }), undefined);
		expect(said(update({}, 'en', cancelled), 'changes')).toEqual(['It will take place.']);
	});
	it('is named where only the rules of the zone have changed', () => {
		const before = factsOf(old, undefined);
		const was = { ...before, from: '2031-05-17T12:00:00.000Z', to: '2031-05-17T14:00:00.000Z' };
		const lines = said(update({}, 'en', was), 'changes')!;
		expect(lines.at(-1)).toContain('The clock in Asia/Taipei has been changed.');
	});
});

describe('how soon it is', () => {
	const soon = (now: string, lang = 'en', data: Partial<EventFrontMatter> = {}, zone?: string) =>
		said(
			reminderLetter(
				eventOf(data),
				{ ...grace, zone },
				{ code: '' },
				deskFor('event-reminder', { now }, lang),
			),
			'headline',
		)![0];
	it('is counted in days of the place, and on the day in hours', () => {
		expect(soon('2031-05-10T11:00:00.000Z')).toBe('In 7 days');
		expect(soon('2031-05-16T11:00:00.000Z')).toBe('Tomorrow');
		// Past midnight in Taipei.
		expect(soon('2031-05-16T16:30:00.000Z')).toBe('In 19 hours');
		expect(soon('2031-05-17T08:00:00.000Z')).toBe('In 3 hours');
		expect(soon('2031-05-17T10:15:00.000Z')).toBe('In 45 minutes');
		expect(soon('2031-05-17T11:00:00.000Z')).toBe('In 1 minute');
	});
	it('is counted in the guest’s own days for something on the net', () => {
		const online = { place: undefined, online: true };
		// 01:00 on the 18th in Taipei is 10:00 on the 17th in Vancouver.
		const data = { ...online, start: '2031-05-18T01:00' };
		expect(soon('2031-05-16T20:00:00.000Z', 'en', data)).toBe('Tomorrow');
		expect(soon('2031-05-17T12:00:00.000Z', 'en', data, 'America/Vancouver')).toBe('In 5 hours');
		expect(soon('2031-05-16T12:00:00.000Z', 'en', data, 'America/Vancouver')).toBe('Tomorrow');
	});
	it('is a day for something that takes whole days', () => {
		expect(soon('2031-05-16T20:00:00.000Z', 'en', { start: '2031-05-17' })).toBe('Today');
		expect(soon('2031-05-15T20:00:00.000Z', 'en', { start: '2031-05-17' })).toBe('Tomorrow');
	});
	it('is said as each language says it', () => {
		const at = (lang: string, now: string) => howSoonInWords(eventOf(), now, lang);
		const said = (now: string) => ['de', 'fr', 'ja', 'ar'].map((lang) => at(lang, now));
		expect(said('2031-05-16T11:00:00.000Z')).toEqual(['Morgen', 'Demain', '明日', 'غدًا']);
		expect(said('2031-05-10T11:00:00.000Z')).toEqual(['In 7 Tagen', 'Dans 7 jours', '7 日後', 'خلال 7 أيام']);
	});
});

it.each(Object.keys(builtIn))('a moment in %s names its zone, and has no space that fonts lack', (lang) => {
	const words = momentInWords('2031-05-12T16:00:00.000Z', 'Asia/Taipei', lang);
	expect(words).toMatch(/2031/);
	expect(words).toMatch(/[(（].+[)）]$/);
	expect(words).not.toMatch(/[\u2009\u202f]/);
});
