/** The pages and endpoints we add to a site. `when` says which sites get them. */
interface Route {
	readonly pattern: string;
	readonly entrypoint: string;
	/** `always`: written once by the build. `server`: answered on request, so only where there is a server. */
	readonly when: 'always' | 'server';
}

export const routes: readonly Route[] = [
	{ pattern: '/_kindred/site.json', entrypoint: 'astro-kindred/routes/site', when: 'always' },
];
