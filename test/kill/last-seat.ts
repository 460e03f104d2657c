import { parseArgs } from 'node:util';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { emptyLedger, round, serveTwins } from '../door/last-seat.ts';
import { openPostgresForTest, POSTGRES } from '../store/open.ts';

/*
 * So many rounds of people who press at once for one seat, at two servers of one built site, each a process of its own:
 * `node test/kill/last-seat.ts [--engine postgres] [--rounds 200] [--guests 64]`. Postgres is a real one, `KINDRED_TEST_POSTGRES`.
 */
const { values } = parseArgs({
	options: {
		engine: { type: 'string', default: 'sqlite' },
		rounds: { type: 'string', default: '200' },
		guests: { type: 'string', default: '64' },
	},
});
const [rounds, guests] = [Number(values.rounds), Number(values.guests)];
const isPostgres = values.engine === 'postgres';
if (isPostgres && !POSTGRES) throw new Error('Set KINDRED_TEST_POSTGRES=postgres://user@host/database.');
const place = isPostgres ? await openPostgresForTest() : undefined;
const twins = await serveTwins(place?.url);
const store = place?.store ?? (await openStore(undefined, { root: twins.site.root }));
let bad = 0;
try {
	for (let one = 1; one <= rounds; one++) {
		await emptyLedger(store);
		const group = one % 4 ? 'waits' : 'full';
		const wrong = await round(twins, store, { group, guests, name: `r${one}` });
		bad += wrong.length ? 1 : 0;
		if (wrong.length) process.stdout.write(`round ${one}, ${group}: ${wrong.slice(0, 3).join('; ')}\n`);
		if (one % 50 === 0) process.stdout.write(`${values.engine}: ${one} rounds, ${bad} wrong\n`);
	}
} finally {
	await (place ? place.remove() : store.close());
	await twins.site.stop();
}
process.stdout.write(
	`${values.engine}: ${guests} people, one seat, two servers: ${rounds} rounds, ${bad} with something wrong\n`,
);
process.exitCode = bad ? 1 : 0;
