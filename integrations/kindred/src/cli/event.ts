import { apply, applyOptions, applyUsage } from './event-apply.ts';
import { cancel, cancelOptions, cancelUsage } from './event-cancel.ts';
import { checkInOptions, checkInUsage, noteCame } from './event-check-in.ts';
import { guests, guestsOptions, guestsUsage } from './event-guests.ts';
import { hostOptions, hostUsage, hostVerb } from './event-host.ts';
import { invite, inviteOptions, inviteUsage } from './event-invite.ts';
import { list, listOptions, listUsage } from './event-list.ts';
import { plan, planOptions, planUsage } from './event-plan.ts';
import { preview, previewUsage } from './event-preview.ts';
import { keepPrivate, privateOptions, privateUsage } from './event-private.ts';
import { recap, recapOptions, recapUsage } from './event-recap.ts';
import { remindGuests, remindOptions, remindUsage } from './event-remind.ts';
import { sheetOptions, sheetUsage, writeSheet } from './event-sheet.ts';
import { nounOf } from './verbs.ts';

/** The lines of each verb, in the order of an event's life. */
const usage = [
	listUsage,
	privateUsage,
	previewUsage,
	planUsage,
	applyUsage,
	cancelUsage,
	inviteUsage,
	guestsUsage,
	hostUsage,
	remindUsage,
	sheetUsage,
	checkInUsage,
	recapUsage,
].join('');

/** What the verbs take; a name that two of them use has one type. */
const options = {
	...listOptions,
	...guestsOptions,
	...privateOptions,
	...planOptions,
	...applyOptions,
	...cancelOptions,
	...inviteOptions,
	...hostOptions,
	...remindOptions,
	...sheetOptions,
	...checkInOptions,
	...recapOptions,
	json: { type: 'boolean' },
} as const;

/** `kindred event …`. */
export const run = nounOf(usage, options, {
	list: { words: [0, 0], act: list },
	private: { words: [1, 1], act: keepPrivate },
	preview: { words: [1, 1], act: preview },
	plan: { words: [0, 1], act: plan },
	apply: { words: [1, 1], act: apply },
	cancel: { words: [1, 1], act: cancel },
	invite: { words: [1, 2], act: invite },
	guests: { words: [1, 1], act: guests },
	approve: { words: [2, 100], act: hostVerb('approve') },
	decline: { words: [2, 100], act: hostVerb('decline') },
	add: { words: [2, 100], act: hostVerb('add') },
	remove: { words: [2, 100], act: hostVerb('remove') },
	first: { words: [2, 2], act: hostVerb('first') },
	remind: { words: [1, 1], act: remindGuests },
	sheet: { words: [1, 1], act: writeSheet },
	'check-in': { words: [1, 500], act: noteCame },
	recap: { words: [1, 1], act: recap },
});
