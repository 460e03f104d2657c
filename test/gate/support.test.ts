import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkSupport, knowingly } from '../../integrations/kindred/src/digest/gate/index.ts';
import { unsupportedIn } from '../../integrations/kindred/src/mail/clients.ts';
import { context, documentOf, lines } from './sample.ts';

const folder = fileURLToPath(new URL('../letters/golden/', import.meta.url));
const letters = globSync('*.html', { cwd: folder }).sort();

const told = async (html: string) =>
	lines(checkSupport((await unsupportedIn(html))!, { item: 'template' }, context));

describe('mail programs', () => {
	it('know what our letters use, or we know what happens without', async () => {
		expect(letters.length).toBeGreaterThan(0);
		for (const name of letters) expect(await told(readFileSync(folder + name, 'utf8')), name).toEqual([]);
	});

	it('lack nothing else of what is on the list: no entry outlives its use', async () => {
		const used = new Set<string>();
		for (const name of letters)
			for (const { feature } of (await unsupportedIn(readFileSync(folder + name, 'utf8')))!)
				used.add(feature);
		expect(Object.keys(knowingly).filter((feature) => !used.has(feature))).toEqual([]);
	});

	it('that do not know something are named', async () => {
		const html = documentOf({
			body: '<video src="https://example.com/about/"></video><p style="display:grid;gap:8px">x</p>',
		});
		const said = await told(html);
		expect(said.join('\n')).toMatch(
			/client-support \(warning\): display:grid is unknown to .*outlook\.windows/,
		);
		expect(said.join('\n')).toMatch(/<video> element is unknown to .*gmail\.ios/);
	});

	it('nobody has tested something in are not asked, and do no harm', async () => {
		const html = documentOf({ body: '<p style="word-wrap:break-word">x</p>' });
		await expect(unsupportedIn(html)).resolves.toBeDefined();
		await expect(unsupportedIn('<not-a-tag style="{{}}:;color"><style>@media { x')).resolves.toBeDefined();
	});
});
