import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sendDigest } from '../../integrations/kindred/src/digest/index.ts';
import { openMailer } from '../../integrations/kindred/src/mail/index.ts';
import { stoppable } from '../../integrations/kindred/src/mail/switch.ts';
import { openStore, type Store } from '../../integrations/kindred/src/store/index.ts';
import { site } from '../site.ts';
import { digest, emailOf, keyRings, plan } from './digest.ts';
import { countPoints, type When } from './points.ts';

/*
 * A process that does one thing to a real store and a real carrier, and can be told to die at any of its writes and calls:
 * `node worker.ts --store sqlite:/tmp/x.db --api http://127.0.0.1:4010 --do send --kill-at 17 --when after`. Prints what came
 * of it and every point it passed, as JSON.
 */
const { values } = parseArgs({
	options: {
		store: { type: 'string', default: '' },
		api: { type: 'string', default: '' },
		/** `plan`, `send`, `pause`, `resume`, `cancel`, `stop`, `start`, `again`, `sent`, or `leave:<n>` for the reader with this number. */
		do: { type: 'string', default: 'send' },
		'kill-at': { type: 'string' },
		when: { type: 'string', default: 'before' },
		/** By how many milliseconds the clock is ahead. */
		ahead: { type: 'string', default: '0' },
		keys: { type: 'string', default: 'old' },
	},
});

const now = () => new Date(Date.now() + Number(values.ahead)).toISOString();
const store = await openStore(values.store, { root: '/' });
const killAt = values['kill-at'];
const points = countPoints(
	killAt === undefined ? undefined : { point: Number(killAt), when: values.when as When },
);
const answer = await act(values.do, store);
await store.close();
process.stdout.write(`${JSON.stringify({ answer, points })}\n`);

async function act(what: string, { digests, deliveries, mail, people }: Store): Promise<unknown> {
	const { group } = digest;
	switch (what) {
		case 'plan':
			return planAndApprove(store);
		case 'send':
			return send(store);
		case 'pause':
			return digests.steer(group, 'paused', 'the author wants to look', now());
		case 'resume':
			return digests.steer(group, 'running', undefined, now());
		case 'cancel':
			return digests.steer(group, 'cancelled', undefined, now());
		case 'stop':
			return mail.stop('all of it');
		case 'start':
			return mail.start();
		case 'again':
		case 'sent':
			return deliveries.resolveHeld(group, what, now());
		default: {
			const { id } = (await people.byEmail(emailOf(Number(what.replace('leave:', '')))))!;
			return people.update(id, { state: 'left' }, now());
		}
	}
}

async function planAndApprove({ digests }: Store): Promise<boolean> {
	const made = await plan(store);
	await digests.keepPlan(made, now());
	return digests.approve(made.hash, now());
}

/** What an author does: look at a plan, say yes to it, send it; each only if it was not done yet. */
async function send({ digests, mail }: Store): Promise<unknown> {
	const { group } = digest;
	// In this order: whoever begins a run takes its approval away in the same moment.
	if (!(await digests.approval(group)) && !(await digests.run(group))) await planAndApprove(store);
	const env = { RESEND_API_KEY: 're_kill', RESEND_BASE_URL: values.api };
	const mailer = openMailer(env, { root: '/', now: () => now(), random: randomBytes });
	return sendDigest(digest, () => plan(store), {
		store: digests,
		mailer: stoppable(mailer, mail),
		site,
		keys: keyRings[values.keys as keyof typeof keyRings],
		now,
		// A test has no time to wait as long as a provider needs.
		wait: async (seconds) => void (await sleep(seconds * 10)),
	});
}
