declare module 'virtual:kindred/config' {
	/** What the integration was told, and what it knows of the site. */
	export const options: import('./config.ts').KindredOptions;
	export const site: import('./base/site.ts').Site;
	/** Whether Astro's origin check is to be made; off only where the author switched it off. */
	export const checkOrigin: boolean;
	/** Folders that are put on the web, from the project's folder; no store may be inside. */
	export const publicFolders: readonly string[];
	/** The project's folder where the site is built; never read by what is deployed. */
	export const root: string;
}

declare module 'virtual:kindred/content' {
	export const readContent: typeof import('./astro/content.ts').readContent;
}

declare module 'virtual:kindred/layout' {
	const Layout: (props: Record<string, unknown>) => unknown;
	export default Layout;
}

declare module 'virtual:kindred/letters' {
	const letters: Readonly<
		Record<import('./base/letter.ts').LetterName, (props: Record<string, unknown>) => unknown>
	>;
	export default letters;
}

declare module '*.astro' {
	const Component: (props: Record<string, unknown>) => unknown;
	export default Component;
}

declare namespace App {
	interface Locals {
		/** Set while a digest is rendered: how its `<Post/>`, `<ForYou/>`, `<Events/>` and `<Ask/>` show themselves. */
		kindred?: import('./astro/digest-context.ts').DigestContext;
	}
}
