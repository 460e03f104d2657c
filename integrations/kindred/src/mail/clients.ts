import { clients, type Unsupported } from '../digest/gate/index.ts';

/** The package with the tables of caniemail.com, which a site may have or not. */
type Caniemail = typeof import('caniemail');

let opened: Promise<Caniemail | undefined> | undefined;

/**
 * What a letter uses that mail programs people have do not know, as caniemail.com has tested it; a feature once, with all that
 * lack it. Nothing at all when the optional package is not installed: `npm install caniemail` brings it.
 */
export async function unsupportedIn(html: string): Promise<readonly Unsupported[] | undefined> {
	const caniemail = await (opened ??= open());
	if (!caniemail) return undefined;
	const { issues } = caniemail.caniemail({ clients: [...clients], html });
	const without = new Map<string, Set<string>>();
	for (const [client, found] of issues.errors)
		for (const { title } of found) without.set(title, (without.get(title) ?? new Set()).add(client));
	return [...without].map(([feature, lacking]) => ({ feature, clients: [...lacking].sort() }));
}

async function open(): Promise<Caniemail | undefined> {
	try {
		const found = await import('caniemail');
		fillGaps(found.rawData.data);
		return found;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
		throw cause;
	}
}

/**
 * The package throws at a feature that nobody has tested in one of the programs (2.0.2: `word-wrap` in 17 of them). Such gaps
 * are filled with what its tables write for unknown.
 */
function fillGaps(features: Caniemail['rawData']['data']): void {
	const stats = features.map((feature) => feature.stats as Record<string, Record<string, object>>);
	const known = new Set(
		stats.flatMap((families) =>
			Object.entries(families).flatMap(([family, on]) =>
				Object.keys(on).map((platform) => `${family} ${platform}`),
			),
		),
	);
	for (const families of stats)
		for (const client of known) {
			const [family = '', platform = ''] = client.split(' ');
			(families[family] ??= {})[platform] ??= { '0': 'u' };
		}
}
