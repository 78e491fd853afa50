/** Written into postgresql.conf once, so that an operator can change them there. */
export const initialSettings = {
  shared_buffers: '128MB',
  max_connections: '80',
  max_wal_size: '512MB',
  max_wal_senders: '2',
  // Parallel queries need shared memory that containers often limit to 64 MB.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
};

/**
 * Given at every start, so that no file can undo them: nothing listens on the network, and the
 * log holds no statement, parameter, detail or row. Errors go to the client, which is us; from
 * `log` on, only what the server says about itself is written.
 */
export const fixedSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'on',
  synchronous_commit: 'on',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
};
