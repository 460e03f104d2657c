/** What a VTIMEZONE says, read by nothing of ours: an offset in seconds for any instant from the first onset on. */
export function readZone(lines: readonly string[]): { tzid: string; offsetAt(instant: number): number } {
	const value = (line: string | undefined, name: string) => {
		const found = new RegExp(`^${name}:(.+)$`).exec(line ?? '')?.[1];
		if (found === undefined) throw new Error(`${line} is no ${name}`);
		return found;
	};
	if (lines[0] !== 'BEGIN:VTIMEZONE' || lines.at(-1) !== 'END:VTIMEZONE') throw new Error('no VTIMEZONE');
	const observances: { onset: number; to: number }[] = [];
	for (let at = 2; at < lines.length - 1; at += 5) {
		const [begin, start, from, to, end] = lines.slice(at, at + 5);
		const kind = value(begin, 'BEGIN');
		if (kind !== 'STANDARD' && kind !== 'DAYLIGHT') throw new Error(`${kind} in a VTIMEZONE`);
		if (end !== `END:${kind}`) throw new Error(`${end} after BEGIN:${kind}`);
		const clock = value(start, 'DTSTART').replace(
			/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/,
			'$1-$2-$3T$4:$5:$6Z',
		);
		const onset = Date.parse(clock) / 1000 - seconds(value(from, 'TZOFFSETFROM'));
		observances.push({ onset, to: seconds(value(to, 'TZOFFSETTO')) });
	}
	return {
		tzid: value(lines[1], 'TZID'),
		offsetAt(instant) {
			const begun = observances.filter(({ onset }) => onset <= instant);
			if (!begun.length) throw new Error(`nothing is said about ${new Date(instant * 1000).toISOString()}`);
			return begun.reduce((latest, one) => (one.onset >= latest.onset ? one : latest)).to;
		},
	};
}

/** `+0545` in seconds. */
function seconds(offset: string): number {
	const [, sign, hours, minutes, rest = '0'] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(offset) ?? [];
	if (!sign) throw new Error(`${offset} is no offset`);
	return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
}

/** The offset of a zone at an instant as `Intl` has it, both in seconds; nothing of Temporal's is asked. */
export function intlOffsets(zone: string): (instant: number) => number {
	const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
	return (instant) => {
		const text = format.format(instant * 1000);
		const [, sign, hours, minutes, rest = '0'] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
		if (!sign) return 0;
		return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
	};
}

const STEP = 6 * 86_400;

/** The instants from `from` to `to`, in seconds, at which a zone's offset changes; those less than six days apart may be missed. */
export function changesOf(offsetAt: (instant: number) => number, from: number, to: number): number[] {
	const found: number[] = [];
	for (let low = from; low < to; low += STEP) {
		let [before, after] = [low, Math.min(low + STEP, to)];
		if (offsetAt(before) === offsetAt(after)) continue;
		while (after - before > 1) {
			const middle = Math.floor((before + after) / 2);
			if (offsetAt(middle) === offsetAt(before)) before = middle;
			else after = middle;
		}
		found.push(after);
	}
	return found;
}
