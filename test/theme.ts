import type { Site } from '../integrations/kindred/src/base/site.ts';

/** The colours of every site in tests: those of the options' defaults. */
export const theme: Site['theme'] = {
	paper: '#f6f1e7',
	ink: '#1d1a16',
	accent: '#8c2f20',
	dark: { paper: '#191714', ink: '#ece5d8', accent: '#eba797' },
};
