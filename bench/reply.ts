import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { attacks, known } from './reply-hostile.ts';
import { parsers, type Parser } from './reply-peers.ts';

/*
 * How long it takes to find the answer in a mail, beside other parsers in the same run, and how that grows with the size of what an
 * attacker sends. `KINDRED_CORPUS=<folder with replies/cases.ndjson> npm run bench:reply`; without one, only what is hostile. Fails
 * when the median is above planer's, or when the time of an attack that takes long grows faster than its size (a slope above 1.1).
 */
const ROUNDS = 9;
/** Up to the size that the reader lets through as one part. */
const SIZES = [75_000, 150_000, 300_000, 600_000, 1_200_000];
/** As many seconds as nobody waits for a mail. */
const LIMIT = 10;
const MOST_SLOPE = 1.1;
/** What is read faster than this at the largest size, in ms, harms nobody; its slope is that of the caches, and is only printed. */
const SHORT = 25;
/** So much work of a thread is measured well: some systems count in ticks of four. In ms. */
const MEASURABLE = 60;

const { values } = parseArgs({
	options: { parser: { type: 'string' }, attack: { type: 'string' }, size: { type: 'string' } },
});
if (values.parser) runOne(values.parser as Parser, values.attack!, Number(values.size));
else {
	const corpus = process.env['KINDRED_CORPUS'];
	if (corpus) compareMedians(join(corpus, 'replies', 'cases.ndjson'));
	else say('KINDRED_CORPUS names no folder with replies/cases.ndjson: medians are left out.');
	compareHostile();
	await slopes();
}

/** The best of some rounds for each message, so that what else the machine does is not measured; the median of those. */
function compareMedians(file: string): void {
	const texts = readFileSync(file, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as { kind: string; text?: string })
		.flatMap(({ kind, text }) => (kind === 'text' && text ? [text] : []));
	const best = new Map(names().map((name) => [name, texts.map(() => Infinity)]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, times] of best) {
			for (const [at, text] of texts.entries())
				times[at] = Math.min(
					times[at]!,
					once(() => parsers[name](text)),
				);
		}
	}
	say(`${texts.length} text messages, µs each    median      p99      max`);
	const medians = new Map<Parser, number>();
	for (const [name, times] of best) {
		times.sort((a, b) => a - b);
		const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]! * 1000;
		medians.set(name, at(0.5));
		say(
			`  ${name.padEnd(24)} ${[at(0.5), at(0.99), at(1)].map((us) => us.toFixed(0).padStart(8)).join(' ')}`,
		);
	}
	const ratio = medians.get('ours')! / medians.get('planer')!;
	say(`ours takes ${ratio.toFixed(2)} of planer's median`);
	must(ratio <= 1, 'ours is no slower than planer');
}

/** Others may not end, so each runs in a process of its own that can be ended. */
function compareHostile(): void {
	const size = 100_000;
	say(
		`\n${`hostile, ${size / 1000} kB, ms`.padEnd(36)}${names()
			.map((name) => name.padStart(10))
			.join('')}`,
	);
	for (const attack of Object.keys(known)) {
		const cells = names().map((parser) => {
			const args = [
				fileURLToPath(import.meta.url),
				'--parser',
				parser,
				'--attack',
				attack,
				'--size',
				`${size}`,
			];
			const { signal, stdout, stderr } = spawnSync(process.execPath, args, {
				encoding: 'utf8',
				timeout: LIMIT * 1000,
			});
			if (!signal && !stdout) throw new Error(stderr);
			return (signal ? `> ${LIMIT} s` : Number(stdout).toFixed(1)).padStart(10);
		});
		say(`  ${attack.padEnd(34)}${cells.join('')}`);
	}
}

function runOne(parser: Parser, attack: string, size: number): void {
	const text = known[attack]!(size);
	process.stdout.write(String(once(() => parsers[parser](text))));
}

async function slopes(): Promise<void> {
	say(
		`\nour work at ${SIZES.map((size) => `${size / 1000} kB`).join(', ')}, ms, and its slope over the size (log-log)`,
	);
	// What a machine makes of work that is linear for certain: its caches are smaller than a large mail.
	await tell('(lines, split and joined, for comparison)', (size) => {
		const text = 'a line of some words\n'.repeat(size / 21);
		return () => text.split('\n').join('\r').length;
	});
	const told = [];
	for (const [name, make] of Object.entries(attacks)) told.push(await tell(name, make));
	for (const [name, make] of Object.entries(known))
		told.push(
			await tell(name, (size) => {
				const text = make(size);
				return () => parsers.ours(text);
			}),
		);
	const steepest = told.reduce((one, other) => (other.slope > one.slope ? other : one));
	const longest = Math.max(...told.map((one) => one.longest));
	say(
		`${told.length} attacks, the steepest ${steepest.slope.toFixed(2)} (${steepest.name}), the longest ${longest.toFixed(0)} ms`,
	);
	must(
		told.every(({ slope, longest: ms }) => slope <= MOST_SLOPE || ms < SHORT),
		`what takes ${SHORT} ms or more grows no faster than its size, by a slope of ${MOST_SLOPE}`,
	);
}

/** Measures one attack at all sizes and prints it. */
async function tell(name: string, make: (size: number) => () => unknown) {
	const times = SIZES.map(() => Infinity);
	let slope = Infinity;
	// A slope that other work on the machine made is not there when measured again; ours is.
	for (let attempt = 0; attempt < 4 && slope > MOST_SLOPE; attempt++) {
		for (const [at, size] of SIZES.entries()) times[at] = Math.min(times[at]!, await fastest(make(size)));
		slope = slopeOf(times);
	}
	say(`  ${slope.toFixed(2).padStart(5)}  ${times.map((ms) => ms.toFixed(1).padStart(7)).join('')}  ${name}`);
	return { name, slope, longest: Math.max(...times) };
}

/**
 * The best of three averages over as many runs as are measured well. What this thread worked, not what the clock says: on a machine
 * with other work they differ.
 */
async function fastest(run: () => unknown): Promise<number> {
	let best = Infinity;
	for (let batch = 0; batch < 3; batch++) {
		const start = process.threadCpuUsage();
		let worked = 0;
		let runs = 0;
		// The counter is asked seldom: each time costs as much as a short run.
		for (; worked < MEASURABLE; worked = workSince(start)) {
			const more = Math.max(1, runs);
			for (let count = 0; count < more; count++) await run();
			runs += more;
		}
		best = Math.min(best, worked / runs);
	}
	return best;
}

function workSince(start: NodeJS.CpuUsage): number {
	const { user, system } = process.threadCpuUsage(start);
	return (user + system) / 1000;
}

/** Least squares through the logarithms of sizes and times. */
function slopeOf(times: readonly number[]): number {
	const points = times.map((time, at) => [Math.log(SIZES[at]!), Math.log(Math.max(time, 1e-4))] as const);
	const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
	const [x, y] = [mean(0), mean(1)];
	const over = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
	return over / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

function names(): Parser[] {
	return Object.keys(parsers) as Parser[];
}

function once(run: () => unknown): number {
	const start = performance.now();
	run();
	return performance.now() - start;
}

function must(holds: boolean, what: string): void {
	if (holds) return;
	process.stderr.write(`Not so: ${what}.\n`);
	process.exitCode = 1;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
