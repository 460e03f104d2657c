/** More than any site has languages; texts come from strangers too, so what is remembered must not grow without end. */
const MOST = 500;

/** The same function, which makes each answer once: for what costs much and depends on one text only. */
export function remember<Value>(make: (text: string) => Value): (text: string) => Value {
	const made = new Map<string, Value>();
	return (text) => {
		const known = made.get(text);
		if (known !== undefined) return known;
		if (made.size >= MOST) made.clear();
		const value = make(text);
		made.set(text, value);
		return value;
	};
}
