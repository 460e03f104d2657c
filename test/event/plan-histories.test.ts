import fc from 'fast-check';
import { expect, it } from 'vitest';
import { after } from '../../integrations/kindred/src/base/time.ts';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import { lineOf, openPlanning } from './planning.ts';

/** `npm run soak` draws more. */
const HISTORIES = Number(process.env['KINDRED_HISTORIES'] ?? 8);
const guests = ['ada', 'bob', 'cy', 'dee'];

const act = fc.oneof(
	fc.record({
		kind: fc.constant('say' as const),
		guest: fc.constantFrom(...guests),
		answer: fc.constantFrom('yes' as const, 'no' as const, 'maybe' as const),
	}),
	fc.record({
		kind: fc.constant('edit' as const),
		change: fc.oneof(
			fc.constantFrom('2031-05-17T19:00', '2031-05-17T20:00', '2031-05-18T19:00').map((start) => ({ start })),
			fc.constantFrom('Dadaocheng', 'Elsewhere').map((name) => ({ place: { name } })),
			fc
				.constantFrom('scheduled' as const, 'postponed' as const, 'cancelled' as const)
				.map((status) => ({ status })),
			fc.integer({ min: 1, max: 4 }).map((capacity) => ({ capacity })),
			fc.integer({ min: 0, max: 3 }).map((sequence) => ({ sequence })),
			fc.constantFrom('Supper', 'Dinner').map((title) => ({ title })),
		),
	}),
	fc.record({
		kind: fc.constant('link' as const),
		joinUrl: fc.constantFrom('https://a.example', 'https://b.example'),
	}),
	fc.record({
		kind: fc.constant('announce' as const),
		dies: fc.option(fc.integer({ min: 1, max: 4 }), { nil: 0 }),
	}),
	fc.record({ kind: fc.constant('approve' as const) }),
	fc.record({ kind: fc.constant('apply' as const) }),
);

/** The calendar of a guest, as RFC 5546 section 2.1.5 has it: what is older than what it has, it throws away. */
class Calendar {
	entry: { sequence: number; stamp: string; start: string; where: string; status: string } | undefined;

	take(letter: Letter): void {
		if (!letter.attachments) return;
		const value = (name: string) => lineOf(letter, name) ?? '';
		const [sequence, stamp] = [Number(value('SEQUENCE')), value('DTSTAMP')];
		const fresh = {
			sequence,
			stamp,
			start: /(\d{8}T\d{6})/.exec(value('DTSTART'))![1]!,
			where: value('LOCATION').replace(/^[^:]*:/, ''),
			status: value('STATUS'),
		};
		const facts = ({ start, where, status }: NonNullable<Calendar['entry']>) =>
			[start, where, status].join(' ');
		const old = this.entry;
		if (old && (sequence < old.sequence || (sequence === old.sequence && stamp < old.stamp)))
			throw new Error(`A calendar was sent ${sequence} after ${old.sequence}.`);
		if (old && facts(old) !== facts(fresh) && sequence === old.sequence)
			throw new Error(`A calendar was sent ${facts(fresh)} in place of ${facts(old)}, with one SEQUENCE.`);
		this.entry = fresh;
	}
}

it('whatever is edited and whoever answers, in the end each calendar is right and nobody heard twice', async () => {
	const desk = await openPlanning();
	try {
		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
				await desk.test.empty();
				desk.clock.now = '2031-05-01T09:00:00.000Z';
				const written = { capacity: 3, start: '2031-05-17T19:00', sequence: 0, title: 'Supper' };
				desk.edit({ ...written, status: 'scheduled', place: { name: 'Dadaocheng' } });
				const calendars = new Map(guests.map((name) => [`${name}@example.com`, new Calendar()]));
				desk.letters.length = 0;
				const deliver = () => {
					for (const letter of desk.letters.splice(0)) calendars.get(letter.to.email)!.take(letter);
				};
				/** What a killed run left is handed over before anything else happens. */
				const sweep = async () => {
					for (const { key, letter } of await desk.test.store.outgoing.due(
						after(desk.clock.now, { hours: 1 }),
						99,
					))
						await desk.planHouse().postman.handOver(letter, key);
					deliver();
				};
				for (const one of [...acts, { kind: 'announce', dies: 0 } as const]) {
					desk.clock.now = after(desk.clock.now, { minutes: 1 });
					if (one.kind === 'say') await desk.says(one.guest, one.answer).catch(expected);
					if (one.kind === 'edit') desk.edit(one.change);
					if (one.kind === 'link') await desk.test.store.events.keepSecrets('supper', one, desk.clock.now);
					if (one.kind === 'approve') await desk.approve();
					if (one.kind === 'apply') {
						const { mails, approved } = await desk.plan();
						expect((await desk.apply()).ok).toBe(approved || mails.length === 0);
					}
					if (one.kind === 'announce') {
						const plan = await desk.plan();
						desk.beforeLetter((count) => {
							if (count === one.dies) throw new Error('power cut');
						});
						const before = desk.letters.length;
						const applied = await desk.apply(plan.hash).catch(expected);
						desk.beforeLetter(() => {});
						if (applied) expect(desk.letters.length - before).toBe(plan.mails.length);
					}
					await sweep();
				}
				const plan = await desk.plan();
				expect(plan.mails).toEqual([]);
				const { facts } = plan;
				for (const { person, seat, answer } of await desk.test.store.events.ledger('supper')) {
					const { email } = (await desk.test.store.people.byId(person))!;
					const { entry } = calendars.get(email)!;
					const isKept = seat === 'seated' || (entry && (seat !== 'none' || answer === 'maybe'));
					if (!isKept) continue;
					expect(entry).toMatchObject({
						start: `${facts.start.replace(/[-:]/g, '')}00`,
						where: facts.place,
						status: { scheduled: 'CONFIRMED', postponed: 'TENTATIVE', cancelled: 'CANCELLED' }[facts.status],
					});
				}
			}),
			{ numRuns: HISTORIES },
		);
	} finally {
		await desk.test.remove();
	}
});

/** A refusal of the event, or the power cut. */
function expected(error: Error): undefined {
	if (!/could not say|power cut/.test(error.message)) throw error;
}
