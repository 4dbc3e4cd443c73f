// Readings that were taken without signal: kept here, sent by themselves, each exactly once. The page makes the request
// with its key when the reading is taken; from then on it is this very request, however often it is sent.
//
// A reading is `waiting`, waits for its owner to `sign_in`, is asked about (`question`), or has its answer: `accepted`
// or `refused`, which stay until they were seen.
//
// The photo of its dial lies with it as a `picture`, and goes after it once it is accepted. The `photo` is `waiting`,
// `sent` or `refused`, or there was no room for it here (`lost`); its picture stays for no longer than it waits.

/** Readings whose owner never came back: the server would find them too old, too. */
const LONGEST_KEPT_MS = 60 * 24 * 3_600_000;
const ANSWER_WITHIN_MS = 30_000;
/** Half a megabyte on a line of the slowest sort. */
const PHOTO_WITHIN_MS = 120_000;
const TAG = 'readings';

self.addEventListener('sync', (event) => {
  if (event.tag === TAG) event.waitUntil(send());
});

self.addEventListener('message', (event) => {
  const answer = async () => {
    const [port] = event.ports;
    // What is no text comes beside it.
    const [text, picture = null] = [event.data].flat();
    const { act, ...values } = JSON.parse(text);
    let found = null;
    try {
      found = (await ACTS[act]?.({ ...values, picture })) ?? null;
    } finally {
      port?.postMessage(found instanceof Blob ? found : JSON.stringify(found));
    }
    // Whoever is signed in has said so: behind everything else, what they may need without network.
    if (act === 'send' && values.owner) await keepParts();
  };
  event.waitUntil(answer());
});

/** What a page may ask for. An `owner` that it does not know is whoever was here last. */
const ACTS = {
  /** Keeps a reading with its photo and gives what is kept of its owner. */
  async keep({ reading, picture }) {
    const kept = { ...reading, kept_at: Date.now(), state: 'waiting', answer: null };
    const put = (photo, picture) => write(READINGS, (store) =>
      store.put({ ...kept, photo, picture, photo_key: picture && crypto.randomUUID() }));
    // A reading has room where a photo has none.
    await (picture ? put('waiting', picture).catch(() => put('lost', null)) : put(null, null));
    // Where the browser does not wake workers, the next open page sends it.
    await self.registration.sync?.register(TAG).catch(() => undefined);
    return of(reading.owner);
  },

  list: async ({ owner }) => of(owner ?? (await note('owner'))),

  /** The photo of a kept reading. */
  picture: async ({ key, owner }) => (await own(key, owner))?.picture,

  /** Says who is here, and sends what waits. */
  async send({ owner }) {
    if (owner) await welcome(owner);
    await send().catch(() => undefined);
    return of(owner ?? (await note('owner')));
  },

  /** «Да, всё верно»: the same request, confirmed. The server has kept nothing of the one that it asked about. */
  async confirm({ key, owner }) {
    const reading = await own(key, owner);
    if (reading?.state !== 'question') return of(owner);
    const body = JSON.stringify({ ...JSON.parse(reading.body), confirmed: true });
    await write(READINGS, (store) => store.put({ ...reading, body, state: 'waiting', answer: null }));
    await send().catch(() => undefined);
    return of(owner);
  },

  /** Seen, or not to be sent after all. */
  async dismiss({ key, owner }) {
    // Not while it is on its way.
    await navigator.locks.request(TAG, async () => {
      if (await own(key, owner)) await write(READINGS, (store) => store.delete(key));
    });
    return of(owner);
  },

  /** What is needed to take a reading of an account without network. */
  async remember({ account, owner, text, server_now, device_ms }) {
    await welcome(owner);
    const overview = withoutPerson(JSON.parse(text));
    await write(NOTES, (store) => store.put({ owner, overview, server_now, device_ms }, `account ${account}`));
    return true;
  },

  recall: ({ account }) => note(`account ${account}`),

  /** Accounts of which a reading can be taken without network. */
  async accounts() {
    const names = await read(NOTES, (store) => store.getAllKeys());
    return names.filter((name) => name.startsWith('account ')).map((name) => name.slice('account '.length));
  },

  /** Whoever signs out leaves nothing. */
  async forget({ owner }) {
    const left = await of(owner ?? (await note('owner')));
    await navigator.locks.request(TAG, () =>
      write(READINGS, (store) => void left.forEach(({ key }) => store.delete(key))));
    await write(NOTES, (store) => store.clear());
    await endNotices().catch(() => undefined);
    return [];
  },
};

/** Meters and terms: no name, no address, no money. */
function withoutPerson(overview) {
  const account = { ...overview.account, name: '', address: '', label: '', balance_kopecks: 0 };
  const meters = overview.meters.map((meter) => ({ ...meter, silence: null }));
  return { ...overview, account, meters, balances: [], payments: [], readings: [] };
}

const note = (name) => read(NOTES, (store) => store.get(name));

/** Somebody else on the same device finds nothing of whoever was here before. */
async function welcome(owner) {
  const before = await note('owner');
  if (before === owner) return;
  // What the one before had allowed here was not for this one.
  if (before !== undefined) await endNotices().catch(() => undefined);
  await write(NOTES, (store) => {
    store.clear();
    store.put(owner, 'owner');
  });
}

/** Readings of a person, the earliest first. */
async function of(owner) {
  const kept = (await read(READINGS, (store) => store.getAll())) ?? [];
  const old = kept.filter(({ kept_at }) => Date.now() - kept_at > LONGEST_KEPT_MS);
  if (old.length > 0) await write(READINGS, (store) => void old.forEach(({ key }) => store.delete(key)));
  const fresh = kept.filter((reading) => !old.includes(reading) && reading.owner === owner);
  // Lists are texts.
  return fresh.sort((a, b) => a.kept_at - b.kept_at).map(({ picture, photo_key, ...reading }) => reading);
}

async function own(key, owner) {
  const reading = await read(READINGS, (store) => store.get(key));
  return reading?.owner === owner ? reading : undefined;
}

const isWaiting = ({ state, photo }) =>
  state === 'waiting' || state === 'sign_in' || (state === 'accepted' && photo === 'waiting');

/** Sends what waits of whoever is signed in. One at a time, whichever worker or page asks; fails when some must wait. */
function send() {
  return navigator.locks.request(TAG, async () => {
    const kept = (await read(READINGS, (store) => store.getAll())) ?? [];
    const waiting = kept.filter(isWaiting);
    if (waiting.length === 0) return;
    waiting.sort((a, b) => a.kept_at - b.kept_at);
    let mustWait = false;
    const news = async (reading, judged) => {
      if (!judged) mustWait = true;
      if (!judged || Object.entries(judged).every(([name, value]) => reading[name] === value)) return reading;
      await write(READINGS, (store) => store.put({ ...reading, ...judged }));
      await tellPages();
      return { ...reading, ...judged };
    };
    for (const reading of waiting) {
      const now = reading.state === 'accepted' ? reading : await news(reading, await judge(reading));
      // A reading never waits for its photo.
      if (now.state === 'accepted' && now.photo === 'waiting') await news(now, await attach(now));
    }
    if (mustWait) throw new Error('some readings must wait');
  });
}

/** What became of a reading; nothing when it must be sent again. */
async function judge(reading) {
  try {
    const present = await whoIsHere();
    // Nobody: the session ran out. Somebody else: it waits for its owner, unseen.
    if (present === null) return { state: 'sign_in' };
    if (present !== reading.owner) return { state: reading.state };
    const reply = await ask('POST', reading.path, reading.key, 'application/json', reading.body, ANSWER_WITHIN_MS);
    const answer = await reply.text();
    const { code, status } = JSON.parse(answer);
    const refused = { state: 'refused', answer, photo: null, picture: null };
    if (reply.ok) return status === 'refused' ? refused : { state: 'accepted', answer };
    if (reply.status === 401) return { state: 'sign_in' };
    if (code === 'confirmation_required') return { state: 'question', answer };
    return isForLater(reply) ? undefined : refused;
  } catch {
    return undefined;
  }
}

/** What became of the photo of an accepted reading; nothing when it must be sent again. */
async function attach(reading) {
  try {
    // Its owner is away: it waits, as a reading does.
    if ((await whoIsHere()) !== reading.owner) return { photo: reading.photo };
    const path = `${reading.path}/${JSON.parse(reading.answer).id}/photo`;
    const { photo_key: key, picture } = reading;
    const reply = await ask('PUT', path, key, picture.type, picture, PHOTO_WITHIN_MS);
    if (reply.status === 401) return { photo: reading.photo };
    if (isForLater(reply)) return undefined;
    return { photo: reply.ok ? 'sent' : 'refused', picture: null };
  } catch {
    return undefined;
  }
}

const ask = (method, path, key, type, body, withinMs) => fetch(path, {
  method,
  headers: { accept: 'application/json', 'content-type': type, 'idempotency-key': key },
  body,
  signal: AbortSignal.timeout(withinMs),
});

const isForLater = ({ status }) => status >= 500 || [408, 425, 429].includes(status);

/** The resident who is signed in, `null` when nobody is. A clerk who looks into a cabinet sends nothing. */
async function whoIsHere() {
  const reply = await fetch('/api/v1/session', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!reply.ok) throw new Error('the server does not say who is here');
  const { resident, preview } = await reply.json();
  if (preview) return undefined;
  return resident?.id ?? null;
}

async function tellPages() {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  pages.forEach((page) => page.postMessage(TAG));
}
