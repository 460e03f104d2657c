import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import node from '@astrojs/node';
import sitemap from '@astrojs/sitemap';
import kindred from 'astro-kindred';
import { defineConfig } from 'astro/config';
import { captionedFigures, notesHeading, scrollingTables } from './src/markdown/furniture.ts';
import { maths } from './src/markdown/maths.ts';
import { searchIndex } from './src/search-index.ts';

/** A static host has no server: `KINDRED_STATIC=1 npm run build` makes plain files only. */
const isStatic = process.env.KINDRED_STATIC === '1';

export default defineConfig({
	site: process.env.SITE ?? 'http://localhost:4321',
	trailingSlash: 'always',
	adapter: isStatic ? undefined : node({ mode: 'standalone' }),
	integrations: [
		mdx(),
		kindred({
			from: 'Write Back <hello@example.com>',
			inbound: 'letters@example.com',
			name: 'Write Back',
			languages: ['en', 'zh-Hant', 'zh-Hans', 'ar', 'de'],
			zone: 'Europe/Berlin',
			layout: './src/layouts/Page.astro',
			theme: {
				paper: '#e8f0f7',
				ink: '#16213a',
				accent: '#ae1e1a',
				dark: { paper: '#0f1828', ink: '#e3eaf4', accent: '#ff9280' },
			},
		}),
		sitemap({ filter: (page) => !/\/(search|kindred)\//.test(page) }),
		searchIndex(),
	],
	markdown: {
		processor: satteri({
			features: { math: true },
			mdastPlugins: [maths],
			hastPlugins: [scrollingTables, captionedFigures, notesHeading],
		}),
		shikiConfig: {
			themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
			defaultColor: 'light-dark()',
		},
	},
	image: { layout: 'constrained', responsiveStyles: true },
	build: { inlineStylesheets: 'always' },
});
