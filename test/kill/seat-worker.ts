import { parseArgs } from 'node:util';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { countPoints, type When } from './points.ts';
import { openScene, scenes, type SceneName } from './seat-scenes.ts';

/*
 * A process in which one thing happens to the seats of an event, and that can be told to die at any of its writes:
 * `node seat-worker.ts --store sqlite:/tmp/x.db --mailbox /tmp/x.txt --scene leaves --kill-at 3 --when after`. Prints every point
 * it passed, as JSON.
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
const name = values.scene as SceneName;
const store = await openStore(values.store, { root: '/tmp' });
const scene = await openScene(store, values.mailbox, { now: scenes[name].now });
const killAt = values['kill-at'];
const points = countPoints(
	killAt === undefined ? undefined : { point: Number(killAt), when: values.when as When },
);
await scenes[name].act(scene);
process.stdout.write(`${JSON.stringify({ points })}\n`);
await store.close();
