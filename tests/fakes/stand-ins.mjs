// Loaded before a process (`--import`): every host it calls over TLS is one port of this machine, and
// nobody else reaches it.
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const { connect } = tls;
tls.connect = (options, ...rest) => {
  const servername = options.servername ?? options.host;
  const here = { host: '127.0.0.1', port: Number(process.env.STAND_INS_PORT) };
  return connect({ ...options, ...here, servername }, ...rest);
};
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, host, ...rest) {
  return typeof port === 'number' && host === undefined
    ? listen.call(this, port, '127.0.0.1', ...rest)
    : listen.call(this, port, host, ...rest);
};
syncBuiltinESMExports();
