import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarCases, feed } from '../test/event/calendar-cases.ts';
import { seenByBoth, unseenByLibical } from '../test/event/lint-probes.ts';

/*
 * Asks libical, which none of us wrote, whether our calendar files are what RFC 5545 and 5546 want; and whether it sees, and does
 * not see, what test/event/lint-probes.ts says of it. It wants a C compiler and libical.
 */
const folder = mkdtempSync(join(tmpdir(), 'kindred-libical-'));
try {
	process.exitCode = check();
} finally {
	rmSync(folder, { recursive: true });
}

function check(): number {
	const program = join(folder, 'check');
	const source = join('test', 'event', 'libical.c');
	const built = spawnSync('cc', ['-o', program, source, '-lical'], { encoding: 'utf8' });
	if (built.status !== 0) {
		process.stdout.write(`${built.stderr ?? String(built.error)}
Calendar files were NOT checked by libical, because it is not here. \`apt-get install gcc libical-dev\`, or \`brew install libical\`.
`);
		return 0;
	}
	const files = [
		...calendarCases.map(({ name, file }) => ({ name, file, good: true })),
		{ name: 'the calendar of all events', file: feed, good: true },
		...unseenByLibical.map(({ name, file }) => ({ name: `unseen: ${name}`, file, good: true })),
		...seenByBoth.map(({ name, file }) => ({ name: `seen: ${name}`, file, good: false })),
	];
	const names = files.map((_, index) => join(folder, `${index}.ics`));
	files.forEach(({ file }, index) => writeFileSync(names[index]!, file));
	const { stdout, status } = spawnSync(program, { input: `${names.join('\n')}\n`, encoding: 'utf8' });
	const said = stdout.split('\n').map((line) => line.split('\t')[1]);
	const wrong = files.filter(({ good }, index) => (said[index] === 'ok') !== good);
	for (const { name, good } of wrong) {
		const verdict = said[files.findIndex((file) => file.name === name)] ?? 'nothing';
		process.stdout.write(
			`${name}: libical says ${verdict}, and should have ${good ? 'passed' : 'refused'} it\n`,
		);
	}
	process.stdout.write(
		`libical: ${calendarCases.length + 1} calendar files and ${files.length - calendarCases.length - 1} probes, ${wrong.length} not as expected\n`,
	);
	return wrong.length || status !== 0 ? 1 : 0;
}
