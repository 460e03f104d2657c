/** What we use of Pagefind's client, which the build writes beside the pages. */
interface Pagefind {
	debouncedSearch(query: string): Promise<{ results: { data(): Promise<Found> }[] } | null>;
}
interface Found {
	readonly url: string;
	/** HTML with `<mark>` and nothing else. */
	readonly excerpt: string;
	readonly meta: { readonly title?: string };
}

const MOST_RESULTS = 20;

/** Brings the search form to life: results as one types, the query kept in the address. */
export function startSearch(): void {
	const form = document.querySelector<HTMLFormElement>('search form')!;
	const input = form.querySelector('input')!;
	form.hidden = false;
	input.value = new URLSearchParams(location.search).get('q') ?? '';
	const go = () => void show(form, input.value.trim());
	input.addEventListener('input', go);
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		go();
	});
	if (input.value) go();
}

async function show(form: HTMLFormElement, query: string): Promise<void> {
	const status = document.querySelector<HTMLElement>('#found')!;
	const list = document.querySelector<HTMLElement>('#results')!;
	history.replaceState(null, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
	if (!query) {
		status.textContent = '';
		list.replaceChildren();
		return;
	}
	const search = await loadPagefind()
		.then((pagefind) => pagefind.debouncedSearch(query))
		.catch(() => undefined);
	if (search === null) return;
	if (!search) {
		status.textContent = form.dataset['failed']!;
		return;
	}
	const found = await Promise.all(search.results.slice(0, MOST_RESULTS).map((result) => result.data()));
	const words = search.results.length > 0 ? form.dataset['some']! : form.dataset['none']!;
	status.textContent = words.replace('{n}', String(search.results.length)).replace('{query}', query);
	list.replaceChildren(...found.map(row));
}

function row(found: Found): HTMLElement {
	const item = document.createElement('li');
	const link = document.createElement('a');
	const title = document.createElement('h2');
	const says = document.createElement('p');
	item.className = 'row found';
	link.href = found.url;
	link.textContent = found.meta.title ?? found.url;
	says.className = 'says';
	says.innerHTML = found.excerpt;
	title.append(link);
	item.append(title, says);
	return item;
}

/** Pagefind is not part of the bundle: it lies in the built site, and only there. */
function loadPagefind(): Promise<Pagefind> {
	const path = '/pagefind/pagefind.js';
	return import(/* @vite-ignore */ path) as Promise<Pagefind>;
}
