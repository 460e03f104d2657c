import { setFlagsFromString } from 'node:v8';
import { parseArgs } from 'node:util';
import { runInNewContext } from 'node:vm';
import { chanceOf } from '../test/reply/fuzz/chance.ts';
import { mangledMail } from '../test/reply/fuzz/mangle.ts';
import { readWhole } from '../test/reply/fuzz/read-whole.ts';

/*
 * Reads mails of all shapes, most of them spoilt: `node scripts/fuzz-replies.ts [--count 1000000] [--seed 1]`. Fails when one throws,
 * takes more than 20 times the median of mails of its size, or when memory grows by half between the first tenth and the end.
 * A mail can be made again from the seed and its number, which are printed with whatever failed.
 */
const { values } = parseArgs({
	options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
const MOST_TIMES = 20;
const MOST_GROWTH = 1.5;
/** Taken for slow while the medians are still being found; read again to be sure. */
const SUSPECT = 8;
const KEPT = 4096;
/** Systems count the work of a thread in ticks of some milliseconds: from here on it is exact enough. */
const COUNTED = 20;

/** Mails between two powers of two of bytes, and some of the times they took, in ms. */
interface SizeClass {
	count: number;
	readonly times: Float64Array;
	median: number;
	slowest: { readonly index: number; readonly ms: number };
}
const classes = new Map<number, SizeClass>();

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const memory = () => {
	collect();
	const { heapUsed, external, rss } = process.memoryUsage();
	return { used: heapUsed + external, rss };
};

const began = performance.now();
let early = memory();
for (let index = 0; index < count; index++) {
	const mail = mailOf(index);
	const ms = await time(mail, index);
	if (ms === undefined) process.exit(1);
	await note(classOf(mail.length), index, ms);
	if (index + 1 === Math.ceil(count / 10)) early = memory();
	if ((index + 1) % Math.ceil(count / 20) === 0) progress(index + 1);
}
report();

function mailOf(index: number): Buffer {
	return mangledMail(chanceOf(seed * 1_000_003 + index));
}

/** How long it takes, without what else the machine did meanwhile where that can be told; nothing when it throws. */
async function time(mail: Buffer, index: number): Promise<number | undefined> {
	const start = performance.now();
	const before = process.threadCpuUsage();
	try {
		await readWhole(mail, index);
	} catch (error) {
		process.stderr.write(`Mail ${index} of seed ${seed} (${mail.length} bytes) threw.\n`);
		console.error(error);
		return undefined;
	}
	const passed = performance.now() - start;
	const { user, system } = process.threadCpuUsage(before);
	const worked = (user + system) / 1000;
	return worked < COUNTED ? passed : Math.min(passed, worked);
}

function classOf(bytes: number): SizeClass {
	const power = Math.floor(Math.log2(Math.max(256, bytes)));
	const known = classes.get(power);
	if (known) return known;
	const fresh = { count: 0, times: new Float64Array(KEPT), median: 0, slowest: { index: -1, ms: 0 } };
	classes.set(power, fresh);
	return fresh;
}

/** Whatever else the machine does slows a mail down once in a while, and never five times in a row. */
async function note(size: SizeClass, index: number, ms: number): Promise<void> {
	size.times[size.count++ % KEPT] = ms;
	// The first ones find code that is not compiled yet.
	if (size.count < 200 && count > 10_000) return;
	if (size.count % 1000 === 200 || size.median === 0) size.median = medianOf(size);
	if (ms <= size.median * SUSPECT || ms <= size.slowest.ms) return;
	let best = ms;
	for (let again = 0; again < 5; again++)
		best = Math.min(best, (await time(mailOf(index), index)) ?? Infinity);
	if (best > size.slowest.ms) size.slowest = { index, ms: best };
}

function medianOf({ times, count: seen }: SizeClass): number {
	const some = times.slice(0, Math.min(seen, KEPT)).sort();
	return some[some.length >> 1]!;
}

function progress(done: number): void {
	const minutes = (performance.now() - began) / 60_000;
	const worst = Math.max(...classes.values().map(timesMedian)).toFixed(1);
	const { rss } = process.memoryUsage();
	process.stdout.write(
		`${done} mails, ${minutes.toFixed(1)} minutes, ${mega(rss)} MB, the slowest ${worst} times the median\n`,
	);
}

/** How many times the median of its size the slowest mail took. */
function timesMedian(size: SizeClass): number {
	return size.slowest.ms / medianOf(size);
}

function report(): void {
	let worst = 0;
	process.stdout.write('bytes up to     mails   median ms   slowest ms    times\n');
	for (const [power, size] of [...classes].sort(([a], [b]) => a - b)) {
		const { count: seen, slowest } = size;
		const median = medianOf(size);
		const times = timesMedian(size);
		worst = Math.max(worst, times);
		const cells = [2 ** (power + 1), seen, median.toFixed(3), slowest.ms.toFixed(3), times.toFixed(1)];
		const mark = slowest.index < 0 ? '' : `   mail ${slowest.index}`;
		process.stdout.write(`${cells.map((cell) => String(cell).padStart(11)).join(' ')}${mark}\n`);
	}
	const end = memory();
	const growth = end.used / early.used;
	process.stdout.write(
		`${count} mails of seed ${seed}, none threw; the slowest takes ${worst.toFixed(1)} times the median of its size; ` +
			`memory after ${Math.ceil(count / 10)} ${mega(early.used)} MB, at the end ${mega(end.used)} MB ` +
			`(${growth.toFixed(2)} times; resident ${mega(early.rss)}, ${mega(end.rss)} MB)\n`,
	);
	if (worst <= MOST_TIMES && growth <= MOST_GROWTH) return;
	process.stderr.write(
		`Not so: at most ${MOST_TIMES} times the median, and ${MOST_GROWTH} times the memory.\n`,
	);
	process.exitCode = 1;
}

function mega(bytes: number): string {
	return (bytes / 1024 ** 2).toFixed(1);
}
