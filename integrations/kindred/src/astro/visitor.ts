import type { Site } from '../base/site.ts';
import { networkOf } from '../base/network.ts';

/** Who asks: the request, and the address that Astro gives it. */
export interface Visiting {
	readonly request: Request;
	readonly clientAddress: string;
}

/**
 * The network a visitor is in. Astro's own answer is the first address of `X-Forwarded-For`, which a visitor can make up. Each
 * proxy adds the address it was called from at the end, so of `proxies` trusted ones the first has written the entry that many
 * from the end. Nothing, when that cannot be known: then all such visitors count as one.
 */
export function visitorNetwork(
	{ request, clientAddress }: Visiting,
	{ proxies }: Pick<Site, 'proxies'>,
): string | undefined {
	const forwarded = request.headers.get('x-forwarded-for');
	if (forwarded === null) return networkOf(clientAddress);
	if (proxies === 0) return undefined;
	return networkOf(forwarded.split(',').at(-proxies) ?? '');
}
