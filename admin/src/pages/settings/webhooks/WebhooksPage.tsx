/** Settings -> Mailroom -> Webhooks: the list, and the page of one webhook below it. */
import { useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { PERMISSIONS } from '../../../permissions';
import { ProtectedPage } from '../components/ProtectedPage';
import { NEW } from '../settings-paths';
import { NewWebhookPage } from './NewWebhookPage';
import type { ShownSecret } from './SecretSection';
import { WebhookList } from './WebhookList';
import { WebhookPage } from './WebhookPage';

const WebhooksPage = () => {
  // A new webhook's secret is shown on its own page, once, and is nowhere afterwards.
  const [shown, show] = useState<ShownSecret | null>(null);
  return (
    <ProtectedPage permissions={PERMISSIONS.webhooks}>
      <Routes>
        <Route index element={<WebhookList />} />
        <Route path={NEW} element={<NewWebhookPage onSecret={show} />} />
        <Route path=":id" element={<WebhookPage shown={shown} onSecret={show} />} />
      </Routes>
    </ProtectedPage>
  );
};

export default WebhooksPage;
