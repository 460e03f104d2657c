import { KindredError } from '../base/error.ts';
import { eventNamed } from './event-named.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const privateUsage = `kindred event private <id> [--join <url>] [--address <text>] [--note <text>] [--json]
                                             what only guests see, in their letter and calendar file; '' takes it away
`;

/** The options of `kindred event private`. */
export const privateOptions = {
	join: { type: 'string' },
	address: { type: 'string' },
	note: { type: 'string' },
	json: { type: 'boolean' },
} as const;

/** `kindred event private`: keeps what only guests see, and shows it. */
export async function keepPrivate(
	desk: Desk,
	{ io, json, words, join, address, note }: Call<typeof privateOptions>,
): Promise<number> {
	const { group } = eventNamed(desk, words[0]!);
	const known = (await desk.store.events.secrets(group)) ?? {};
	if (join && !/^https?:\/\//.test(join)) {
		throw new KindredError(
			`\`${join}\` is not an address of the web.`,
			`Write \`kindred event private ${group} --join https://meet.example.com/table\`.`,
		);
	}
	const given = join !== undefined || address !== undefined || note !== undefined;
	const kept = {
		joinUrl: (join ?? known.joinUrl) || undefined,
		address: (address ?? known.address) || undefined,
		note: (note ?? known.note) || undefined,
	};
	if (given) await desk.store.events.keepSecrets(group, kept, desk.now());
	if (json) io.stdout(`${JSON.stringify(kept)}\n`);
	else
		io.stdout(`Join: ${kept.joinUrl ?? '–'}\nAddress: ${kept.address ?? '–'}\nNote: ${kept.note ?? '–'}\n`);
	return 0;
}
