// When a page works: the first frame in which the wanted element has a box and is not disabled.

// Runs in the page before its own scripts; leaves the time in `window.ready`.
export function watchForReady(selector) {
  const usable = (element) => {
    const box = element.getBoundingClientRect();
    const seen = element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true;
    return box.width > 0 && box.height > 0 && seen && !element.matches(':disabled');
  };
  const look = () => {
    if (![...document.querySelectorAll(selector)].some(usable)) {
      requestAnimationFrame(look);
      return;
    }
    // A message posted in a frame is delivered after that frame has been committed.
    const channel = new MessageChannel();
    requestAnimationFrame(() => {
      channel.port1.onmessage = () => {
        window.ready = performance.now();
      };
      channel.port2.postMessage(0);
    });
  };
  requestAnimationFrame(look);
}
