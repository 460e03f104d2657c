import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KindredError } from '../base/error.ts';
import { countEvent, draftRecap, phaseOf, type KindredEvent } from '../event/index.ts';
import { eventNamed } from './event-named.ts';
import { thank, type ThankCall } from './event-thank.ts';
import type { Desk } from './open.ts';

export const recapUsage = `kindred event recap <id>                     begin an article about what became of it, linked both ways
kindred event recap <id> --thank [--say <words>] [--plan <hash>] [--json]
                                             thank those who came: shows whom, and a sample; --plan: this is what goes out
`;

/** The options of `kindred event recap`. */
export const recapOptions = {
	thank: { type: 'boolean' },
	say: { type: 'string' },
	plan: { type: 'string' },
	json: { type: 'boolean' },
} as const;

/** `kindred event recap`: drafts the article about an event that is over, or thanks its guests. */
export async function recap(
	desk: Desk,
	call: ThankCall & { readonly thank?: boolean | undefined },
): Promise<number> {
	const event = eventNamed(desk, call.words[0]!);
	if (phaseOf(event, desk.now()) === 'upcoming')
		throw new KindredError(
			`The event "${event.group}" has not begun, so nothing has become of it yet.`,
			'Come back when it is over.',
		);
	return call.thank ? thank(desk, event, call) : draft(desk, event, call);
}

async function draft(desk: Desk, event: KindredEvent, { io, json }: ThankCall): Promise<number> {
	const { root, site, snapshot, now } = desk;
	const { group, lang } = event;
	const there = snapshot.posts.find((post) => post.event === group);
	if (there)
		throw new KindredError(
			`The article "${there.id}" is about the event "${group}" already.`,
			'Go on with it, or take `event` out of its front matter.',
		);
	const language = lang === site.lang ? '' : `.${lang.toLowerCase()}`;
	const file = join(root, 'content', 'posts', `${group.replaceAll('/', '-')}-recap${language}.mdx`);
	const outturn = await count(event, desk);
	await mkdir(dirname(file), { recursive: true });
	try {
		await writeFile(file, draftRecap(event, outturn, site.zone, now()), { flag: 'wx' });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		throw new KindredError(`${file} is there already.`, 'Go on with it, or give it another name.');
	}
	if (json) io.stdout(`${JSON.stringify({ event: group, file, ...outturn }, null, '\t')}\n`);
	else
		io.stdout(
			`Wrote ${file}\nWrite what became of it and publish it, then: kindred event recap ${group} --thank\n`,
		);
	return 0;
}

async function count(event: KindredEvent, { store }: Desk) {
	const past = await store.attendance.past(event.group);
	const came = [...new Set(past.filter(({ kind }) => kind === 'attended').map(({ person }) => person))];
	const earlier = await Promise.all(
		came.map(async (person) => {
			const lines = await store.people.timeline(person);
			const others = lines.filter(
				({ kind, subject }) => kind === 'attended' && subject !== `event:${event.group}`,
			);
			return [person, others.length] as const;
		}),
	);
	return countEvent(event, await store.events.ledger(event.group), past, new Map(earlier));
}
