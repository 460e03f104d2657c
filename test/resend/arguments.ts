import { parseArgs } from 'node:util';
import type { KeyScope } from './access.ts';
import type { Keep } from './letters.ts';
import type { Window } from './rate.ts';
import type { StandInOptions } from './server.ts';
import { readSpread } from './spread.ts';

/** The command line of the stand-in; README.md lists it. @throws for what makes no sense. */
export function readArguments(args: string[]): StandInOptions & { webhook?: string; secret?: string } {
	const { values } = parseArgs({
		args,
		options: {
			...texts('port', 'limit', 'window', 'others', 'seed', 'daily', 'monthly', 'delay', 'network', 'settle'),
			...texts('late', 'twice', 'keep', 'state', 'webhook', 'secret'),
			key: { type: 'string', multiple: true },
			domain: { type: 'string', multiple: true },
			'refuse-nobody': { type: 'boolean' },
		},
	});
	const { window, keep, state, webhook, secret } = values;
	const number = (name: 'port' | 'limit' | 'others' | 'seed' | 'daily' | 'monthly' | 'twice') => {
		if (values[name] === undefined) return {};
		if (!(Number(values[name]) >= 0)) throw new Error(`--${name} is "${values[name]}", which is no number.`);
		return { [name]: Number(values[name]) };
	};
	const spread = (name: 'delay' | 'network' | 'settle' | 'late') =>
		values[name] === undefined ? {} : { [name]: readSpread(values[name]) };
	const keys = values.key?.map((key): [string, KeyScope] => {
		const [name = '', scope = 'full'] = key.split('=');
		return [name, oneOf('key', scope, ['full', 'sending', 'suspended'])];
	});
	return {
		port: 4010,
		...number('port'),
		...number('limit'),
		...number('others'),
		...number('seed'),
		...spread('delay'),
		...spread('network'),
		...spread('settle'),
		quota: { ...number('daily'), ...number('monthly') },
		weather: { ...spread('late'), ...number('twice') },
		...(window && { window: oneOf<Window>('window', window, ['sliding', 'calendar', 'opened']) }),
		...(keep && { keep: oneOf<Keep>('keep', keep, ['bodies', 'hashes', 'recipients']) }),
		...(state && { state }),
		...(keys && { keys: Object.fromEntries(keys) }),
		...(values.domain && { domains: values.domain }),
		...(values['refuse-nobody'] && { refuseNobody: true }),
		...(webhook && { webhook }),
		...(secret && { secret }),
	};
}

function oneOf<T extends string>(name: string, value: string, good: readonly T[]): T {
	const found = good.find((one) => one === value);
	if (!found) throw new Error(`--${name} is "${value}". Write one of ${good.join(', ')}.`);
	return found;
}

const texts = <Name extends string>(...names: Name[]) =>
	Object.fromEntries(names.map((name) => [name, { type: 'string' }])) as Record<Name, { type: 'string' }>;
