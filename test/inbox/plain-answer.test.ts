import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forget } from '../../integrations/kindred/src/person/index.ts';
import { openCalendarPlay, type CalendarPlay } from './calendar-play.ts';
import { mail, tagged } from './house.ts';

let play: CalendarPlay;
beforeAll(async () => {
	play = await openCalendarPlay();
});
afterAll(() => play.house.test.remove());
beforeEach(() => play.begin());

const letter = 'rsvp-answer en to lin@example.net';
const quote =
	'\r\n\r\nOn Wed, 30 Apr 2031 at 09:00, Ada <ada@example.com> wrote:\r\n> Will you come? Yes, I will come. No, I cannot come.\r\n';
const says = (body: string, more: Parameters<typeof mail>[0] = {}) =>
	mail({ to: play.own, subject: 'Re: Supper', body, ...more });
const nothing = { ledger: 'lin none invited', letters: [] as string[] };

describe('an answer to an event in plain words', () => {
	it.each([
		['Count me in, +1', 'lin yes seated +1', 'It counts as "yes": seated, and brings 1.'],
		['I’d love to come, but I can’t make it.', 'lin no none', 'It counts as "no".'],
		['Not sure yet, sorry.', 'lin maybe invited', 'It counts as "maybe": invited.'],
		['Ja, ich komme gern.', 'lin yes seated', 'It counts as "yes": seated.'],
		['我會參加', 'lin yes seated', 'It counts as "yes": seated.'],
		['Count me in, we are 40', 'lin none invited', ''],
	])('"%s" is %s, and a reply as well', async (words, ledger, remark) => {
		const { house, lin } = play;
		Object.assign(house.site, { languages: ['en', 'de', 'zh-Hant'] });
		await house.take(says(words + quote));
		const state = await play.state();
		expect(state).toMatchObject({ ledger, filed: 'human of lin@example.net' });
		expect(state.reason).toContain(remark);
		const kinds = await house.kinds(lin.id);
		expect(kinds.filter((kind) => kind === 'replied')).toHaveLength(1);
		expect(kinds.filter((kind) => kind === 'rsvp')).toHaveLength(remark ? 1 : 0);
	});

	it('once counts once, by whatever door and however often', async () => {
		const { house } = play;
		const raw = says(`Count me in${quote}`);
		await Promise.all([raw, raw, `X-Spam: no\r\n${raw}`].map((one) => house.take(one)));
		await house.take(raw);
		expect(await play.state()).toMatchObject({ ledger: 'lin yes seated', letters: [letter] });
		expect(await house.store.replies.list({})).toHaveLength(1);
	});

	it('of one word counts while they are asked, and no longer', async () => {
		const { house } = play;
		await house.take(says(`Yes!${quote}`));
		expect((await play.state()).ledger).toBe('lin yes seated');
		await house.take(says(`No, thanks.${quote}`, { subject: 'Re: Do you need a lift?' }));
		expect((await play.state()).ledger).toBe('lin yes seated');
		await house.take(says(`No, sorry, I can’t come after all.${quote}`));
		expect((await play.state()).ledger).toBe('lin no none');
	});

	it('that is read late does not undo what was said since', async () => {
		const { house } = play;
		const at = (time: string) => [`Date: Wed, 30 Apr 2031 ${time} +0000`];
		const raw = (body: string, time: string) => says(body).replace(/^Date: .*$/m, at(time)[0]!);
		await house.take(raw('Sorry, I can’t make it', '10:02:00'));
		await house.take(raw('Count me in', '10:01:00'));
		expect((await play.state()).ledger).toBe('lin no none');
	});

	it('of somebody a letter was passed on to is their own', async () => {
		const { house } = play;
		await house.take(
			says('Count me in', { from: 'Bo <bo@example.org>', to: tagged(play.bo.id, 'event:supper') }),
		);
		expect((await play.state()).ledger).toBe('bo yes seated, lin none invited');
	});

	it('of nobody who is proved to have written it is asked back, once', async () => {
		const { house } = play;
		const raw = says('Count me in, +2', { from: 'Mia <mia@example.org>' });
		await house.take(raw);
		await house.take(raw);
		expect(await play.state()).toMatchObject({
			ledger: 'lin none invited',
			letters: ['rsvp-confirm en to mia@example.org'],
		});
		expect((await play.state()).reason).toContain('A letter asks its sender.');
	});
});

describe('nothing but a reply', () => {
	it.each([
		['is a question', () => says('Can I come?')],
		['names a condition', () => says('Count me in if the trains run.')],
		['answers a digest', () => says('Count me in!', { to: tagged(play.lin.id, 'digest:2031-04') })],
		['was written by a program', () => says('Count me in!', { headers: ['Auto-Submitted: auto-replied'] })],
		['is our own letter, sent back without a word', () => says(quote)],
		['says much', () => says(`Count me in! ${'The harbour was cold that night. '.repeat(30)}`)],
	])('%s', async (_name, raw) => {
		await play.house.take(raw());
		expect(await play.state()).toMatchObject(nothing);
	});

	it('comes after the event', async () => {
		play.house.at = '2031-05-18T12:00:00.000Z';
		await play.house.take(says('Yes, I was glad to come'));
		expect((await play.state()).ledger).toBe(nothing.ledger);
	});

	it('comes from somebody who was erased', async () => {
		const { house, lin } = play;
		await forget(lin.id, { people: house.store.people, keys: house.keys, now: house.now });
		expect(await house.take(says('Count me in'))).toEqual({ outcome: 'forgotten' });
		expect(house.letters).toEqual([]);
	});

	it('comes from somebody who may not come without an invitation', async () => {
		await play.begin({ entry: 'invitation' });
		const { house, bo } = play;
		await house.take(says('Count me in', { from: 'bo@example.org', to: tagged(bo.id, 'event:supper') }));
		const state = await play.state();
		expect(state).toMatchObject(nothing);
		expect(state.reason).toContain('The answer "yes" was not taken: not-invited.');
	});
});

describe('a mail that a button wrote', () => {
	it('brings as many as stand behind the event', async () => {
		const { house } = play;
		await house.take(mail({ to: play.own, subject: 'rsvp yes supper +2', body: '' }));
		expect((await play.state()).ledger).toBe('lin yes seated +2');
		await house.take(mail({ to: play.own, subject: 'rsvp yes supper +0', body: '' }));
		expect((await play.state()).ledger).toBe('lin yes seated');
		await house.take(mail({ to: play.own, subject: 'rsvp no supper and more', body: '' }));
		expect((await play.state()).ledger).toBe('lin yes seated');
	});
});
