import { type Button, button } from '#bot/cards/note';
import pickJson from '#bot/cards/pick.json';
import { cardTemplate, finish } from '#bot/cards/render';
import { withTypeAhead } from '#bot/cards/type-ahead';
import { skillNameMax } from '#bot/core/learning';
import type { Card } from '#bot/ports';

const expand = cardTemplate<object>(pickJson);

/** Room for several names in one line. */
const inputMax = 4 * skillNameMax;

/** A skill to name, typed or suggested, and what to do with it. */
export interface Pick {
  readonly title: string;
  readonly line: string;
  readonly label: string;
  readonly placeholder: string;
  readonly error: string;
  readonly seen: string;
  /** What stands in the field already. */
  readonly value: string;
  readonly button: Button;
  /** The client suggests skills while somebody types. */
  readonly suggests: boolean;
}

export function pick({ button: press, suggests, ...texts }: Pick): Card {
  const card = expand({ ...texts, max: inputMax });
  const shown = finish({ ...card, actions: [button(press)] });
  return suggests ? withTypeAhead(shown, ['skill']) : shown;
}
