// What is kept on this device: IndexedDB, because it outlives the page and this worker can read it.

const DATABASE = 'svetlitsa';

/** Readings by their keys; notes by their names. */
const READINGS = 'readings';
const NOTES = 'notes';

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(READINGS, { keyPath: 'key' });
      request.result.createObjectStore(NOTES);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Does something in a store, and answers when it is on the device's disk. */
async function inStore(name, mode, work) {
  const database = await open();
  try {
    const transaction = database.transaction(name, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(name));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return request?.result;
  } finally {
    database.close();
  }
}

const read = (name, work) => inStore(name, 'readonly', work);
const write = (name, work) => inStore(name, 'readwrite', work);
