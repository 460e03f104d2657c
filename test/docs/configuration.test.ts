import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { optionsSchema, variables } from '../../integrations/kindred/src/config.ts';
import { configurationPage, page } from '../../scripts/configuration.ts';

test('the page about the configuration is what the schema says; `npm run docs` writes it', () => {
	expect(readFileSync(page, 'utf8')).toBe(configurationPage());
});

test('every option and every variable has its place on the page', () => {
	const written = configurationPage();
	for (const option of Object.keys(optionsSchema.shape)) expect(written).toContain(`### \`${option}\``);
	for (const variable of variables) expect(written).toContain(`| \`${variable}\` |`);
});
