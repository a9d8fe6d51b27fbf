import type { BadgeKind, Kind, Level } from '#bot/core/learning';

export interface Skill {
  readonly skill: {
    readonly name: string;
    readonly level: Level;
    readonly kind: Kind;
    readonly named?: true;
    readonly line?: string;
  };
  /** Days before the Monday of the last digest. */
  readonly daysBack: number;
}

const skill = (
  name: string,
  daysBack: number,
  level: Level = 'explain',
  kind: Kind = 'skill',
): Skill => ({
  skill: { name, level, kind },
  daysBack,
});

/** Found by name, with a line of their own. */
const byName = (one: Skill, line: string): Skill => ({
  ...one,
  skill: { ...one.skill, named: true, line },
});

/** What each of the fifteen others can explain, in the order of `colleagues` after you. */
export const shares: readonly (readonly Skill[])[] = [
  [skill('Pivot tables', 20, 'coach'), skill('Excel', 20, 'teach')],
  [
    byName(
      skill('Public speaking', 19, 'coach', 'soft-skill'),
      'Bring the talk that you have to give',
    ),
    skill('Facilitating a retrospective', 5),
  ],
  [skill('SQL', 18), skill('Excel', 18)],
  [skill('Power BI', 4, 'coach'), skill('Excel', 17)],
  [skill('Dutch', 16, 'teach'), skill('The returns process', 6, 'explain', 'know-how')],
  [skill('French', 15, 'teach'), skill('Excel', 3)],
  [skill('Giving feedback', 14, 'coach', 'soft-skill')],
  [skill('Negotiating', 14, 'explain', 'soft-skill'), skill('Excel', 12)],
  [skill('First aid', 12, 'teach'), skill('The claims system', 12, 'coach', 'know-how')],
  [skill('Taking notes by hand', 11, 'explain', 'self-reflection')],
  [skill('Power BI', 10), skill('Excel', 10)],
  [skill('Planning a week', 9, 'explain', 'self-reflection')],
  [skill('Writing for the web', 6, 'coach')],
  [byName(skill('Difficult conversations', 5, 'coach', 'soft-skill'), 'Mornings suit me best')],
  [skill('Dutch', 4, 'teach'), skill('Photography', 3)],
];

/** What they would like to learn. */
export const wishes: readonly (readonly string[])[] = [
  ['Public speaking'],
  ['Power BI'],
  ['Public speaking', 'Photography'],
  ['Giving feedback'],
  ['Video editing'],
  ['Video editing', 'Dutch'],
  ['Video editing', 'Excel'],
  ['Video editing'],
  ['Video editing', 'Power BI'],
  ['Public speaking'],
  ['Video editing'],
  ['SQL'],
  ['Negotiating'],
  ['Power BI'],
  ['Excel'],
];

/** Numbers are places in `colleagues`; 0 is you. */
export const badges: readonly {
  readonly from: number;
  readonly to: readonly number[];
  readonly badge: BadgeKind;
  readonly skill: string;
  readonly text: string;
  readonly visibility: 'receiver' | 'team';
  readonly daysBack: number;
}[] = [
  {
    from: 1,
    to: [0],
    badge: 'listened',
    skill: 'Interviewing customers',
    text: 'You asked one more question where I would have stopped. That is where the real problem came out.',
    visibility: 'receiver',
    daysBack: 4,
  },
  {
    from: 5,
    to: [0],
    badge: 'mistake',
    skill: 'Planning a release',
    text: 'You told us what went wrong last time before we started. We checked the list and found two gaps.',
    visibility: 'receiver',
    daysBack: 3,
  },
  {
    from: 3,
    to: [1],
    badge: 'explained',
    skill: 'Pivot tables',
    text: 'Ten minutes with you and the monthly report takes me half an hour instead of a morning.',
    visibility: 'team',
    daysBack: 6,
  },
  {
    from: 2,
    to: [14, 7],
    badge: 'feedback',
    skill: 'Difficult conversations',
    text: 'You both told me honestly how I came across. I started the next call quite differently.',
    visibility: 'team',
    daysBack: 5,
  },
  {
    from: 8,
    to: [9],
    badge: 'time',
    skill: 'The claims system',
    text: 'You stayed on the line until the whole claim was in. Now I can do the next one by myself.',
    visibility: 'team',
    daysBack: 5,
  },
];

export const checkins: readonly {
  readonly who: number;
  readonly learned: string;
  readonly helpers: readonly number[];
  readonly skill: string;
  readonly wish: string;
}[] = [
  {
    who: 1,
    learned: 'Sanne showed me how to open a talk with a question.',
    helpers: [2],
    skill: 'Public speaking',
    wish: '',
  },
  {
    who: 2,
    learned: 'A pivot table is only a way of asking a question.',
    helpers: [1],
    skill: 'Pivot tables',
    wish: '',
  },
  {
    who: 3,
    learned: 'Joins, at last, with a drawing on paper.',
    helpers: [4],
    skill: 'SQL',
    wish: '',
  },
  {
    who: 4,
    learned: 'How returns are booked in the old system.',
    helpers: [5],
    skill: 'The returns process',
    wish: '',
  },
  {
    who: 6,
    learned: 'Say what you saw before what you think of it.',
    helpers: [7],
    skill: 'Giving feedback',
    wish: '',
  },
  {
    who: 8,
    learned: 'Wait three seconds after you name your price.',
    helpers: [9],
    skill: 'Negotiating',
    wish: '',
  },
  {
    who: 10,
    learned: 'Plan two thirds of the week and leave the rest open.',
    helpers: [12],
    skill: 'Planning a week',
    wish: '',
  },
  {
    who: 12,
    learned: 'One idea for a paragraph, and the verb early.',
    helpers: [13],
    skill: 'Writing for the web',
    wish: '',
  },
];

interface LookBack {
  readonly by: number;
  readonly op: string;
  readonly topic: string;
}

/** What one of the team wrote down, for whoever asks it again. */
export const howTo = {
  by: 2,
  op: 'sample-how-to',
  topic: 'Returns without a receipt',
  steps: [
    'Ask for the day and the shop: the payment can be found with both.',
    'Look the payment up under Orders, by the last four digits of the card.',
    'Not there? Offer an exchange, and say why a refund needs the payment.',
    'Write in the order what you decided, so that the next one need not ask again.',
  ],
} as const;

/** What the team looks back on together; numbers are places in `colleagues`. */
export const looksBack: {
  readonly kept: LookBack & { readonly line: string };
  readonly open: LookBack;
  readonly parts: readonly {
    readonly who: number;
    readonly answers: readonly string[];
    readonly agreement?: string;
  }[];
} = {
  kept: {
    by: 2,
    op: 'sample-look-back-kept',
    topic: 'The move to the new phone system',
    line: 'Call one customer with it yourself before the first day.',
  },
  open: { by: 4, op: 'sample-look-back-open', topic: 'Our busiest week of the year' },
  /** Who takes part in every one, with what they write to each question. */
  parts: [
    { who: 1, answers: ['We asked each other before we got stuck.', '', ''] },
    {
      who: 2,
      answers: [
        'The list of who knows what saved me an hour.',
        'Two of us solved the same thing twice without knowing.',
        '',
      ],
    },
    { who: 4, answers: ['', 'News came in four places, and I missed one.', 'One place for news.'] },
    {
      who: 3,
      answers: ['', '', 'Ten minutes together at the start of the day.'],
      agreement: 'We start the day with ten minutes together.',
    },
  ],
};
