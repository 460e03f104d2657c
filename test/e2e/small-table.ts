/**
 * Events that only tests have: two seats given by the host's yes, one companion each, questions, in two languages; and one seat
 * that is offered when it comes free.
 */
export const smallTable = {
	'small-table-2031.md': `---
title: A small table
start: 2031-06-07T19:00
duration: PT3H
zone: Asia/Taipei
place: { name: Dadaocheng }
online: true
capacity: 2
guests: 1
entry: approval
questions:
  - id: diet
    ask: What can’t you eat?
  - id: chair
    ask: Which chair?
    choices: [The one by the stove, The short one]
    required: true
description: Two chairs.
---

Soup.
`,
	'small-table-2031.ar.md': `---
title: مائدة صغيرة
start: 2031-06-07T19:00
zone: Asia/Taipei
place: { name: داداوتشنغ }
questions:
  - id: diet
    ask: ما الذي لا تأكله؟
  - id: chair
    ask: أي كرسي؟
    choices: [الذي قرب الموقد, القصير]
    required: true
description: كرسيان.
---

حساء.
`,
	'one-chair-2031.md': `---
title: One chair
start: 2031-06-08T19:00
zone: Asia/Taipei
place: { name: Dadaocheng }
capacity: 1
offer: PT24H
description: One chair.
---

Tea.
`,
} as const;
