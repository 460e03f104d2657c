import ICAL from 'ical.js';

/** What a calendar program makes of a file: ical.js, with nothing but the zones the file brings along. */
export function readWithIcal(file: string) {
	const calendar = new ICAL.Component(ICAL.parse(file));
	const vevent = calendar.getFirstSubcomponent('vevent')!;
	const vtimezone = calendar.getFirstSubcomponent('vtimezone');
	const zone = vtimezone ? new ICAL.Timezone(vtimezone) : undefined;
	const time = (name: string) => {
		const value = vevent.getFirstPropertyValue(name) as ICAL.Time;
		if (value.zone?.tzid === 'floating' && zone) value.zone = zone;
		return value;
	};
	return {
		text: (name: string) => vevent.getFirstPropertyValue(name),
		instant: (name: string) => new Date(time(name).toUnixTime() * 1000).toISOString(),
		calendar,
		vevent,
	};
}
