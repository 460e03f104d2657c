import type { Answer, HostAct } from '../../integrations/kindred/src/event/index.ts';

/*
 * The rules of seats once more, slow and told differently: chairs with people on them, a line of parties, and a list of those who
 * asked. It shares no line with the package; `model.test.ts` plays the same on both.
 */

/** Somebody and how many they bring. */
export interface Party {
	readonly who: number;
	brings: number;
}
/** The chairs of a party: theirs, or kept for them until a minute. */
interface Chairs extends Party {
	kept?: 'offered' | 'invited' | undefined;
	until?: number | undefined;
}
/** What somebody said last, and in which minute; nothing when they were only invited, or sent away. */
interface Word {
	said: Answer | undefined;
	at: number;
}
/** One act of a guest or of the host. */
export interface Act {
	readonly who: number;
	readonly what: Answer | HostAct;
	readonly brings: number;
	/** The minute in which it was said. */
	readonly at: number;
	readonly uncalled: boolean;
	/** Of an invitation: until when chairs are kept. */
	readonly until?: number | undefined;
}
/** What does not change while people answer. */
export interface House {
	readonly entry: 'open' | 'approval' | 'invitation';
	readonly most: number;
	/** For how many minutes a chair is offered; nothing: given at once. */
	readonly offer: number | undefined;
	/** May people wait; the host may change that. */
	waitlist: boolean;
	readonly begins: number;
}

export class Evening {
	chairs: Chairs[] = [];
	line: Party[] = [];
	asking: Party[] = [];
	words = new Map<number, Word>();
	called = new Set<number>();
	phase: 'open' | 'closed' | 'over' = 'open';
	readonly house: House;
	capacity: number;

	constructor(house: House, capacity: number) {
		this.house = house;
		this.capacity = capacity;
	}

	get used(): number {
		return this.chairs.reduce((sum, { brings }) => sum + brings + 1, 0);
	}
	get free(): number {
		return Math.max(0, this.capacity - this.used);
	}

	/** The clock strikes: kept chairs nobody took are free, and whoever waits and fits is served. */
	strike(now: number): void {
		if (this.phase === 'over') return;
		this.chairs = this.chairs.filter(({ until }) => until === undefined || until > now);
		this.serve(now);
	}

	private serve(now: number, atOnce?: number): void {
		for (const party of this.line.slice()) {
			if (party.brings + 1 > this.free) continue;
			this.line.splice(this.line.indexOf(party), 1);
			const { offer, begins } = this.house;
			const isOffer = offer !== undefined && now < begins && party.who !== atOnce;
			const until = isOffer ? Math.min(now + offer, begins) : undefined;
			this.chairs.push({ ...party, kept: isOffer ? 'offered' : undefined, until });
		}
	}

	/** Somebody is struck from every list. */
	forget(who: number): void {
		this.away(who);
		this.words.delete(who);
		this.called.delete(who);
	}

	private away(who: number): void {
		const others = (party: Party) => party.who !== who;
		this.chairs = this.chairs.filter(others);
		this.line = this.line.filter(others);
		this.asking = this.asking.filter(others);
	}

	/** One act; why it was refused, or nothing. */
	act(act: Act, now: number): string | undefined {
		this.strike(now);
		if (this.phase === 'over') return 'over';
		const { who, what } = act;
		const [chairs, waits, asks] = [this.chairs, this.line, this.asking].map((list) =>
			list.find((party) => party.who === who),
		) as [Chairs | undefined, Party | undefined, Party | undefined];
		const place = chairs ?? waits ?? asks;
		const isGuest = what === 'yes' || what === 'maybe' || what === 'no';
		const brings = isGuest ? Math.min(act.brings, Math.max(this.house.most, place?.brings ?? 0)) : act.brings;
		if (this.phase === 'closed' && isGuest) {
			const givesBack = place && (what === 'maybe' || brings <= place.brings || chairs?.kept);
			if (!givesBack && !(what === 'no' && this.words.has(who))) return 'closed';
		}
		const word = this.words.get(who);
		const answered = word && !(word.said === undefined && this.called.has(who));
		if (isGuest && answered && word.at > act.at) return undefined;
		const refused = chairs
			? this.onChairs(chairs, { ...act, brings })
			: waits
				? this.inLine(waits, { ...act, brings })
				: asks
					? this.amongAsking(asks, { ...act, brings }, now)
					: this.fromOutside({ ...act, brings }, now);
		if (!refused) this.serve(now, what === 'first' ? undefined : who);
		return refused;
	}

	private onChairs(chairs: Chairs, { who, what, brings, at, until }: Act): string | undefined {
		const isYes = what === 'yes' || what === 'add';
		if (isYes && chairs.kept) {
			chairs.brings = Math.min(brings, this.free + chairs.brings);
			chairs.kept = chairs.until = undefined;
			this.words.set(who, { said: 'yes', at });
		} else if (isYes) {
			if (brings - chairs.brings > this.free) return 'full';
			chairs.brings = brings;
			this.words.set(who, { said: 'yes', at });
		} else if (what === 'maybe' && chairs.kept === 'invited') {
			this.words.set(who, { said: 'maybe', at });
		} else if (what === 'maybe' || what === 'no') {
			this.leaves(who, what, at);
		} else if (what === 'remove' || what === 'decline') {
			this.sentAway(who, at);
		} else if (what === 'invite' && chairs.kept === 'invited') {
			if (until !== undefined) chairs.until = until;
		}
		return undefined;
	}

	private inLine(party: Party, { who, what, brings, at }: Act): string | undefined {
		if (what === 'yes' || what === 'add') {
			if (brings + 1 > Math.max(this.capacity, party.brings + 1)) return 'full';
			party.brings = brings;
			this.words.set(who, { said: 'yes', at });
		} else if (what === 'maybe' || what === 'no') this.leaves(who, what, at);
		else if (what === 'remove' || what === 'decline') this.sentAway(who, at);
		else if (what === 'first') this.line = [party, ...this.line.filter((other) => other !== party)];
		return undefined;
	}

	private amongAsking(party: Party, act: Act, now: number): string | undefined {
		const { who, what, brings, at } = act;
		if (what === 'maybe' || what === 'no') this.leaves(who, what, at);
		else if (what === 'remove' || what === 'decline') this.sentAway(who, at);
		else if (what !== 'first') {
			if (brings + 1 > Math.max(this.capacity, party.brings + 1)) return 'full';
			if (what === 'yes') party.brings = brings;
			else if (!this.stands(who, brings, now)) return 'full';
			const said = what === 'yes' || what === 'add' ? at : this.words.get(who)!.at;
			this.words.set(who, { said: 'yes', at: said });
		}
		return undefined;
	}

	private fromOutside(act: Act, now: number): string | undefined {
		const { who, what, brings, at, uncalled, until } = act;
		const isCalled = this.called.has(who) || uncalled;
		if (what === 'no' || what === 'maybe') {
			if (what === 'maybe' && this.house.entry === 'invitation' && !isCalled) return 'not-invited';
			this.words.set(who, { said: what, at });
		} else if (what === 'yes' && !uncalled && this.house.entry === 'invitation' && !isCalled) {
			return 'not-invited';
		} else if (what === 'yes' || what === 'add') {
			if (brings + 1 > this.capacity) return 'full';
			const isFree = this.house.entry === 'open' || this.called.has(who);
			if (what === 'yes' && (uncalled || !isFree)) this.asking.push({ who, brings });
			else if (!this.stands(who, brings, now)) return 'full';
			this.words.set(who, { said: 'yes', at });
		} else if (what === 'remove' || what === 'decline') {
			if (this.words.has(who)) this.sentAway(who, at);
		} else if (what === 'invite') {
			if (until !== undefined && this.free < 1) return 'full';
			this.called.add(who);
			if (until !== undefined) this.chairs.push({ who, brings: 0, kept: 'invited', until });
			if (!this.words.has(who)) this.words.set(who, { said: undefined, at });
		}
		return undefined;
	}

	/** To the end of the line, and on from there if there is room. Where nobody may wait, only who gets chairs comes in. */
	private stands(who: number, brings: number, now: number): boolean {
		if (!this.house.waitlist && brings + 1 > this.free) return false;
		this.asking = this.asking.filter((party) => party.who !== who);
		this.line.push({ who, brings });
		this.serve(now, who);
		return true;
	}

	private leaves(who: number, said: Answer, at: number): void {
		this.away(who);
		this.words.set(who, { said, at });
	}

	private sentAway(who: number, at: number): void {
		const said = this.words.get(who)?.said;
		this.leaves(who, said === 'yes' ? (undefined as never) : (said as Answer), at);
		this.called.delete(who);
	}
}
