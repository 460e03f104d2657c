import { after, type Instant } from '../../integrations/kindred/src/base/time.ts';
import {
	approvalOf,
	nextWave,
	rulesOf,
	settleAnswer,
	usualTerms,
	type Answer,
	type EventFrontMatter,
	type HostAct,
	type Invitation,
	type InvitationList,
	type Reason,
	type Rsvp,
	type Settlement,
	type Terms,
	type Wave,
} from '../../integrations/kindred/src/event/index.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import { eventOf } from './supper.ts';

const START = '2031-04-01T09:00:00.000Z';

export const guest = (id: number, more: Partial<Person> = {}): Person => ({
	id,
	state: 'subscribed',
	name: `Guest ${id}`,
	email: `g${id}@example.com`,
	languages: [],
	topics: [],
	frequency: 'every',
	circle: 'loose',
	createdAt: START,
	...more,
});

export const because: Reason = {
	sources: [],
	rank: 'tie',
	earlier: [],
	newcomer: false,
	tie: 0,
	because: [],
};

/** A list of so many people, and an event that runs through time: what a store would hold, without one. */
export class GuestList {
	list: InvitationList;
	ledger: readonly Rsvp[] = [];
	now: Instant = START;
	/** The event as its file says it now. */
	data: Partial<EventFrontMatter>;
	/** Who was mailed an invitation, in order. */
	readonly mailed: number[] = [];

	constructor(count: number, terms: Partial<Terms> = {}, data: Partial<EventFrontMatter> = {}) {
		this.data = { capacity: 2, ...data };
		const invitations = Array.from({ length: count }, (_, index): Invitation => ({
			person: guest(index + 1),
			suppressed: false,
			state: 'listed',
			reason: because,
		}));
		this.list = { invitations, terms: { ...usualTerms, ...terms }, wave: 0 };
		this.approve();
	}

	get event() {
		return eventOf(this.data);
	}

	approve(): void {
		this.list = { ...this.list, approved: approvalOf(this.list, this.event, this.now) };
	}

	roll(bySend = true): Wave {
		const wave = nextWave(this.list, this.ledger, { event: this.event, now: this.now, bySend });
		this.list = wave.list;
		this.#write(wave.settlement);
		this.mailed.push(
			...wave.settlement.tell.flatMap(({ person }) =>
				wave.invited.some((one) => one.person === person) ? [person] : [],
			),
		);
		return wave;
	}

	answer(person: number, answer: Answer | HostAct, guests = 0): void {
		const scene = { rules: rulesOf(this.event, this.now), at: this.now, replay: false };
		const door = 'link';
		this.#write(
			settleAnswer(this.ledger, { event: 'supper', person, answer, door, guests, until: undefined }, scene),
		);
	}

	pass(hours: number): void {
		this.now = after(this.now, { hours });
	}

	become(person: number, change: Partial<Invitation> | { person: Person }): void {
		const invitations = this.list.invitations.map((one) =>
			one.person.id === person ? { ...one, ...change } : one,
		);
		this.list = { ...this.list, invitations };
	}

	seatOf(person: number): string {
		return this.ledger.find((rsvp) => rsvp.person === person)?.seat ?? '–';
	}

	states(): string[] {
		return this.list.invitations.map(({ state }) => state);
	}

	#write({ rows }: Settlement): void {
		const changed = new Set(rows.map(({ person }) => person));
		this.ledger = [...this.ledger.filter(({ person }) => !changed.has(person)), ...rows];
	}
}
