import assert from 'node:assert/strict';
import {
	queueOf,
	seatsFree,
	seatsHeld,
	seatsTaken,
	settleAnswer,
	settleFreeSeats,
	type Rsvp,
	type Rules,
} from '../../integrations/kindred/src/event/index.ts';
import type { Given } from '../../integrations/kindred/src/event/seats/settlement.ts';
import { Evening, type Act, type House } from './evening.ts';
import type { Happening } from './happenings.ts';
import { untold, written } from './written.ts';

const START = Date.UTC(2031, 0, 1);
const instantAt = (minute: number) => new Date(START + minute * 60_000).toISOString();

/** One history, played on the package and on the evening beside it. After each happening both have to say the same. */
export class Play {
	ledger: Rsvp[] = [];
	rules: Rules;
	minute = 0;
	/** Whether the store was asked in this happening. */
	isDecided = false;
	readonly evening: Evening;
	readonly names = new Set<string>();
	readonly sent: { given: Given; act: Act }[] = [];

	constructor({ capacity, ...house }: House & { capacity: number }) {
		this.evening = new Evening(house, capacity);
		this.rules = {
			capacity,
			waitlist: house.waitlist,
			entry: house.entry,
			guests: house.most,
			offerMinutes: house.offer,
			begins: instantAt(house.begins),
			state: 'open',
		};
	}

	happen(happening: Happening): void {
		const before = this.ledger;
		this.isDecided = false;
		switch (happening.kind) {
			case 'answer':
				this.answer(happening);
				break;
			case 'host':
				this.host(happening);
				break;
			case 'replay': {
				const { given, act } = this.sent[happening.which % this.sent.length] ?? {};
				if (given && act) this.settle(given, act);
				break;
			}
			case 'capacity':
				this.evening.capacity = happening.seats;
				this.rules = { ...this.rules, capacity: happening.seats };
				break;
			case 'waitlist':
				this.rules = { ...this.rules, waitlist: happening.isOpen };
				this.evening.house.waitlist = happening.isOpen;
				break;
			case 'wait':
				this.minute += happening.minutes;
				break;
			case 'forget':
				this.ledger = this.ledger.filter(({ person }) => person !== happening.who);
				this.evening.forget(happening.who);
				break;
			default:
				this.rules = { ...this.rules, state: happening.kind === 'close' ? 'closed' : 'over' };
				this.evening.phase = happening.kind === 'close' ? 'closed' : 'over';
		}
		const looksAfter = 'looksAfter' in happening ? happening.looksAfter : happening.kind === 'forget';
		if (looksAfter) this.lookAfter();
		this.compare();
		this.holds(before, happening);
	}

	private answer({
		who,
		what,
		brings,
		late,
		uncalled,
		named,
		dies,
		again,
	}: Happening & { kind: 'answer' }): void {
		const key = named ? `act ${this.sent.length}` : undefined;
		const at = this.minute - late;
		const act = { who, what, brings: brings ?? this.brings(who), at, uncalled };
		const given: Given = {
			event: 'supper',
			person: who,
			answer: what,
			door: 'mail',
			guests: brings,
			saidAt: instantAt(at),
			uncalled,
			key,
		};
		this.sent.push({ given, act: { ...act, brings: brings ?? -1 } });
		// Whoever dies before the transaction is through has changed nothing.
		if (dies !== 'before') this.settle(given, act);
		if (dies && again) this.settle(given, { ...act, brings: brings ?? this.brings(who) });
	}

	private host({ who, what, brings, holds }: Happening & { kind: 'host' }): void {
		const until = holds === undefined ? undefined : this.minute + holds;
		const act = { who, what, brings: brings ?? this.brings(who), at: this.minute, uncalled: false, until };
		const given: Given = {
			event: 'supper',
			person: who,
			answer: what,
			door: 'host',
			guests: brings,
			until: until === undefined ? undefined : instantAt(until),
		};
		this.settle(given, act);
	}

	/** What somebody brings by what they hold. */
	private brings(who: number): number {
		const { chairs, line, asking } = this.evening;
		return [...chairs, ...line, ...asking].find((party) => party.who === who)?.brings ?? 0;
	}

	private settle(given: Given, act: Act): void {
		this.isDecided = true;
		const at = instantAt(this.minute);
		const replay = given.key !== undefined && this.names.has(given.key);
		const known = this.ledger.some(({ person }) => person === given.person);
		const settlement = settleAnswer(this.ledger, given, { rules: this.rules, at, replay });
		const { outcome, log } = settlement;
		assert.deepEqual(untold(this.ledger, settlement), []);
		this.ledger = written(this.ledger, settlement);
		// What was counted once is only a look at the clock.
		const isCounted = replay && known;
		const brings = act.brings < 0 ? this.brings(act.who) : act.brings;
		const refused = isCounted
			? void this.evening.strike(this.minute)
			: this.evening.act({ ...act, brings }, this.minute);
		assert.equal(outcome.ok ? undefined : outcome.reason, refused);
		if (isCounted) assert.ok(outcome.ok && !outcome.changed);
		if (given.key === undefined) assert.ok(log.every(({ key }) => key === undefined));
		else if (!isCounted && !refused) {
			assert.equal(log.filter(({ key }) => key === given.key).length, 1);
			this.names.add(given.key);
		}
		const own = this.ledger.find(({ person }) => person === given.person);
		// Everybody is told where they stand.
		if (own) assert.deepEqual(outcome.standing, own);
		if (outcome.ok && own?.seat === 'waiting')
			assert.equal(outcome.place, queueOf(this.ledger).indexOf(own) + 1);
	}

	private lookAfter(): void {
		this.isDecided = true;
		const settlement = settleFreeSeats(this.ledger, 'supper', this.rules, instantAt(this.minute));
		assert.deepEqual(untold(this.ledger, settlement), []);
		this.ledger = written(this.ledger, settlement);
		this.evening.strike(this.minute);
		assert.deepEqual(settleFreeSeats(this.ledger, 'supper', this.rules, instantAt(this.minute)).rows, []);
	}

	/** Both have the same people on the same seats, in the same order, with the same words. */
	private compare(): void {
		const { chairs, line, asking, words, called } = this.evening;
		const seats = (seat: string) =>
			this.ledger
				.filter((rsvp) => rsvp.seat === seat)
				.map(({ person, guests, until }) => `${person}+${guests} ${until ?? ''}`)
				.sort();
		const stand = (kept?: string) =>
			chairs
				.filter((party) => party.kept === kept)
				.map(({ who, brings, until }) => `${who}+${brings} ${until === undefined ? '' : instantAt(until)}`)
				.sort();
		const ours = {
			seated: seats('seated'),
			offered: seats('offered'),
			invited: seats('invited'),
			requested: seats('requested'),
			queue: queueOf(this.ledger).map(({ person, guests }) => `${person}+${guests} `),
			words: this.ledger.map((r) => `${r.person} ${r.answer} ${r.answeredAt} ${r.invited ?? false}`).sort(),
		};
		const theirs = {
			seated: stand(),
			offered: stand('offered'),
			invited: stand('invited'),
			requested: asking.map(({ who, brings }) => `${who}+${brings} `).sort(),
			queue: line.map(({ who, brings }) => `${who}+${brings} `),
			words: [...words]
				.map(([who, { said, at }]) => `${who} ${said ?? 'none'} ${instantAt(at)} ${called.has(who)}`)
				.sort(),
		};
		if (JSON.stringify(ours) !== JSON.stringify(theirs)) assert.deepEqual(ours, theirs);
	}

	/** What is promised, said of the ledger alone. */
	private holds(before: readonly Rsvp[], happening: Happening): void {
		const used = (ledger: readonly Rsvp[]) => seatsTaken(ledger) + seatsHeld(ledger);
		const { ledger, rules } = this;
		assert.ok(used(ledger) <= Math.max(rules.capacity!, used(before)));
		assert.equal(new Set(ledger.map(({ person }) => person)).size, ledger.length);
		const queue = queueOf(ledger);
		const idle = queue.filter(({ guests }) => 1 + guests <= seatsFree(ledger, rules)!);
		if (this.isDecided && rules.state !== 'over') assert.deepEqual(idle, []);
		const newcomers = queue.filter(({ person }) => !queueOf(before).some((one) => one.person === person));
		if (!rules.waitlist) assert.deepEqual(newcomers, []);
		this.keepsOrder(before, happening);
	}

	private actorOf(happening: Happening): number | undefined {
		if (happening.kind === 'replay') return this.sent[happening.which % this.sent.length]?.act.who;
		return 'who' in happening ? happening.who : undefined;
	}

	/** Nobody overtakes in the queue but who is put first; a seat goes to the first whose party is no larger. */
	private keepsOrder(before: readonly Rsvp[], happening: Happening): void {
		const first = happening.kind === 'host' && happening.what === 'first' ? happening.who : undefined;
		const [old, now] = [before, this.ledger].map((ledger) =>
			queueOf(ledger)
				.map(({ person }) => person)
				.filter((person) => person !== first),
		) as [number[], number[]];
		const stayed = old.filter((person) => now.includes(person));
		assert.deepEqual(now.slice(0, stayed.length), stayed);
		const actor = this.actorOf(happening);
		const size = (person: number) => before.find((rsvp) => rsvp.person === person)!.guests;
		for (const [place, person] of old.entries()) {
			const row = this.ledger.find((rsvp) => rsvp.person === person);
			if (person === actor || (row?.seat !== 'seated' && row?.seat !== 'offered')) continue;
			const passed = old.slice(0, place).filter((one) => now.includes(one) && one !== actor);
			assert.deepEqual(
				passed.filter((one) => size(one) <= size(person)),
				[],
			);
		}
	}
}
