// Notices that come by a push service: shown here, for there may be no page. They carry their own words and the page that they
// open; nothing is fetched for them.

const ICON = '/icon-192.png';

self.addEventListener('push', (event) => {
  const told = event.data?.json() ?? {};
  const { title = '', body = '', path = '/', tag, lang } = told;
  // A browser that was woken and shows nothing is taken for a spy by its own rules.
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, icon: ICON, badge: ICON, data: { path } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.path));
});

/** The browser has another address at its push service: it stays the same browser to us. */
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

/** The page in a window that is open, or in a new one. Of this portal, whatever a notice says. */
async function openPage(path = '/') {
  const url = new URL(path, self.location.origin);
  const target = url.origin === self.location.origin ? url.href : self.location.origin;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const ours = windows.find((client) => !FOREIGN.test(new URL(client.url).pathname));
  if (!ours) return self.clients.openWindow(target);
  await ours.focus().catch(() => undefined);
  // A page that this worker does not control cannot be led anywhere.
  return ours.navigate(target).catch(() => self.clients.openWindow(target));
}

async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const fresh = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!fresh) return;
  const { endpoint, keys } = fresh.toJSON();
  await fetch('/api/v1/push/browsers', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
  });
}

/** Whoever signed out is told of nothing here. */
async function endNotices() {
  const subscription = await self.registration.pushManager?.getSubscription();
  await subscription?.unsubscribe();
  (await self.registration.getNotifications()).forEach((notification) => notification.close());
}
