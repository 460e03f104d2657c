import { parseArgs } from 'node:util';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { openHouse } from '../inbox/house.ts';
import { ingest, type Way } from './ingest.ts';
import { countPoints, type When } from './points.ts';

/*
 * A process that takes in one mail by the webhook or by a round of `kindred sync`, and can be told to die at any of its writes
 * and calls: `node ingest-worker.ts --store sqlite:/tmp/x.db --root /tmp/x --api http://127.0.0.1:4010 --way webhook --mail <id>
 * --kill-at 3 --when after`. Prints every point it passed, as JSON.
 */
const { values } = parseArgs({
	options: {
		store: { type: 'string', default: '' },
		root: { type: 'string', default: '' },
		api: { type: 'string', default: '' },
		way: { type: 'string', default: 'webhook' },
		mail: { type: 'string', default: '' },
		'kill-at': { type: 'string' },
		when: { type: 'string', default: 'before' },
	},
});

const store = await openStore(values.store, { root: values.root });
const house = await openHouse();
const killAt = values['kill-at'];
const points = countPoints(
	killAt === undefined ? undefined : { point: Number(killAt), when: values.when as When },
);
const answer = await ingest(
	values.way as Way,
	{ ...house, store },
	{ root: values.root, api: values.api, mail: values.mail },
);
process.stdout.write(`${JSON.stringify({ answer, points })}\n`);
await house.test.remove();
await store.close();
