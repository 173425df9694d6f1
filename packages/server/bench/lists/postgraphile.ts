import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';

/**
 * PostGraphile 5 on our tables, in a process of its own, as its documentation has it in library mode: amber preset,
 * grafserv on node:http, nothing watched, nothing explained.
 *
 * It asks as the same role, under the same row-level security, but cheaper: whose rows it may see is set once when a
 * connection opens, where its own way (`pgSettings`) takes a transaction a request. And nobody signs in.
 */
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [
    // The bulk tables have no foreign keys; these are the relations they would make.
    jsonPgSmartTags({
      version: 1,
      config: {
        class: {
          orders: { tags: { foreignKey: '(backer_id) references backer (id)' } },
          shipment: { tags: { foreignKey: '(backer_id) references backer (id)' } },
        },
      },
    }),
  ],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ['public'],
      poolConfig: { max: Number(process.env.POOL_SIZE), options: '-c app.creators={1}' },
    }),
  ],
  grafserv: { graphiql: false, watch: false },
  grafast: { explain: false },
});

const server = createServer();
const serv = instance.createServ(grafserv);
await serv.addTo(server);
await serv.ready();
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
