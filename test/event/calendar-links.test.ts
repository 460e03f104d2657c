import { describe, expect, it } from 'vitest';
import { calendarFile, calendarLinks, webcalAddress } from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { calendarCases } from './calendar-cases.ts';
import { readWithIcal } from './ical-reader.ts';
import { eventOf } from './supper.ts';

type Link = ReturnType<typeof calendarLinks>[number];

/** `20310517T110000Z` as an instant, `20310517` as a day. */
const readTime = (text: string) =>
	text.includes('T')
		? new Date(
				text.replace(/^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
			).toISOString()
		: text.replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, '$1-$2-$3');
const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** What a link says, read back as its service would: from when until before when, and the words. */
function read({ service, url }: Link) {
	const query = new URL(url).searchParams;
	const of = (name: string) => query.get(name) ?? '';
	if (service === 'google') {
		const [from, to] = of('dates').split('/').map(readTime);
		return { from, to, title: of('text'), about: of('details'), where: of('location') };
	}
	if (service === 'yahoo') {
		const from = readTime(of('ST'));
		const to = of('DUR') === 'allday' ? nextDay(from) : readTime(of('ET'));
		return { from, to, title: of('TITLE'), about: of('DESC'), where: of('in_loc') };
	}
	const [from, to] = [readTime(of('startdt')), readTime(of('enddt'))];
	return { from, to, title: of('subject'), about: of('body'), where: of('location') };
}

const services = (event: Parameters<typeof calendarLinks>[0]) =>
	calendarLinks(event, site).filter(({ service }) => service !== 'file');

describe('links that add an event to a calendar', () => {
	it('say the instants that its calendar file says, in every service', () => {
		for (const { event, name } of calendarCases.filter(({ method }) => method === 'none')) {
			const file = readWithIcal(calendarFile(event, { site, stamp: '2026-11-22T09:30:00.000Z' }));
			const day = (which: string) => String(file.text(which));
			const [from, to] = event.day
				? [day('dtstart'), day('dtend')]
				: [file.instant('dtstart'), file.instant('dtend')];
			for (const link of services(event))
				expect(read(link), `${link.service} ${name}`).toMatchObject({ from, to });
		}
	});

	it('say what the page says, whatever the words', () => {
		for (const { event, name } of calendarCases.filter(({ method }) => method === 'none')) {
			for (const link of services(event)) {
				const { title, about, where } = read(link);
				expect([title, where], name).toEqual(
					[event.title, event.place!.name].map((text) => text.toWellFormed()),
				);
				expect(about, name).toMatch(/https:\/\/example\.com\/events\/supper\/$/);
			}
		}
	});

	it('are what the services understand', () => {
		const day = eventOf({ start: '2031-05-17', zone: undefined, place: undefined });
		const [google, outlook, office, yahoo, file] = calendarLinks(day, { ...site, base: '/blog' });
		expect(google!.url).toMatch(/^https:\/\/calendar\.google\.com\/calendar\/render\?action=TEMPLATE&/);
		expect(outlook!.url).toMatch(/^https:\/\/outlook\.live\.com\/calendar\/action\/compose\?rru=addevent&/);
		expect(outlook!.url).toContain('&startdt=2031-05-17&enddt=2031-05-18&allday=true&');
		expect(office!.url.replace('outlook.office.com', 'outlook.live.com')).toBe(outlook!.url);
		expect(yahoo!.url).toContain('&ST=20310517&DUR=allday&');
		expect(file!.url).toBe('https://example.com/blog/kindred/events/supper.ics');
		expect(services(day).every(({ url }) => !url.includes('+') && !url.includes('location='))).toBe(true);
	});

	it('stay short enough for any browser, and whole, when the words are long', () => {
		const long = eventOf({ title: '饗'.repeat(200), description: '👩🏽‍🍳 come and see '.repeat(900) });
		for (const { url } of services(long)) {
			expect(url.length).toBeLessThan(8000);
			expect(decodeURIComponent(url)).not.toContain('\ufffd');
		}
	});

	it('name the calendar of all events for programs that subscribe', () => {
		expect(webcalAddress(site, 'zh-Hant')).toBe('webcal://example.com/kindred/events/feed.zh-Hant.ics');
	});
});
