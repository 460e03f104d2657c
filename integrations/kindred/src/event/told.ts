import { canonicalJson, sha256 } from '../base/hash.ts';
import type { Instant, WallClock } from '../base/time.ts';
import type { Secrets } from './calendar.ts';
import type { KindredEvent } from './event.ts';

/** What a guest's calendar and plans depend on. Two that are equal need no letter. */
export interface Facts {
	readonly title: string;
	readonly start: WallClock;
	readonly end: WallClock;
	readonly zone: string;
	/** The same as instants: they differ where a country changed its rules and the file stayed as it was. */
	readonly from: Instant;
	readonly to: Instant;
	/** Name and address, as everybody may know them. */
	readonly place: string;
	readonly online: boolean;
	readonly status: KindredEvent['status'];
	/** A hash of what only guests may see. */
	readonly private: string;
}

/** What somebody was told of an event, the last time, and the SEQUENCE of the calendar file they were given. */
export interface Told {
	readonly sequence: number;
	readonly facts: Facts;
}

/** The facts of an event, as its file and the store say them now. */
export function factsOf(event: KindredEvent, secrets: Secrets | undefined): Facts {
	const { title, start, end, zone, instants, place, online, status } = event;
	return {
		title,
		start,
		end,
		zone,
		from: instants.start,
		to: instants.end,
		place: [place?.name, place?.address].filter(Boolean).join(', '),
		online,
		status,
		private: sha256(canonicalJson({ joinUrl: secrets?.joinUrl, address: secrets?.address })).slice(0, 16),
	};
}
