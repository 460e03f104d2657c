import { createPace } from '../../integrations/kindred/src/mail/pace.ts';
import { createRate, type Window } from '../resend/rate.ts';
import { draw, seeded, type Spread } from '../resend/spread.ts';

/** A time that jumps to the next thing somebody sleeps for, as soon as nobody has anything else to do. */
export function virtualTime() {
	let time = 0;
	const due: { at: number; go: () => void }[] = [];
	const idle = () => new Promise<void>((resolve) => setImmediate(resolve));
	return {
		elapsed: () => time,
		sleep: (milliseconds: number) =>
			new Promise<void>((go) => {
				const at = time + Math.max(0, milliseconds);
				const place = due.findLastIndex((one) => one.at <= at) + 1;
				due.splice(place, 0, { at, go });
			}),
		/** Lets time pass until the work is done. */
		async until<T>(work: Promise<T>): Promise<T> {
			let done = false;
			const finish = () => void (done = true);
			work.then(finish, finish);
			for (await idle(); !done; await idle()) {
				const next = due.shift();
				if (!next) throw new Error('Everybody waits, and nobody sleeps.');
				time = next.at;
				next.go();
			}
			return work;
		},
	};
}

export interface Scene {
	requests: number;
	limit: number;
	window: Window;
	/** By how much the server's clock differs. */
	offset?: number;
	/** How long requests take to arrive, and then to be answered. */
	network?: Spread;
	delay?: Spread;
	/** Requests under way at once. */
	lanes?: number;
	seed?: number;
	/** Requests a second of others, at instants of chance. */
	others?: number;
	/** A new limit after so many requests. */
	change?: { after: number; limit: number };
}

export interface Outcome {
	/** Requests answered with a 429, and those of them that came although the account was ours alone. */
	refused: number;
	/** When the accepted ones were counted. */
	accepted: number[];
	/** Part of the ceiling that was used: over the whole run, the first guess included, and after its first two seconds. */
	used: { whole: number; sustained: number };
}

/** Requests sent as fast as the pace allows to a server that counts them; the same for the same scene. */
export async function rehearse(scene: Scene): Promise<Outcome> {
	const { network = 0, delay = { from: 50, to: 400 }, lanes = 8, seed = 1, offset = 0 } = scene;
	const time = virtualTime();
	const random = seeded(seed);
	const rate = createRate(() => time.elapsed() + offset, scene);
	const pace = createPace(time);
	const accepted: number[] = [];
	let [left, refused, over] = [scene.requests, 0, false];

	async function lane(): Promise<void> {
		while (left > 0) {
			left--;
			const turn = await pace.turn();
			await time.sleep(draw(network, random));
			const { allowed, headers } = rate.take();
			if (allowed) accepted.push(time.elapsed());
			else [left, refused] = [left + 1, refused + 1];
			if (scene.change && accepted.length === scene.change.after) rate.set({ limit: scene.change.limit });
			await time.sleep(draw(delay, random));
			pace.learn(headers, turn);
		}
	}
	async function crowd(perSecond: number): Promise<void> {
		while (!over) {
			await time.sleep((-Math.log(1 - random()) * 1000) / perSecond);
			rate.take();
		}
	}
	if (scene.others) void crowd(scene.others);
	await time.until(Promise.all(Array.from({ length: lanes }, lane)));
	over = true;
	return {
		refused,
		accepted,
		used: { whole: use(accepted, scene.limit, 0), sustained: use(accepted, scene.limit, 2000) },
	};
}

/** Accepted requests over those the limit allows, from an instant until the last one. */
function use(accepted: readonly number[], limit: number, from: number): number {
	const counted = accepted.filter((at) => at >= from).length;
	return (counted * 1000) / (limit * (accepted.at(-1)! - from));
}
