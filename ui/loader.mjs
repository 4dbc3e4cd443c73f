// The order of a slow line: first the program, and while its end is still on the way, what the opened page needs
// next. Asked for all at once, it would only make the program late; asked for in a task of its own, it would wait
// behind all that a busy phone does with the program.
const CALLED_AT = 0.75;

// What the page of this address needs beside the program, as the server named it with the answer.
const parts = () =>
  performance
    .getEntriesByType('navigation')[0]
    ?.serverTiming?.find(({ name }) => name === 'parts')
    ?.description.split(' ') ?? [];

// Styles that not every page needs; one that failed is asked for anew by the page that waits for it.
function enable(styles) {
  styles.addEventListener('error', () => { styles.disabled = true; }, { once: true });
  styles.disabled = false;
}

function ask(href) {
  const styles = document.querySelector(`link[rel=stylesheet][href="${href}"]`);
  if (styles) enable(styles);
  else document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href }));
}

export default function loader() {
  let isCalled = false;
  return {
    onProgress({ current, total }) {
      // On a fast line the whole program comes in one step and asks by itself.
      if (isCalled || current < total * CALLED_AT || current >= total) return;
      isCalled = true;
      const named = parts();
      if (named.length > 0) named.unshift('/api/v1/session');
      named.forEach(ask);
    },
  };
}
