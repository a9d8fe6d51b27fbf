// The least a Fluent tab in Teams can be: what our first load is held against.
import { Button, FluentProvider, teamsLightTheme } from '@fluentui/react-components';
import { app } from '@microsoft/teams-js';
import { createRoot } from 'react-dom/client';

app.initialize().catch(() => undefined);
createRoot(document.getElementById('root') as HTMLElement).render(
  <FluentProvider theme={teamsLightTheme}>
    <Button>Hello</Button>
  </FluentProvider>,
);
