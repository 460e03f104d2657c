import {
	afterWord,
	awaitsWord,
	releaseHeld,
	type DeliveryWord,
	type Verdict,
} from '../../integrations/kindred/src/digest/index.ts';
import { chunksOf } from './histories-chunks.ts';
import { runsOf } from './histories-runs.ts';
import { isAlive, move, peopleIn, settleIfKnown, type Soul, type State } from './histories-state.ts';

/** The ledger of a history: the port that digests are sent by, what webhooks say, what the author says. */
export interface Ledger extends State {
	readonly books: ReturnType<typeof runsOf> & ReturnType<typeof chunksOf>;
	hear(word: DeliveryWord): void;
	resolve(verdict: Verdict): void;
}

/** An empty ledger with these readers. */
export function createLedger(souls: Map<number, Soul>, digest: string): Ledger {
	const all: State = {
		digest,
		souls,
		lines: new Map(),
		chunks: [],
		approved: [],
		isApproved: false,
		stopped: undefined,
		run: undefined,
		forgiven: { handed: 0, failed: 0, bounced: 0, complained: 0 },
	};
	return Object.assign(all, {
		books: { ...runsOf(all), ...chunksOf(all) },
		hear: (word: DeliveryWord) => hear(all, word),
		resolve: (verdict: Verdict) => resolve(all, verdict),
	});
}

function hear(all: State, word: DeliveryWord): void {
	const known = [...all.lines.values()].find(({ providerId }) => providerId === word.providerId);
	const [owner] = [...all.souls].find(([, { email }]) => word.to.includes(email)) ?? [];
	const line = known ?? (owner === undefined ? undefined : all.lines.get(owner));
	if (!line || (!known && !awaitsWord(line))) return;
	const after = afterWord(line, word);
	if (!after) return;
	Object.assign(line, after);
	const chunk = line.chunk === undefined ? undefined : all.chunks[line.chunk]!;
	if (chunk) settleIfKnown(all, chunk);
}

function resolve(all: State, verdict: Verdict): void {
	for (const chunk of all.chunks) {
		const open = peopleIn(all, chunk.id, 'held');
		if (!open.length) continue;
		const held = {
			key: chunk.key,
			readings: isAlive(all, chunk) && chunk.state === 'held' ? chunk.readings : [],
		};
		const release = releaseHeld(held, new Set(open), verdict);
		const again = release.kind === 'planned' ? release.readings : [];
		if (verdict === 'sent') move(all, chunk.id, 'held', 'sent');
		for (const { person } of again)
			Object.assign(all.lines.get(person)!, { state: 'pending', reason: undefined });
		if (verdict === 'again') move(all, chunk.id, 'held', 'failed', 'it did not arrive');
		if (chunk.state !== 'held') continue;
		if (release.kind === 'settled') Object.assign(chunk, { state: 'settled', readings: [] });
		else
			Object.assign(chunk, {
				state: 'planned',
				key: release.key,
				readings: again,
				bodyHash: '',
				at: undefined,
			});
	}
}
