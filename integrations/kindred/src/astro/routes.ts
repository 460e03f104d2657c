/** The pages and endpoints we add to a site. `when` says which sites get them. */
interface Route {
	readonly pattern: string;
	readonly entrypoint: string;
	/** `always`: written once by the build; `static`: so too, and only where no server is. `server`: answered on request. */
	readonly when: 'always' | 'static' | 'server';
}

export const routes: readonly Route[] = [
	{ pattern: '/_kindred/site.json', entrypoint: 'astro-kindred/routes/site', when: 'always' },
	{ pattern: '/kindred/subscribe', entrypoint: 'astro-kindred/pages/Subscribe.astro', when: 'server' },
	{
		pattern: '/kindred/subscribe/[via]/[lang]',
		entrypoint: 'astro-kindred/pages/SubscribeByMail.astro',
		when: 'static',
	},
	{ pattern: '/kindred/confirm', entrypoint: 'astro-kindred/pages/Confirm.astro', when: 'server' },
	{ pattern: '/kindred/preferences', entrypoint: 'astro-kindred/pages/Preferences.astro', when: 'server' },
	{ pattern: '/kindred/leave', entrypoint: 'astro-kindred/pages/Leave.astro', when: 'server' },
	{ pattern: '/kindred/rsvp', entrypoint: 'astro-kindred/pages/Rsvp.astro', when: 'server' },
	{ pattern: '/kindred/outbox', entrypoint: 'astro-kindred/pages/Outbox.astro', when: 'server' },
	{ pattern: '/kindred/outbox/[id]', entrypoint: 'astro-kindred/pages/OutboxLetter.astro', when: 'server' },
	{ pattern: '/kindred/events/[...event].ics', entrypoint: 'astro-kindred/routes/event-ics', when: 'always' },
	{ pattern: '/kindred/webhook', entrypoint: 'astro-kindred/routes/webhook', when: 'server' },
];
