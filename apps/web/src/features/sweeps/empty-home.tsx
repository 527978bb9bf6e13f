import Link from 'next/link';
import { Command } from '#components/ui/command.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Placeholder for an empty home, with the command that starts the first sweep. */
export function EmptyHome() {
  return (
    <Notice title="No sweeps yet">
      <p>
        A sweep trains one autoencoder for each combination of the values that its spec lists: layer sizes, learning rates and other
        parameters. It appears here as soon as it starts, with its costs and the reconstructions of each network.
      </p>
      <p>To start the first one (two networks × three learning rates on MNIST), run in the project’s folder:</p>
      <Command>./hourglass sweep examples/first-sweep.yaml</Command>
      <p>
        Or <Link href="/sweeps/new">describe one here</Link>.
      </p>
    </Notice>
  );
}
