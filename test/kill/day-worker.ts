import { parseArgs } from 'node:util';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { act, openDay, type DayScene } from './day-scenes.ts';
import { countPoints, type When } from './points.ts';

/*
 * A process that reminds or thanks guests, and that can be told to die at any of its writes:
 * `node day-worker.ts --store sqlite:/tmp/x.db --mailbox /tmp/x.txt --scene thanks --kill-at 3 --when after`. Prints every point it
 * passed, as JSON.
 */
const { values } = parseArgs({
	options: {
		store: { type: 'string', default: '' },
		mailbox: { type: 'string', default: '' },
		scene: { type: 'string', default: '' },
		'kill-at': { type: 'string' },
		when: { type: 'string', default: 'before' },
	},
});
const store = await openStore(values.store, { root: '/tmp' });
const day = await openDay(store, values.mailbox);
const killAt = values['kill-at'];
const points = countPoints(
	killAt === undefined ? undefined : { point: Number(killAt), when: values.when as When },
);
await act(values.scene as DayScene, day);
process.stdout.write(`${JSON.stringify({ points })}\n`);
await store.close();
