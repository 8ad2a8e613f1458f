import { Dialog } from "@base-ui/react/dialog";
import { elsewhere, goTo, type Shortcut } from "./shortcuts.ts";

export function ShortcutSheet({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-sunk/70" />
        <Dialog.Popup className="card fixed top-[12vh] left-1/2 z-50 w-[560px] max-w-[92vw] -translate-x-1/2 border-edge p-5">
          <Dialog.Title className="text-lg font-semibold">Keyboard</Dialog.Title>
          <div className="mt-3 grid grid-cols-[5fr_4fr] gap-8">
            <Keys shortcuts={elsewhere} heading="Everywhere" />
            <Keys shortcuts={goTo} heading="Go to" />
          </div>
          <Dialog.Close className="button mt-4">Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Keys({ shortcuts, heading }: { readonly shortcuts: readonly Shortcut[]; readonly heading: string }) {
  return (
    <section>
      <h3 className="eyebrow mb-2">{heading}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5">
        {shortcuts.map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-edge bg-sunk px-1.5 py-0.5 font-mono text-2xs whitespace-nowrap">
                {keys}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
