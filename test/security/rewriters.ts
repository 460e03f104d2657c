/**
 * What mail programs, scanners and gateways make of a link on its way: wrapped, cut, decorated, spelled anew. Each gives the
 * path and query that is asked for; the host is spelled by the caller.
 */
export const rewriters: Readonly<Record<string, (path: string) => string>> = {
	'as it is': (path) => path,
	'with a full stop': (path) => `${path}.`,
	'with a comma': (path) => `${path},`,
	'with a bracket': (path) => `${path})`,
	'with an angle bracket': (path) => `${path}%3E`,
	'with a quotation mark': (path) => `${path}%22`,
	'with a quoted-printable end': (path) => `${path}=`,
	'with a space': (path) => `${path}%20`,
	'with a line break': (path) => `${path}%0D%0A`,
	'with a NUL': (path) => `${path}%00`,
	'with a campaign': (path) => `${path}${path.includes('?') ? '&' : '?'}utm_source=mail&fbclid=x`,
	'with a second question mark': (path) => `${path}?utm_source=mail`,
	'with an escaped ampersand': (path) => `${path}&amp;x=1`,
	'with its token twice': (path) => `${path}&${path.split('?')[1] ?? 'token=x'}`,
	'with an empty token first': (path) => path.replace('?', '?token=&'),
	'with a session': (path) => path.replace(/\/?(\?|$)/, ';jsessionid=1$1'),
	'with a fragment': (path) => `${path}%23top`,
	'with a method': (path) =>
		`${path}&_method=POST&List-Unsubscribe=One-Click&do=forget&sure=1&again=1&answer=no`,
	encoded: (path) => path.replace(/\?(.*)$/, (_all, query: string) => `?${encodeURIComponent(query)}`),
	'encoded twice': (path) => encodeURIComponent(encodeURIComponent(path)).replace(/^/, '/'),
	'with every letter encoded': (path) =>
		path.replace(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
	'with a broken escape': (path) => `${path}%E0%A4%A`,
	'in capitals': (path) => path.toUpperCase(),
	'in small letters': (path) => path.toLowerCase(),
	'cut in half': (path) => path.slice(0, Math.ceil(path.length / 2)),
	'without its last character': (path) => path.slice(0, -1),
	'broken at 76 characters': (path) => path.slice(0, 76),
	'without its query': (path) => path.split('?')[0]!,
	'without its slash': (path) => path.replace('/?', '?'),
	'with two slashes': (path) => path.replace(/^\//, '//'),
	'with a way around': (path) => path.replace(/^\//, '/./x/../'),
	'with a long tail': (path) => `${path}${'x'.repeat(6000)}`,
};
