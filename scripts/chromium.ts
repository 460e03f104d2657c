import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'chrome',
	'microsoft-edge',
];
const places = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/snap/bin/chromium',
	'/opt/google/chrome/chrome',
];

/**
 * The path of a Chromium: what `CHROMIUM_PATH` says, or one that is installed. Nothing when there is none.
 */
export function findChromium(): string | undefined {
	const given = process.env['CHROMIUM_PATH'];
	if (given) return given;
	const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin');
	return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places].find(isProgram);
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
