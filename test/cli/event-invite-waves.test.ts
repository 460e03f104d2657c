import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerEvent, tend } from '../../integrations/kindred/src/event/index.ts';
import { openInviteDesk, type InviteDesk } from './invite-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({
	openDesk: async () => current.desk,
	environmentOf: () => ({}),
}));

let test: InviteDesk;
beforeEach(async () => {
	test = await openInviteDesk(current);
});
afterEach(() => test.remove());

it('whoever still has an entry of an earlier day in their calendar gets one that counts for more', async () => {
	const ada = await test.person('ada');
	await test.answers('ada', 'yes');
	await answerEvent({ event: 'supper', person: ada, answer: 'remove', door: 'host' }, test.house);
	test.hold({ start: '2031-05-18T19:00' });
	for (const step of ['--add ada@example.com', '--approve', '--send']) await test.says(step);
	const content = test.letters.at(-1)?.attachments?.[0]?.content;
	expect(content).toMatch(/^DTSTART[^\r]*:20310518T190000\r$/m);
	expect(content).toMatch(/^SEQUENCE:1\r$/m);
});

describe('a wave', () => {
	beforeEach(async () => {
		for (const name of ['ada', 'bob', 'cy', 'di', 'eve']) await test.person(name);
		await test.says('--add ada@example.com,bob@example.com,cy@example.com,di@example.com,eve@example.com');
	});

	it('is planned, approved and sent, each with its own links, a kept seat and a calendar file', async () => {
		expect(await test.says('--days 5 --say Come!')).toMatchInlineSnapshot(`
			"Supper (supper)  2 seats, 0 taken, 0 kept.

			  1. ada <ada@example.com>
			      added by you; has never come
			      tie 0
			  2. bob <bob@example.com>
			      added by you; has never come
			      tie 0
			  3. cy <cy@example.com>
			      added by you; has never come
			      tie 0
			  4. di <di@example.com>
			      added by you; has never come
			      tie 0
			  5. eve <eve@example.com>
			      added by you; has never come
			      tie 0

			Each has 5 days to answer.
			Your words: Come!
			Wave 1 goes to 1–2, each with a seat kept until Tuesday, 6 May 2031 at 23:59 (Taiwan Standard Time).
			Whoever says no, or nothing by then, makes room for the next on the list; the running site, or \`kindred sync\`, invites them.
			Nobody is mailed before you say yes to exactly this list (89fcff133a04): kindred event invite supper --approve
			"
		`);
		await expect(test.types('--send')).rejects.toMatchObject({
			message: 'You have not said yes to the list of "supper".',
		});
		expect(test.letters).toEqual([]);
		expect(await test.says('--approve')).toContain(
			'Approved. Send the first wave with: kindred event invite supper --send',
		);
		expect(test.letters).toEqual([]);
		expect(await test.says('--send')).toMatchInlineSnapshot(`
			"Wave 1 is on its way to 2 people, until Tuesday, 6 May 2031 at 23:59 (Taiwan Standard Time). Answers come by the letter, the calendar or in plain words.
			  ada <ada@example.com>
			  bob <bob@example.com>
			3 more wait on the list.
			See how it goes: kindred event invite supper, or kindred event guests supper
			"
		`);
		expect(test.invited()).toEqual(['invitation → ada@example.com', 'invitation → bob@example.com']);
		const [ada, bob] = test.letters;
		expect(ada!.text).toMatch(/words: Come!/);
		expect(ada!.text).toMatch(/yes-url: https:\/\/example\.com\/kindred\/rsvp\/\?token=[\w.-]+&answer=yes\n/);
		expect(ada!.text.match(/token=\S+/)?.[0]).not.toBe(bob!.text.match(/token=\S+/)?.[0]);
		expect(ada!.attachments).toMatchObject([{ contentType: expect.stringContaining('method=REQUEST') }]);
		expect(ada!.attachments![0]!.content.replaceAll('\r\n ', '')).toMatch(
			/ATTENDEE[^\r]*PARTSTAT=NEEDS-ACTION/,
		);
		expect(await test.store.events.ledger('supper')).toMatchObject([
			{ seat: 'invited', until: '2031-05-06T15:59:00.000Z', told: { sequence: 0, calendar: true } },
			{ seat: 'invited' },
		]);
		expect(await test.says('')).toContain('Approved, 1 wave sent.');
	});

	it('rolls on by itself, and never mails anybody twice', async () => {
		await test.says('--approve');
		await test.says('--send');
		await expect(test.types('--send')).rejects.toMatchObject({
			message: 'No seat is free, so nobody was invited.',
		});
		await test.answers('ada', 'no');
		expect((await tend(test.house)).invited).toEqual([{ event: 'supper', person: 3 }]);
		expect((await tend(test.house)).invited).toEqual([]);
		test.at('2031-05-09T09:00:00.000Z');
		const tended = await tend(test.house);
		expect([tended.lapsed.map(({ person }) => person), tended.invited.map(({ person }) => person)]).toEqual([
			[2, 3],
			[4, 5],
		]);
		expect(test.invited()).toHaveLength(5);
		await test.answers('bob', 'yes');
		await test.answers('di', 'maybe');
		expect(await test.says('')).toMatchInlineSnapshot(`
			"Supper (supper)  2 seats, 0 taken, 2 kept.

			  1. ada <ada@example.com>  ·  says no
			      added by you; has never come
			      tie 0
			  2. bob <bob@example.com>  ·  says yes, and waits for a seat
			      added by you; has never come
			      tie 0
			  3. cy <cy@example.com>  ·  did not answer
			      added by you; has never come
			      tie 0
			  4. di <di@example.com>  ·  invited until Friday, 16 May 2031 at 19:00 (Taiwan Standard Time), says maybe
			      added by you; has never come
			      tie 0
			  5. eve <eve@example.com>  ·  invited until Friday, 16 May 2031 at 19:00 (Taiwan Standard Time)
			      added by you; has never come
			      tie 0

			Each has 7 days to answer.
			Everybody on the list was invited.
			Approved, 3 waves sent. To invite nobody more: kindred event invite supper --stop
			"
		`);
	});

	it('stops where its author changes the list or the event, until they say yes once more', async () => {
		await test.says('--approve');
		await test.says('--send');
		await test.says('--move eve@example.com 3');
		await test.answers('ada', 'no');
		expect(await tend(test.house)).toMatchObject({ invited: [], stalled: ['supper'] });
		expect(await test.says('')).toContain('You said yes to something else: the list was another.');
		await test.says('--approve');
		expect((await tend(test.house)).invited).toEqual([{ event: 'supper', person: 5 }]);
		test.hold({ start: '2031-05-18T19:00' });
		await test.answers('bob', 'no');
		expect((await tend(test.house)).stalled).toEqual(['supper']);
		await test.says('--approve');
		await test.says('--stop');
		expect(await tend(test.house)).toMatchObject({ invited: [], stalled: [] });
		expect(test.invited()).toHaveLength(3);
	});

	it('takes mail that comes back for a no', async () => {
		await test.says('--approve');
		await test.says('--send');
		await test.store.people.update(1, { state: 'bounced' }, test.clock.now);
		expect((await tend(test.house)).invited).toEqual([{ event: 'supper', person: 3 }]);
		expect(await test.says('')).toContain('ada <ada@example.com>  ·  could not be reached');
		expect(test.subjects().filter((subject) => subject.endsWith('ada@example.com'))).toHaveLength(1);
	});

	it('goes on with the next where nobody will carry a letter', async () => {
		const { handOver } = test.house.postman;
		Object.assign(test.house.postman, {
			handOver: async (letter: (typeof test.letters)[number], key: string) => {
				if (letter.to.email !== 'ada@example.com') return handOver(letter, key);
				await test.store.invitations.refused(key);
				await test.store.outgoing.handedOver(key);
				return 'refused';
			},
		});
		await test.says('--approve');
		expect(await test.says('--send')).toContain('cy <cy@example.com>');
		expect(test.invited()).toEqual(['invitation → bob@example.com', 'invitation → cy@example.com']);
	});

	it('keeps its letters where the process dies before they are handed over', async () => {
		await test.says('--approve');
		const { handOver } = test.house.postman;
		Object.assign(test.house.postman, { handOver: () => Promise.reject(new Error('killed')) });
		await expect(test.types('--send')).rejects.toThrow('killed');
		Object.assign(test.house.postman, { handOver });
		await expect(test.types('--send')).rejects.toThrow('No seat is free');
		const kept = await test.store.db.selectFrom('outgoing').select('key').execute();
		expect(kept.map(({ key }) => key)).toEqual(['invite:supper:1:1', 'invite:supper:2:1']);
	});

	it('may be larger than the room where its author says so, and then promises no seat', async () => {
		await test.says('--over 1');
		await test.says('--approve');
		expect(await test.says('--send')).toContain('cy <cy@example.com>  (no seat kept)');
		expect(test.letters.at(-1)!.text).toContain('kept: More people are invited than there are seats.');
		await test.answers('cy', 'yes');
		expect(test.subjects().at(-1)).toBe('rsvp-answer → cy@example.com');
		expect(await test.says('')).toContain('cy <cy@example.com>  ·  says yes');
	});

	it('goes to everybody at once where its author says so, and to no more than the seats it was given', async () => {
		await test.says('--all --seats 1');
		expect(await test.says('')).toContain('Everybody is invited at once.');
		await test.says('--approve');
		await test.says('--send');
		expect(test.invited()).toHaveLength(5);
		expect(test.letters.filter(({ text }) => text.includes('A seat is kept for you'))).toHaveLength(1);
		expect(await test.types('--send').catch(({ message }: Error) => message)).toBe(
			'Nobody is left on the list to be invited.',
		);
	});
});
