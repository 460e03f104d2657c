import { inject, vi } from 'vitest';

/*
 * Takes one rule out of the gate's list, for `npm run gate:rules`: a rule that can go without a test noticing is no rule.
 * Nothing outside tests can do that.
 */

declare module 'vitest' {
	interface ProvidedContext {
		/** The name of the rule to leave out; empty for none. */
		ruleOff: string;
	}
}

vi.mock('../../integrations/kindred/src/digest/gate/rules.ts', async (original) => {
	const all = await original<typeof import('../../integrations/kindred/src/digest/gate/rules.ts')>();
	const off = inject('ruleOff');
	return { ...all, rules: Object.fromEntries(Object.entries(all.rules).filter(([name]) => name !== off)) };
});
