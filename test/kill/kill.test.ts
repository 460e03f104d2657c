import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POSTGRES } from '../store/open.ts';
import { openKillHouse, type KillHouse } from './house.ts';
import { disturb, disturbances } from './list.ts';
import { aDayLater, together } from './scenes.ts';

/** So many runs of all that `npm run soak` makes. */
const SAMPLE = 9;

describe.each(['sqlite', ...(POSTGRES ? ['postgres'] : [])] as ('sqlite' | 'postgres')[])(
	'a run on %s whose process is killed',
	(engine) => {
		let house: KillHouse;
		beforeAll(async () => {
			house = await openKillHouse(engine, 200);
		});
		afterAll(() => house?.close());

		it('loses nobody and mails nobody twice, wherever it was', async () => {
			const all = await disturbances(house);
			expect(all.length).toBeGreaterThan(60);
			const step = Math.floor(all.length / SAMPLE);
			for (let place = step - 1; place < all.length; place += step)
				expect(await disturb(house, all[place]!)).toMatchObject({ wrong: [] });
		});

		it('shares its work with another one', async () => {
			expect(await together(house, 2)).toEqual([]);
		});

		it('is looked up a day later, and waits for its author where that tells nothing', async () => {
			expect(await aDayLater(house, { accepted: true, reachesBack: true })).toEqual([]);
			expect(await aDayLater(house, { accepted: false, reachesBack: false }, 2)).toEqual([]);
		});
	},
);
