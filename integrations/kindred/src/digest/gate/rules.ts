import { contrastDark, contrastForced, contrastLight } from './contrast.ts';
import { language, preheader } from './document.ts';
import { facts } from './facts.ts';
import type { Rule } from './finding.ts';
import { addresses, subject } from './headers.ts';
import { linksAbsolute, linksAnswer, linksExist, linksSecure } from './links.ts';
import {
	autoResponse,
	autoSubmitted,
	feedbackId,
	listId,
	listUnsubscribe,
	oneClick,
} from './list-headers.ts';
import { parsedAgain, rawEncoding, rawHeaders } from './mime.ts';
import { personalData } from './personal.ts';
import { alternatives, pixels } from './pictures.ts';
import { residue } from './residue.ts';
import { size } from './size.ts';
import { slotEscape, slots } from './slots.ts';
import { clientSupport } from './support.ts';

/** Everything the gate checks, by the name it is told under. */
export const rules = {
	headers: rawHeaders,
	encoding: rawEncoding,
	addresses,
	subject,
	'list-id': listId,
	'list-unsubscribe': listUnsubscribe,
	'one-click': oneClick,
	'auto-submitted': autoSubmitted,
	'auto-response': autoResponse,
	'feedback-id': feedbackId,
	'parsed-again': parsedAgain,
	size,
	facts,
	'links-absolute': linksAbsolute,
	'links-secure': linksSecure,
	'links-exist': linksExist,
	'links-answer': linksAnswer,
	alternatives,
	pixels,
	contrast: contrastLight,
	'contrast-dark': contrastDark,
	'contrast-forced': contrastForced,
	'personal-data': personalData,
	residue,
	slots,
	'slot-escape': slotEscape,
	preheader,
	language,
	'client-support': clientSupport,
} as const satisfies Record<string, Rule>;

/** The name of a rule, as findings carry it. */
export type RuleName = keyof typeof rules;
