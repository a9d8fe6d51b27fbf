// adaptivecards-templating's typings import TypeScript sources that do not hold under strict: one
// name is all they need.
export interface IAdaptiveCard {
  readonly type: 'AdaptiveCard';
}
