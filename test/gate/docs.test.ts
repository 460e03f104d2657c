import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { knowingly } from '../../integrations/kindred/src/digest/gate/index.ts';
import { rules } from '../../integrations/kindred/src/digest/gate/rules.ts';

const page = readFileSync(new URL('../../docs/gate.md', import.meta.url), 'utf8').replace(/ +/g, ' ');

it('docs/gate.md says of every rule what it promises, and of everything used knowingly what happens without', () => {
	for (const [name, { promise }] of Object.entries(rules))
		expect.soft(page).toContain(`| \`${name}\` | ${promise} |`);
	for (const [feature, otherwise] of Object.entries(knowingly)) {
		expect.soft(page).toContain(feature);
		expect.soft(page).toContain(`| ${otherwise} |`);
	}
});
