import { startSimulator } from '../../src/simulator/simulator.ts';

/** What the provider's process is told and tells. */
export interface ProviderRequest {
  dataDir: string;
  latencyMs: number;
}
export interface ProviderReport {
  url: string;
}

/** The provider, in a process of its own: nobody's labels are to wait for its work. Parcels stand still. */
process.on('message', ({ dataDir, latencyMs }: ProviderRequest) => {
  const log = {
    info: () => {},
    warn: () => {},
    error: (fields: object, message: string) => fail(message, fields),
  };
  void startSimulator({ dataDir, port: 0, speed: 1, log, ticking: false, latencyMs }).then(({ url }) =>
    process.send?.({ url } satisfies ProviderReport),
  );
});

function fail(message: string, fields: object): void {
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
}
