import { answerEvent, toEvents, type EventFrontMatter } from '../../integrations/kindred/src/event/index.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import { supper } from '../event/supper.ts';
import { KEYS, openHouse, site, tagged, type TestHouse } from './house.ts';
import { verdict } from './scene.ts';

/** A supper for three with room for companions, to which Lin is invited; Bo is subscribed and is not. */
export interface CalendarPlay {
	readonly house: TestHouse;
	readonly lin: Person;
	readonly bo: Person;
	/** The signed address in Lin's invitation. */
	readonly own: string;
	/** Who stands where, the letters since the beginning, and what the filed mail says became of it. */
	state(): Promise<{ ledger: string; letters: string[]; reason: string; filed: string }>;
	begin(data?: Partial<EventFrontMatter>): Promise<void>;
	/** Says what guests were told last. */
	tell(sequence: number): Promise<void>;
}

export const pass = (raw: string, domain = 'example.net') => verdict(`dmarc=pass header.from=${domain}`, raw);
export const fail = (raw: string) => verdict('dmarc=fail header.from=example.net', raw);

export async function openCalendarPlay(): Promise<CalendarPlay> {
	const house = await openHouse({ dynamic: true, authserv: 'mx.example.com' });
	const nobody = undefined as unknown as Person;
	const play = {
		house,
		lin: nobody,
		bo: nobody,
		own: '',
		async begin(data: Partial<EventFrontMatter> = {}) {
			await house.test.empty();
			house.at = '2031-04-30T10:05:00.000Z';
			const events = [
				{ id: 'supper', data: { ...supper, capacity: 3, guests: 2, ...data } },
				{ id: 'brunch', data: supper },
			];
			Object.assign(house.snapshot, { events: toEvents(events, site) });
			play.lin = await house.add('lin@example.net');
			play.bo = await house.add('bo@example.org');
			play.own = tagged(play.lin.id, 'event:supper', KEYS);
			await answerEvent(
				{
					event: 'supper',
					person: play.lin,
					answer: 'invite',
					door: 'host',
					until: '2031-05-10T00:00:00.000Z',
				},
				house,
			);
			house.letters.length = 0;
		},
		async tell(sequence: number) {
			const told = { sequence, facts: {} };
			await house.store.db
				.updateTable('rsvp')
				.set({ told: JSON.stringify(told) })
				.execute();
		},
		async state() {
			const ledger = await house.store.events.ledger('supper');
			const people = await Promise.all(ledger.map(({ person }) => house.store.people.byId(person)));
			const rows = ledger.map(
				({ answer, seat, guests }, at) =>
					`${people[at]!.email.split('@')[0]} ${answer} ${seat}${guests ? ` +${guests}` : ''}`,
			);
			const [last] = await house.store.replies.list({ most: 1 });
			const owner = last?.person === undefined ? undefined : await house.store.people.byId(last.person);
			return {
				ledger: rows.sort().join(', '),
				letters: house.letters.map(({ subject, to }) => `${subject} to ${to.email}`),
				reason: last?.reason.replace('It carries a calendar answer (RFC 5546). ', '') ?? '',
				filed: last ? `${last.kind} of ${owner?.email ?? 'nobody'}` : '',
			};
		},
	};
	return play;
}
