import { KindredError } from '../base/error.ts';
import {
	approveInvitations,
	sendInvitations,
	stopInvitations,
	viewInvitations,
	type KindredEvent,
} from '../event/index.ts';
import { changesIn } from './event-invite-changes.ts';
import { invitationsAsJson, printInvitations, printWave } from './event-invite-print.ts';
import { whyNobody } from './event-invite-refusal.ts';
import { eventNamed } from './event-named.ts';
import { environmentOf, type Desk } from './open.ts';
import type { Call } from './verbs.ts';
import { refuseWrongClock } from './wrong-clock.ts';

export const inviteUsage = `kindred event invite <id> [--json]           whom to invite, in which order and why, who goes first, what comes after
   --series --tags --topic <a,b> --circle <core,active> --add <address,…> [--known]
                                             put on the list: who came before; who chose or wrote about its tags, or
                                             these topics; a circle; people by hand (--known: who never wrote or came)
   --remove <address,…>  --move <address> <place>                            change it
   --days n | --until <day>  --seats n|all  --over n | --all  --newcomers n  --say <words>
                                             how long each has, how many at once, in which words
   --approve  ·  --send  ·  --stop           say yes to this list; send the first wave; invite nobody more
`;

/** The options of `kindred event invite`. */
export const inviteOptions = {
	series: { type: 'boolean' },
	tags: { type: 'boolean' },
	topic: { type: 'string' },
	circle: { type: 'string' },
	add: { type: 'string' },
	known: { type: 'boolean' },
	remove: { type: 'string' },
	move: { type: 'string' },
	days: { type: 'string' },
	until: { type: 'string' },
	seats: { type: 'string' },
	over: { type: 'string' },
	all: { type: 'boolean' },
	newcomers: { type: 'string' },
	say: { type: 'string' },
	approve: { type: 'boolean' },
	send: { type: 'boolean' },
	stop: { type: 'boolean' },
	json: { type: 'boolean' },
} as const;

type InviteCall = Call<typeof inviteOptions>;

/** `kindred event invite`: makes the list of an event, shows it, and carries out what its author said yes to. */
export async function invite(desk: Desk, call: InviteCall): Promise<number> {
	const { io, json } = call;
	const event = eventNamed(desk, call.words[0]!);
	const changes = await changesIn(event, desk, call);
	refuseMixed(event, changes.length > 0, call);
	for (const change of changes) await change();
	if (call.stop) await stopInvitations(event, desk);
	if (call.approve) await sayYes(event, desk);
	const sent = call.send ? await send(event, desk, call) : undefined;
	const view = await viewInvitations(event, desk);
	if (json)
		io.stdout(`${JSON.stringify(invitationsAsJson(event, view, { sent, now: desk.now() }), null, '\t')}\n`);
	else io.stdout(sent ? printWave(event, sent, desk.site) : printInvitations(event, view, desk));
	return 0;
}

/** A yes is to what was seen, so nothing is changed in the same breath. */
function refuseMixed({ group }: KindredEvent, isChanged: boolean, call: InviteCall): void {
	const steps = (['approve', 'send', 'stop'] as const).filter((step) => call[step]);
	if (steps.length + Number(isChanged) < 2) return;
	throw new KindredError(
		`\`--${steps[0]}\` is about the list as you saw it, and the same command ${isChanged ? 'changes it' : `says \`--${steps[1]}\``}.`,
		`Look at it first: kindred event invite ${group}`,
	);
}

async function sayYes(event: KindredEvent, desk: Desk): Promise<void> {
	const { next, hash } = await viewInvitations(event, desk);
	const why = next.invited.length ? undefined : whyNobody(event, next.rest, 'approve');
	if (why) throw why;
	if (!(await approveInvitations(event, hash, desk)))
		throw new KindredError(
			'The list was changed at this very moment.',
			`Look again: kindred event invite ${event.group}`,
		);
}

async function send(event: KindredEvent, desk: Desk, { io }: InviteCall) {
	refuseWrongClock(desk, environmentOf(desk.root, io.env));
	const wave = await sendInvitations(event, desk);
	const why = wave.invited.length ? undefined : whyNobody(event, wave.rest, 'send');
	if (why) throw why;
	return wave;
}
