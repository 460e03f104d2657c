import type { Kindred } from '../kindred.ts';
import { releaseLetters, type Desk } from '../person/index.ts';
import { byAndBy, tell } from './by-and-by.ts';

/** Longer than looking somebody up and keeping a letter takes. In milliseconds. */
const EVEN = 400;
/** The next look is never sooner than that, whatever the clocks say. In milliseconds. */
const BREATH = 1000;

let alarm: { readonly timer: NodeJS.Timeout; readonly rings: number } | undefined;

/** What the stories about people work with, and what waits from before is looked after. */
export function deskOf(kindred: Kindred): Desk & Kindred {
	const { people, strangers } = kindred.store;
	const desk = { ...kindred, people, strangers };
	lookAfter(desk, BREATH);
	return desk;
}

/**
 * Does what a stranger asks for, in a time that does not tell what was found: who is known must not be seen from outside. The
 * letter is kept before the page is answered, and handed over while nobody waits for it, because a carrier takes its time.
 */
export async function evenly<T, D extends Desk>(ask: (desk: D) => Promise<T>, desk: D): Promise<T> {
	const [answer] = await Promise.all([ask({ ...desk, postman: byAndBy(desk.postman) }), evenTime()]);
	lookAfter(desk, BREATH);
	return answer;
}

const evenTime = () => new Promise((resolve) => setTimeout(resolve, EVEN));

/** Comes back for waiting letters when the next one may leave, so that nobody's visit is needed for it. */
function lookAfter(desk: Desk, milliseconds: number): void {
	const rings = Date.now() + milliseconds;
	if (alarm && alarm.rings <= rings) return;
	clearTimeout(alarm?.timer);
	const timer = setTimeout(() => {
		alarm = undefined;
		releaseLetters(desk)
			.then((next) => next && lookAfter(desk, Math.max(BREATH, Date.parse(next) - Date.now())))
			.catch(tell);
	}, milliseconds).unref();
	alarm = { timer, rings };
}
