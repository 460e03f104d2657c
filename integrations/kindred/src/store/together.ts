/** How long a go waits for another call, and for all of them, in milliseconds: a disk takes some for a commit. */
const BREATH = 5;
const LONGEST = 40;

/**
 * Calls that come while an earlier one is at work wait, and are then done in one go: a disk that takes a millisecond for a
 * commit takes no longer for a hundred of them. When it fails, each is done alone, so that one bad call fails alone.
 *
 * @param most how many are done in one go.
 * @param work answers in the order of what it is given, and does all of it or nothing.
 */
export function together<In, Out>(
	most: number,
	work: (all: readonly In[]) => Promise<readonly Out[]>,
): (one: In) => Promise<Out> {
	const waiting: { one: In; resolve(out: Out): void; reject(error: unknown): void }[] = [];
	let isBusy = false;

	async function empty(): Promise<void> {
		isBusy = true;
		while (waiting.length) {
			await arrived(() => Math.min(waiting.length, most));
			const taken = waiting.splice(0, most);
			try {
				const outs = await work(taken.map(({ one }) => one));
				for (const [index, { resolve }] of taken.entries()) resolve(outs[index]!);
			} catch (error) {
				if (taken.length === 1) taken[0]!.reject(error);
				else
					for (const { one, resolve, reject } of taken)
						await work([one]).then(([out]) => resolve(out!), reject);
			}
		}
		isBusy = false;
	}

	return (one) =>
		new Promise((resolve, reject) => {
			waiting.push({ one, resolve, reject });
			if (!isBusy) void empty();
		});
}

/** A commit of SQLite lets nothing else happen: what arrived meanwhile comes in now, and shares the next one. */
async function arrived(count: () => number): Promise<void> {
	const end = performance.now() + LONGEST;
	for (let before = -1; count() > before && performance.now() < end;) {
		before = count();
		await new Promise((resolve) => setTimeout(resolve, BREATH));
	}
}
