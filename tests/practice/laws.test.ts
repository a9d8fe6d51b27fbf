import { together } from '#bot/app';
import { lawsOf } from '#tests/practice/laws';

describe.each(together.map((practice) => [practice.name, practice] as const))(
  'the practice %s',
  (_, practice) => lawsOf(practice, { every: '1' }),
);
