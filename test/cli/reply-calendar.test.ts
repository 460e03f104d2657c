import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerEvent } from '../../integrations/kindred/src/event/index.ts';
import { verdict } from '../inbox/scene.ts';
import { tagged } from '../inbox/house.ts';
import { gmail, outlook } from '../reply/calendar/producers.ts';
import { openAnswerDesk, type AnswerDesk } from './answer-desk.ts';

const door = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => door.desk,
	environmentOf: (_root: string, env: unknown) => env,
}));

let here: AnswerDesk;
let own: string;
beforeEach(async () => {
	here = await openAnswerDesk();
	door.desk = here.desk;
	const { house } = here;
	Object.assign(house.site, { authserv: 'mx.example.com' });
	const lin = (await house.store.people.byEmail('lin@example.net'))!;
	own = tagged(lin.id, 'event:supper');
	await answerEvent({ event: 'supper', person: lin, answer: 'invite', door: 'host' }, house);
});
afterEach(() => here.remove());

const pass = (raw: string) => verdict('dmarc=pass header.from=example.net', raw);
const shown = async (raw: string) => {
	const { reply } = await here.house.take(raw);
	return (await here.run('reply', 'show', String(reply))).out;
};

test('An answer from a calendar says which event it is about, what it says and what became of it', async () => {
	expect(await shown(pass(gmail({ to: own, comment: 'No meat, please' })))).toMatchInlineSnapshot(`
		"#1  Accepted: Supper
		From      林雅婷 <lin@example.net>
		About     event “Supper” (known by the signed address it was sent to, 100 %)
		Proof     proved: Our mail server says that it is from example.net (DMARC).
		Kind      calendar: It carries a calendar answer (RFC 5546). It counts as "yes": seated.
		Event     Supper, version 0
		Answer    ACCEPTED for lin@example.net
		Comment   No meat, please

		── 2031-04-30 12:00  林雅婷 wrote (#1)

		  Lin has accepted this invitation.
		"
	`);
});

test('A proposal says when they would rather meet, in the zone of the author', async () => {
	const span = { start: 'DTSTART:20310518T110000Z', end: 'DTEND:20310518T130000Z' };
	const raw = outlook({ to: own, method: 'COUNTER', ...span, comment: 'Sunday?\\nI am in town.\u001b[2J' });
	expect(await shown(pass(raw))).toMatchInlineSnapshot(`
		"#1  Accepted: Supper
		From      林雅婷 <lin@example.net>
		About     event “Supper” (known by the signed address it was sent to, 100 %)
		Proof     proved: Our mail server says that it is from example.net (DMARC).
		Kind      calendar: It carries a calendar answer (RFC 5546). It proposes another time, and is no answer.
		Event     Supper, version 0
		Proposes  2031-05-18 13:00 to 2031-05-18 15:00
		Comment   Sunday?
		          I am in town. [2J

		── 2031-04-30 12:00  林雅婷 wrote (#1)

		  (no words of their own)
		"
	`);
});

test('A proposal on a clock whose zone is not known says that clock', async () => {
	const raw = outlook({ to: own, method: 'COUNTER', start: 'DTSTART;TZID="Our Own Time":20310518T190000' });
	expect(await shown(pass(raw))).toContain('Proposes  2031-05-18 19:00 (Our Own Time)');
	expect(await shown(pass(gmail({ to: own, uid: 'dinner@example.com' })))).toContain(
		'dinner@example.com (not one of ours)',
	);
});

test('Nobody waits for an answer to what a calendar wrote', async () => {
	await here.house.take(pass(gmail({ to: own })));
	expect(await here.waiting()).toEqual([]);
});
