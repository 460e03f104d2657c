/*
 * The gate has a door of its own, because it brings parsers along: only `kindred digest plan` goes through it, and nothing that
 * answers a visitor.
 */
export {
	checkLinks,
	checkMail,
	checkPiece,
	checkSlotValues,
	checkSupport,
	checkTemplate,
	checkWhole,
	type Finding,
} from './check.ts';
export { examine, type Examining } from './examine.ts';
export type { GateContext, LinkAnswer, Severity, SlotValues, Unsupported } from './finding.ts';
export type { DigestSource } from './place.ts';
export type { RuleName } from './rules.ts';
export { clients, knowingly } from './support.ts';
export { tally, type Tally } from './tally.ts';
